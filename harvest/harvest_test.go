package harvest

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"testing"

	"github.com/trebbia/trebbia/dcat"
)

// script is a source that gives what it is told.
type script []error

func (s script) Records(context.Context) iter.Seq2[dcat.SourceRecord, error] {
	return func(yield func(dcat.SourceRecord, error) bool) {
		for i, err := range s {
			record := dcat.SourceRecord{}
			if err == nil {
				record.ID = fmt.Sprint(i)
			}
			if !yield(record, err) {
				return
			}
		}
	}
}

func TestARecordWithoutIdentityLeavesTheListingOpen(t *testing.T) {
	known := &RecordError{RecordID: "1", Location: "a:1", Err: errors.New("x")}
	unknown := &RecordError{Location: "a:2", Err: errors.New("x")}
	for _, test := range []struct {
		source script
		want   string
	}{
		{script{nil, known, nil}, ""},
		{script{nil, unknown, nil}, `harvest "s": the record at a:2 could not be identified`},
		{script{unknown, known, unknown}, `harvest "s": 2 records could not be identified, the first at a:2`},
		{script{unknown, errors.New("broken off"), nil}, "broken off"},
	} {
		var last error
		count := 0
		w := &whole{Source: test.source, name: "s"}
		for _, err := range w.Records(t.Context()) {
			last = err
			count++
		}
		if _, ok := asRecordError(last); last == nil || ok {
			if test.want != "" {
				t.Errorf("%v: ended well, want %q", test.source, test.want)
			}
		} else if last.Error() != test.want {
			t.Errorf("%v: ended with %v, want %q", test.source, last, test.want)
		}
	}
}

func TestKindsAreSorted(t *testing.T) {
	if got := Kinds(); !slices.IsSorted(got) || !slices.Equal(got, []string{"ckan", "dcat", "inps", "sheet"}) {
		t.Errorf("kinds %q", got)
	}
}

func TestErrorTexts(t *testing.T) {
	cause := errors.New("cause")
	for _, test := range []struct {
		err  error
		want string
	}{
		{&RecordError{Source: "s", RecordID: "7", Location: "a.csv:3", Field: "Titolo", Err: cause}, `a.csv:3: record "7": Titolo: cause`},
		{&RecordError{Source: "s", Err: cause}, "cause"},
		{&IncompleteError{Source: "s", Reason: "reason", Seen: 2, Declared: 3, Err: cause},
			`harvest "s": reason: cause (2 of 3 records seen)`},
		{&IncompleteError{Source: "s", Err: cause}, `harvest "s": cause`},
		{&ConfigError{Source: "s", Location: "a.csv:1", Field: "id", Err: cause}, `a.csv:1: source "s": id: cause`},
	} {
		if test.err.Error() != test.want || !errors.Is(test.err, cause) {
			t.Errorf("%q, want %q", test.err, test.want)
		}
	}
}
