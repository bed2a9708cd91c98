-- Reminders, and the key that signs what is sent. Moments are seconds since 1970-01-01 UTC.

-- What the nodes share and nobody else may read.
CREATE TABLE secrets (
    name TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID;

-- `owner` is a log, or the start of the hash of a token that a device made itself (`paired` = 0). `device` is the start of the hash
-- of the endpoint. `turn` is when a node may take it: its due moment, and later the end of a node's lease or of a pause. So
-- what is due is one range of one index, whatever else is stored.
CREATE TABLE reminders (
    id BLOB NOT NULL PRIMARY KEY,
    owner BLOB NOT NULL,
    paired INTEGER NOT NULL,
    device BLOB NOT NULL,
    endpoint TEXT NOT NULL,
    p256dh BLOB NOT NULL,
    auth BLOB NOT NULL,
    tag TEXT NOT NULL,
    lang TEXT NOT NULL,
    page TEXT NOT NULL,
    urgent INTEGER NOT NULL,
    due INTEGER NOT NULL,
    until INTEGER NOT NULL,
    turn INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX reminders_turn ON reminders (turn);
CREATE INDEX reminders_owner ON reminders (owner);
CREATE INDEX reminders_device ON reminders (device);
CREATE INDEX reminders_guests ON reminders (paired) WHERE paired = 0;
