package ledger

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// Run is one run of the pipeline.
type Run struct {
	ID     int64
	Config string
	Begun  time.Time
	// Ended is zero while the run is at work, and for good when it was killed.
	Ended time.Time
	// Counts are the run's figures by name.
	Counts map[string]int
	// ExitCode means something once Ended is set.
	ExitCode int
}

// BeginRun notes that a run has begun and returns its id. Ids count from 1.
func (l *Ledger) BeginRun(ctx context.Context, begun time.Time, config string) (id int64, err error) {
	err = l.db.QueryRowContext(ctx, `INSERT INTO runs (id, begun, config, counts)
		SELECT COALESCE(MAX(id), 0) + 1, ?, ?, '{}' FROM runs RETURNING id`, moment(begun), config).Scan(&id)
	if err != nil {
		return 0, fmt.Errorf("note the beginning of the run: %w", err)
	}
	return id, nil
}

// EndRun notes how a run ended. Ending a run that is not known, or twice, is an error.
func (l *Ledger) EndRun(ctx context.Context, id int64, ended time.Time, counts map[string]int, exitCode int) error {
	// encoding/json writes maps in the order of their keys.
	text, err := json.Marshal(counts)
	if err != nil {
		return fmt.Errorf("note the end of run %d: %w", id, err)
	}
	done, err := l.db.ExecContext(ctx, `UPDATE runs SET ended = ?, counts = ?, exit_code = ? WHERE id = ? AND ended IS NULL`,
		moment(ended), string(text), exitCode, id)
	if err != nil {
		return fmt.Errorf("note the end of run %d: %w", id, err)
	}
	if n, err := done.RowsAffected(); err != nil || n != 1 {
		return errors.Join(fmt.Errorf("note the end of run %d: it is not at work", id), err)
	}
	return nil
}

// LastRuns returns the last n runs, the latest first.
func (l *Ledger) LastRuns(ctx context.Context, n int) ([]Run, error) {
	runs, err := l.lastRuns(ctx, n)
	if err != nil {
		return nil, fmt.Errorf("read the last runs: %w", err)
	}
	return runs, nil
}

func (l *Ledger) lastRuns(ctx context.Context, n int) ([]Run, error) {
	rows, err := l.db.QueryContext(ctx, `SELECT id, begun, ended, config, counts, exit_code FROM runs ORDER BY id DESC LIMIT ?`, n)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []Run
	for rows.Next() {
		run, err := scanRun(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, run)
	}
	return out, rows.Err()
}

func scanRun(rows *sql.Rows) (run Run, err error) {
	var begun, counts string
	var ended sql.NullString
	var exit sql.NullInt64
	if err := rows.Scan(&run.ID, &begun, &ended, &run.Config, &counts, &exit); err != nil {
		return run, err
	}
	if run.Begun, err = parseMoment(begun); err != nil {
		return run, err
	}
	if ended.Valid {
		if run.Ended, err = parseMoment(ended.String); err != nil {
			return run, err
		}
	}
	run.ExitCode = int(exit.Int64)
	return run, json.Unmarshal([]byte(counts), &run.Counts)
}
