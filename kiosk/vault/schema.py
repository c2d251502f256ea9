"""The tables of a point's vault. Every one of them may be stolen: none tells of a family.

``cards`` and ``directory`` are sealed to the agents' cards and to the pepper they open; ``journal``
and ``print_lines`` are sealed under that pepper. ``attempts`` counts everybody's wrong codes.
``pending`` are slips given out here whose locks the hub has still to make; a lock ``made_here``
is one the hub has still to make again.
``visit_notes`` has a row for every reader served, of one size and random to look at whether she
ever came or not (``kiosk.sealing.visit_notes``). ``outbox`` holds what only the office can open;
what the hub said it has stays a while, for a hub that comes back from a backup.
"""

SCHEMA_VERSION = "5"

TABLES = """
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE envelopes (
    reader_id TEXT PRIMARY KEY, version INTEGER NOT NULL, sealed BLOB NOT NULL
);
CREATE TABLE locks (
    lookup BLOB PRIMARY KEY, serial TEXT NOT NULL UNIQUE, kind TEXT NOT NULL,
    expires_on TEXT NOT NULL, reader_id TEXT NOT NULL, picture TEXT NOT NULL, wrapped BLOB NOT NULL,
    made_here INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE documents (document_id TEXT PRIMARY KEY, sealed BLOB NOT NULL);
CREATE TABLE visit_notes (reader_id TEXT PRIMARY KEY, sealed BLOB NOT NULL);
CREATE TABLE outbox (
    message_id TEXT PRIMARY KEY, sealed BLOB NOT NULL, taken_at TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE TABLE directory (reader_id TEXT PRIMARY KEY, sealed BLOB NOT NULL);
CREATE TABLE cards (
    lookup BLOB PRIMARY KEY, wrapped BLOB NOT NULL, agent BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE journal (number INTEGER PRIMARY KEY, sealed BLOB NOT NULL);
CREATE TABLE print_lines (number INTEGER PRIMARY KEY, sealed BLOB NOT NULL);
CREATE TABLE pending (
    serial TEXT PRIMARY KEY, reader_id TEXT NOT NULL, kind TEXT NOT NULL,
    picture TEXT NOT NULL, expires_on TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE woken (serial TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE pins (
    serial TEXT PRIMARY KEY, version INTEGER NOT NULL, verifier BLOB NOT NULL,
    failures INTEGER NOT NULL, asleep_until TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE attempts (place TEXT PRIMARY KEY, failures INTEGER NOT NULL, last_at TEXT NOT NULL)
    WITHOUT ROWID;
CREATE TABLE tombstones (serial TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE school_dates (school_uai TEXT PRIMARY KEY, as_of TEXT NOT NULL) WITHOUT ROWID;
"""
