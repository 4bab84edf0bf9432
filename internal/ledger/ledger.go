package ledger

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Ledger is an open ledger file. It is safe for concurrent use; several processes may
// have the same file open, and wait for one another up to five seconds.
type Ledger struct{ db *sql.DB }

// OpenError says why a ledger cannot be opened, and what to do about it.
type OpenError struct {
	Path string
	Err  error
	Hint string
}

// Error returns the cause without the hint.
func (e *OpenError) Error() string { return fmt.Sprintf("open ledger %s: %v", e.Path, e.Err) }

// Unwrap returns the cause.
func (e *OpenError) Unwrap() error { return e.Err }

// Open opens the ledger file and makes it when there is none; its folder must exist.
// The error is an *OpenError.
func Open(path string) (*Ledger, error) {
	l, err := open(path)
	if err == nil {
		return l, nil
	}
	hint := "choose another file with ledger: in the configuration"
	switch code(err) {
	case sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT:
		err = errors.New("the file is damaged, or is no ledger")
		hint = "move it away; a new one is made. Losing it costs time, never correctness"
	case sqlite3.SQLITE_BUSY:
		err = errors.New("another process is writing to it")
		hint = "wait until it ends, then try again"
	}
	return nil, &OpenError{Path: path, Err: err, Hint: hint}
}

func open(path string) (*Ledger, error) {
	// SQLite reports a missing folder and a folder in the file's place alike, as "unable
	// to open"; these say which.
	if _, err := os.Stat(filepath.Dir(path)); err != nil {
		return nil, err
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, errors.New("not a plain file")
	}
	db, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		return nil, err
	}
	// One connection: SQLite has one writer anyway, and transactions then wait in Go.
	db.SetMaxOpenConns(1)
	if err := prepare(db); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &Ledger{db}, nil
}

// dsn turns write-ahead logging off: with it two more files stand beside the ledger for
// as long as it is open and for good after a crash, and half of it would be backed up.
func dsn(path string) string {
	u := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()}
	u.RawQuery = url.Values{
		"_pragma": {"busy_timeout(5000)", "journal_mode(DELETE)", "synchronous(FULL)"},
		"_txlock": {"immediate"},
	}.Encode()
	return u.String()
}

// prepare checks the file and brings its tables up to date.
func prepare(db *sql.DB) error {
	ctx := context.Background()
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return damaged(verdict)
	}
	folder, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(goose.DialectSQLite3, db, folder)
	if err != nil {
		return err
	}
	_, err = provider.Up(ctx)
	return err
}

// damaged is the verdict of PRAGMA quick_check.
type damaged string

func (d damaged) Error() string { return string(d) }

// code returns the primary SQLite result code behind the error, or 0.
func code(err error) int {
	if d := damaged(""); errors.As(err, &d) {
		return sqlite3.SQLITE_CORRUPT
	}
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}

// Close leaves one file behind.
func (l *Ledger) Close() error { return l.db.Close() }

// moment writes a time so that texts sort as times do.
func moment(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000000Z") }

func parseMoment(text string) (time.Time, error) { return time.Parse(time.RFC3339Nano, text) }

// inTx runs work in one transaction.
func (l *Ledger) inTx(ctx context.Context, work func(*sql.Tx) error) error {
	tx, err := l.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := work(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}
