package dcat

// SourceRecord is one entry exactly as a harvest source gave it. It can be saved,
// set aside and mapped again later without the source.
type SourceRecord struct {
	// Source is the name of the harvest source in the configuration.
	Source string
	// ID is the identity of the record within its source; it does not change when
	// the record does.
	ID string
	// Modified is the date of the last change as the source wrote it; may be empty.
	Modified string
	// MediaType describes Bytes: application/json, or an RDF media type.
	MediaType string
	// Bytes is what a mapping reads.
	Bytes []byte
	// Raw is the entry as it came over the wire, when Bytes was picked out of it
	// (an HTML page, a spreadsheet row); empty when Bytes is the entry itself.
	Raw []byte
	// Base is the IRI that relative IRIs of an RDF entry were resolved against, so that
	// repairs can still tell them; empty for entries without any.
	Base string
	// Location tells people where the record stands: a URL, or file:line.
	Location string
	// Deleted marks a record that the source itself declares deleted.
	Deleted bool
}
