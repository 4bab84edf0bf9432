package ledger

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Absences returns the datasets of a target whose records are missing from complete
// listings, each with the moment since when. target is any name that stays the same.
func (l *Ledger) Absences(ctx context.Context, target string) (map[string]time.Time, error) {
	out, err := l.absences(ctx, target)
	if err != nil {
		return nil, fmt.Errorf("read absences of target %q: %w", target, err)
	}
	return out, nil
}

func (l *Ledger) absences(ctx context.Context, target string) (map[string]time.Time, error) {
	rows, err := l.db.QueryContext(ctx, `SELECT iri, since FROM absences WHERE target = ?`, target)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[string]time.Time{}
	for rows.Next() {
		var iri, since string
		if err := rows.Scan(&iri, &since); err != nil {
			return nil, err
		}
		if out[iri], err = parseMoment(since); err != nil {
			return nil, err
		}
	}
	return out, rows.Err()
}

// MarkAbsent remembers that the datasets are absent since that moment. One that is
// marked already keeps its earlier moment.
func (l *Ledger) MarkAbsent(ctx context.Context, target string, since time.Time, iris ...string) error {
	err := l.each(ctx, `INSERT INTO absences (target, iri, since) VALUES (?, ?, ?)
		ON CONFLICT (target, iri) DO NOTHING`, iris, func(iri string) []any { return []any{target, iri, moment(since)} })
	if err != nil {
		return fmt.Errorf("mark datasets of target %q absent: %w", target, err)
	}
	return nil
}

// ClearAbsent forgets the absence of the datasets: they were seen again, or are deleted.
func (l *Ledger) ClearAbsent(ctx context.Context, target string, iris ...string) error {
	err := l.each(ctx, `DELETE FROM absences WHERE target = ? AND iri = ?`, iris, func(iri string) []any { return []any{target, iri} })
	if err != nil {
		return fmt.Errorf("clear absences of target %q: %w", target, err)
	}
	return nil
}

// each runs the statement once for each IRI, all in one transaction.
func (l *Ledger) each(ctx context.Context, statement string, iris []string, args func(iri string) []any) error {
	if len(iris) == 0 {
		return nil
	}
	return l.inTx(ctx, func(tx *sql.Tx) error {
		prepared, err := tx.PrepareContext(ctx, statement)
		if err != nil {
			return err
		}
		defer prepared.Close()
		for _, iri := range iris {
			if _, err := prepared.ExecContext(ctx, args(iri)...); err != nil {
				return err
			}
		}
		return nil
	})
}
