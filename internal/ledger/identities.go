package ledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Identity is what a source record is called, for good.
type Identity struct {
	Source, RecordID    string
	IRI, Identifier     string
	FirstSeen, LastSeen time.Time
}

// MovedError says that a record was remembered under another IRI or identifier than the
// one handed in. The remembered one stays.
type MovedError struct{ Known, Given Identity }

// Error names the record and both names.
func (e *MovedError) Error() string {
	return fmt.Sprintf("record %q of source %q is %s (%s) since %s and cannot become %s (%s)",
		e.Known.RecordID, e.Known.Source, e.Known.IRI, e.Known.Identifier,
		e.Known.FirstSeen.Format(time.DateOnly), e.Given.IRI, e.Given.Identifier)
}

const selectIdentity = `SELECT source, record, iri, identifier, first_seen, last_seen FROM identities`

// Identity returns what is remembered of a record; ok is false when nothing is.
func (l *Ledger) Identity(ctx context.Context, source, recordID string) (id Identity, ok bool, err error) {
	id, err = scanIdentity(l.db.QueryRowContext(ctx, selectIdentity+` WHERE source = ? AND record = ?`, source, recordID))
	if errors.Is(err, sql.ErrNoRows) {
		return Identity{}, false, nil
	}
	if err != nil {
		return Identity{}, false, fmt.Errorf("read identity of record %q of source %q: %w", recordID, source, err)
	}
	return id, true, nil
}

// Identities returns all that is remembered of a source, by record id.
func (l *Ledger) Identities(ctx context.Context, source string) (map[string]Identity, error) {
	out, err := l.identities(ctx, source)
	if err != nil {
		return nil, fmt.Errorf("read identities of source %q: %w", source, err)
	}
	return out, nil
}

func (l *Ledger) identities(ctx context.Context, source string) (map[string]Identity, error) {
	rows, err := l.db.QueryContext(ctx, selectIdentity+` WHERE source = ?`, source)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]Identity{}
	for rows.Next() {
		id, err := scanIdentity(rows)
		if err != nil {
			return nil, err
		}
		out[id.RecordID] = id
	}
	return out, rows.Err()
}

// Remember remembers the identities as seen at this time; their own times do not
// matter. A record that is known keeps its IRI and identifier: a different one is a
// *MovedError, joined with those of other records, and does not keep the rest from
// being remembered. After any other error nothing was.
func (l *Ledger) Remember(ctx context.Context, at time.Time, ids ...Identity) error {
	var moved []error
	err := l.inTx(ctx, func(tx *sql.Tx) error {
		insert, err := tx.PrepareContext(ctx, `INSERT INTO identities (source, record, iri, identifier, first_seen, last_seen)
			VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (source, record) DO UPDATE SET last_seen = excluded.last_seen
			RETURNING source, record, iri, identifier, first_seen, last_seen`)
		if err != nil {
			return err
		}
		defer insert.Close()
		for _, id := range ids {
			now := moment(at)
			known, err := scanIdentity(insert.QueryRowContext(ctx, id.Source, id.RecordID, id.IRI, id.Identifier, now, now))
			if err != nil {
				return err
			}
			if known.IRI != id.IRI || known.Identifier != id.Identifier {
				moved = append(moved, &MovedError{Known: known, Given: id})
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("remember identities: %w", err)
	}
	return errors.Join(moved...)
}

func scanIdentity(row interface{ Scan(...any) error }) (Identity, error) {
	var id Identity
	var first, last string
	if err := row.Scan(&id.Source, &id.RecordID, &id.IRI, &id.Identifier, &first, &last); err != nil {
		return id, err
	}
	var errFirst, errLast error
	id.FirstSeen, errFirst = parseMoment(first)
	id.LastSeen, errLast = parseMoment(last)
	return id, errors.Join(errFirst, errLast)
}
