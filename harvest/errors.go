package harvest

import (
	"errors"
	"fmt"
	"strings"
)

// RecordError is about one record, which is set aside; the stream goes on.
type RecordError struct {
	Source string
	// RecordID is the identity of the record, or empty when it could not be made out.
	RecordID string
	// Location is where the record stands: a URL, or file:line.
	Location string
	// Field is the field at fault, as the source names it; may be empty.
	Field string
	// Raw is the record as it came.
	Raw []byte
	Err error
	// Hint says what to do about it; may be empty.
	Hint string
}

// Error names the place, the record, the field and the cause.
func (e *RecordError) Error() string {
	var b strings.Builder
	if e.Location != "" {
		fmt.Fprintf(&b, "%s: ", e.Location)
	}
	if e.RecordID != "" {
		fmt.Fprintf(&b, "record %q: ", e.RecordID)
	}
	if e.Field != "" {
		fmt.Fprintf(&b, "%s: ", e.Field)
	}
	b.WriteString(e.Err.Error())
	return b.String()
}

// Unwrap returns the cause.
func (e *RecordError) Unwrap() error { return e.Err }

// IncompleteError ends a stream: there may be records that it did not give.
type IncompleteError struct {
	Source, Reason string
	// Seen is how many records were seen, set aside ones included; Declared is how
	// many the source says it has, 0 when it does not say.
	Seen, Declared int
	Err            error
	hint           string
}

// Error gives the reason and the counts.
func (e *IncompleteError) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "harvest %q: %s", e.Source, e.Reason)
	if e.Err != nil {
		if e.Reason != "" {
			b.WriteString(": ")
		}
		b.WriteString(e.Err.Error())
	}
	if e.Declared > 0 {
		fmt.Fprintf(&b, " (%d of %d records seen)", e.Seen, e.Declared)
	}
	return b.String()
}

// Unwrap returns the cause, which may be nil.
func (e *IncompleteError) Unwrap() error { return e.Err }

// Hint says what to do about it, or is empty.
func (e *IncompleteError) Hint() string {
	if e.hint != "" {
		return e.hint
	}
	var hinted interface{ Hint() string }
	if errors.As(e.Err, &hinted) {
		return hinted.Hint()
	}
	return ""
}

// ConfigError says that a source cannot be read as it is configured: a missing file,
// an unknown setting, a column that is not there. It ends the stream.
type ConfigError struct {
	Source string
	// Location is file:line when a file of the source is at fault, else empty.
	Location string
	// Field is the configuration key, or the column, at fault.
	Field string
	Err   error
	hint  string
}

// Error names the place, the source, the setting and the cause.
func (e *ConfigError) Error() string {
	var b strings.Builder
	if e.Location != "" {
		fmt.Fprintf(&b, "%s: ", e.Location)
	}
	fmt.Fprintf(&b, "source %q: ", e.Source)
	if e.Field != "" {
		fmt.Fprintf(&b, "%s: ", e.Field)
	}
	b.WriteString(e.Err.Error())
	return b.String()
}

// Unwrap returns the cause.
func (e *ConfigError) Unwrap() error { return e.Err }

// Hint says how to put it right, or is empty.
func (e *ConfigError) Hint() string { return e.hint }

// asRecordError tells the errors that do not end a stream. None of the others may wrap
// one, as callers tell them apart with errors.As.
func asRecordError(err error) (*RecordError, bool) {
	var e *RecordError
	ok := errors.As(err, &e)
	return e, ok
}

func errNotWeb(address string) error {
	return fmt.Errorf("%q is not an absolute http or https address", address)
}

func wrapPath(path string, err error) error { return fmt.Errorf("%s: %w", path, pathCause(err)) }
