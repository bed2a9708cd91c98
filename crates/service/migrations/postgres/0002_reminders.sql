-- Reminders, and the key that signs what is sent. Moments are seconds since 1970-01-01 UTC.
--
-- * Citus: secrets is a reference table; SELECT create_distributed_table('reminders', 'id').
-- * YugabyteDB, CockroachDB: as it stands.

-- What the nodes share and nobody else may read.
CREATE TABLE secrets (
    name TEXT NOT NULL PRIMARY KEY,
    value BYTEA NOT NULL
);

-- `owner` is a log, or the start of the hash of a token that a device made itself (`paired` = 0). `device` is the start of the hash
-- of the endpoint. `turn` is when a node may take it: its due moment, and later the end of a node's lease or of a pause. So
-- what is due is one range of one index, whatever else is stored.
CREATE TABLE reminders (
    id BYTEA NOT NULL PRIMARY KEY,
    owner BYTEA NOT NULL,
    paired BIGINT NOT NULL,
    device BYTEA NOT NULL,
    endpoint TEXT NOT NULL,
    p256dh BYTEA NOT NULL,
    auth BYTEA NOT NULL,
    tag TEXT NOT NULL,
    lang TEXT NOT NULL,
    page TEXT NOT NULL,
    urgent BIGINT NOT NULL,
    due BIGINT NOT NULL,
    until BIGINT NOT NULL,
    turn BIGINT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0
);
CREATE INDEX reminders_turn ON reminders (turn);
CREATE INDEX reminders_owner ON reminders (owner);
CREATE INDEX reminders_device ON reminders (device);
CREATE INDEX reminders_guests ON reminders (paired) WHERE paired = 0;
