package mappings

// GapKind tells what a Gap is.
type GapKind string

// The kinds of gap, in the order of their weight for a catalogue administrator.
const (
	// Derived: the value comes from evidence that is named, not from a field of its own.
	Derived GapKind = "derived"
	// Defaulted: the value is a default that the administrator configured.
	Defaulted GapKind = "defaulted"
	// Repaired: the value was written wrongly in a known way and has been put right.
	Repaired GapKind = "repaired"
	// NotCarried: a value of the record does not appear in the dataset.
	NotCarried GapKind = "not-carried"
	// Conflict: two places say different things; Result is the one that was followed.
	Conflict GapKind = "conflict"
	// Unreadable: an attachment could not be opened or read.
	Unreadable GapKind = "unreadable"
	// Noticed: an attachment has a defect that readers of the data will meet.
	Noticed GapKind = "noticed"
)

// Gap is a place where the dataset is not simply what the record says, and why.
type Gap struct {
	Kind GapKind `json:"kind"`
	// Property is the property that the gap is about, as a CURIE; "" for none.
	Property string `json:"property,omitempty"`
	// Node is the IRI of the described node when it is not the dataset itself.
	Node string `json:"node,omitempty"`
	// Field is the field of the record.
	Field string `json:"field,omitempty"`
	// Value is what the record holds, Result what the dataset got; cut when long.
	Value  string `json:"value,omitempty"`
	Result string `json:"result,omitempty"`
	// Evidence names what a derived value was read from.
	Evidence string `json:"evidence,omitempty"`
	// Rule is the name of the normaliser, vocabulary or repair that was applied.
	Rule string `json:"rule,omitempty"`
	// Message says it in one sentence for people, with what to do where they can.
	Message string `json:"message,omitempty"`
}

// maxGapText bounds the texts that a gap quotes, in bytes.
const maxGapText = 300

// short cuts a text for a gap, at a character.
func short(s string) string {
	if len(s) <= maxGapText {
		return s
	}
	cut := maxGapText
	for cut > 0 && s[cut]&0xC0 == 0x80 {
		cut--
	}
	return s[:cut] + "…"
}
