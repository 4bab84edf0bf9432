package mappings

import (
	"context"
	"io"
)

// Options are what the administrator configured for a mapping.
type Options struct {
	// Base is the public base URL of the catalogue, without final slash.
	Base string
	// Prefix is the IPA code that identifiers begin with.
	Prefix string
	// Aliases maps an identifier as computed to the one published before.
	Aliases map[string]string
	// Agents and Contacts are the bodies and offices that the administrator described,
	// by key.
	Agents   map[string]Agent
	Contacts map[string]Contact
	// Contact, Holder and Publisher are the keys of those that stand in where the
	// record names none; "" for none.
	Contact, Holder, Publisher string
	// Defaults maps a property (CURIE) to the code, IRI or text that stands in where
	// the record has no value. Each use is a gap.
	Defaults map[string]string
	// Lookups are tables from words of the record to codes, by name.
	Lookups map[string]map[string]string
	// RepairsOff names the repairs of RDF records that are not to be made.
	RepairsOff []string
	// Output is the name of one of Outputs; "" is the first.
	Output string
	// Open opens an attachment: a URL, or a path as the record gives it. nil leaves
	// attachments unread.
	Open func(ctx context.Context, ref string) (io.ReadCloser, error)
}

// Agent is a public body or other holder or publisher of data.
type Agent struct {
	// Name is by language tag.
	Name map[string]string
	// Identifier is the IPA code of a public body, the VAT number of another.
	Identifier      string
	Homepage, Email string
	// Match lists other spellings of the name.
	Match []string
}

// Contact is an office that answers questions about datasets.
type Contact struct {
	Name, Email, URL, Telephone string
}
