-- +goose Up

-- Moments are RFC 3339 texts in UTC, so that they sort as they follow one another.

CREATE TABLE identities (
	source     TEXT NOT NULL,
	record     TEXT NOT NULL,
	iri        TEXT NOT NULL,
	identifier TEXT NOT NULL,
	first_seen TEXT NOT NULL,
	last_seen  TEXT NOT NULL,
	PRIMARY KEY (source, record)
);

CREATE INDEX identities_iri ON identities (iri);

CREATE TABLE absences (
	target TEXT NOT NULL,
	iri    TEXT NOT NULL,
	since  TEXT NOT NULL,
	PRIMARY KEY (target, iri)
);

CREATE TABLE runs (
	id        INTEGER PRIMARY KEY,
	begun     TEXT NOT NULL,
	ended     TEXT,
	config    TEXT NOT NULL,
	counts    TEXT NOT NULL,
	exit_code INTEGER
);

-- +goose Down

DROP TABLE runs;
DROP TABLE absences;
DROP TABLE identities;
