-- Everything that the service knows. Days are counted from 1970-01-01, moments are seconds since then.

CREATE TABLE teams (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    -- SHA-256 of the printed secret, and until when it may be used.
    grant_hash BLOB NOT NULL UNIQUE,
    grant_expires INTEGER NOT NULL,
    -- The team's own log, once somebody used the grant.
    log_id BLOB,
    -- How many logs the team made that still stand.
    logs INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE UNIQUE INDEX teams_log ON teams (log_id);

-- An erased log keeps its id, the hash of its token and the day it was erased, so that the other side hears so. All else is empty.
CREATE TABLE logs (
    id BLOB NOT NULL PRIMARY KEY,
    team BLOB,
    token_hash BLOB NOT NULL,
    seq INTEGER NOT NULL DEFAULT 0,
    count INTEGER NOT NULL DEFAULT 0,
    xor BLOB NOT NULL,
    bytes INTEGER NOT NULL DEFAULT 0,
    created INTEGER,
    last_seen INTEGER,
    erased INTEGER
) WITHOUT ROWID;
CREATE INDEX logs_token ON logs (token_hash);
CREATE INDEX logs_last_seen ON logs (last_seen);

-- `upto` is the sum of the lengths of the log's records up to and with this one: a page of so many bytes is a range of it.
CREATE TABLE records (
    log_id BLOB NOT NULL,
    seq INTEGER NOT NULL,
    id BLOB NOT NULL,
    upto INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (log_id, seq)
) WITHOUT ROWID;
CREATE UNIQUE INDEX records_id ON records (log_id, id);

-- The two boxes of one pairing code.
CREATE TABLE mailboxes (
    offer BLOB NOT NULL PRIMARY KEY,
    answer BLOB NOT NULL UNIQUE,
    maker_hash BLOB NOT NULL,
    offered BLOB NOT NULL,
    answered BLOB,
    expires INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX mailboxes_expires ON mailboxes (expires);

-- Written to find out whether writing works again.
CREATE TABLE probe (id INTEGER NOT NULL PRIMARY KEY, filler BLOB NOT NULL);
