-- Everything that the service knows. Days are counted from 1970-01-01, moments are seconds since then.
--
-- Shards: every request but two touches one log, so `log_id` spreads `records` and `id` spreads `logs`.
-- * Citus: SELECT create_distributed_table('logs', 'id') and ('records', 'log_id', colocate_with => 'logs') instead of PARTITION BY;
--   teams and mailboxes are reference tables. The look-up of a token without its log (making mailboxes) asks all shards.
-- * YugabyteDB: as it stands; its own tablets make PARTITION BY superfluous.
-- * CockroachDB: without PARTITION BY and SET STORAGE. It has no LISTEN: set `relay = false`, and a long poll on one node doesn't
--   hear of another node's appends before it ends.

CREATE TABLE teams (
    id BYTEA NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    -- SHA-256 of the printed secret, and until when it may be used.
    grant_hash BYTEA NOT NULL UNIQUE,
    grant_expires BIGINT NOT NULL,
    -- The team's own log, once somebody used the grant.
    log_id BYTEA,
    -- How many logs the team made that still stand.
    logs BIGINT NOT NULL DEFAULT 0
);
CREATE UNIQUE INDEX teams_log ON teams (log_id);

-- An erased log keeps its id, the hash of its token and the day it was erased, so that the other side hears so. All else is empty.
-- Updated at every append, on one page when there is room: hence the low fill factor.
CREATE TABLE logs (
    id BYTEA NOT NULL PRIMARY KEY,
    team BYTEA,
    token_hash BYTEA NOT NULL,
    seq BIGINT NOT NULL DEFAULT 0,
    count BIGINT NOT NULL DEFAULT 0,
    xor BYTEA NOT NULL,
    bytes BIGINT NOT NULL DEFAULT 0,
    created BIGINT,
    last_seen BIGINT,
    erased BIGINT
) WITH (fillfactor = 70);
CREATE INDEX logs_token ON logs (token_hash);
CREATE INDEX logs_last_seen ON logs (last_seen);

-- `upto` is the sum of the lengths of the log's records up to and with this one: a page of so many bytes is a range of it.
CREATE TABLE records (
    log_id BYTEA NOT NULL,
    seq BIGINT NOT NULL,
    id BYTEA NOT NULL,
    upto BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (log_id, seq),
    UNIQUE (log_id, id)
) PARTITION BY HASH (log_id);
-- Sealed bytes are as good as random: trying to compress them is lost work.
ALTER TABLE records ALTER COLUMN sealed SET STORAGE EXTERNAL;
CREATE TABLE records_00 PARTITION OF records FOR VALUES WITH (MODULUS 16, REMAINDER 0);
CREATE TABLE records_01 PARTITION OF records FOR VALUES WITH (MODULUS 16, REMAINDER 1);
CREATE TABLE records_02 PARTITION OF records FOR VALUES WITH (MODULUS 16, REMAINDER 2);
CREATE TABLE records_03 PARTITION OF records FOR VALUES WITH (MODULUS 16, REMAINDER 3);
CREATE TABLE records_04 PARTITION OF records FOR VALUES WITH (MODULUS 16, REMAINDER 4);
CREATE TABLE records_05 PARTITION OF records FOR VALUES WITH (MODULUS 16, REMAINDER 5);
CREATE TABLE records_06 PARTITION OF records FOR VALUES WITH (MODULUS 16, REMAINDER 6);
CREATE TABLE records_07 PARTITION OF records FOR VALUES WITH (MODULUS 16, REMAINDER 7);
CREATE TABLE records_08 PARTITION OF records FOR VALUES WITH (MODULUS 16, REMAINDER 8);
CREATE TABLE records_09 PARTITION OF records FOR VALUES WITH (MODULUS 16, REMAINDER 9);
CREATE TABLE records_10 PARTITION OF records FOR VALUES WITH (MODULUS 16, REMAINDER 10);
CREATE TABLE records_11 PARTITION OF records FOR VALUES WITH (MODULUS 16, REMAINDER 11);
CREATE TABLE records_12 PARTITION OF records FOR VALUES WITH (MODULUS 16, REMAINDER 12);
CREATE TABLE records_13 PARTITION OF records FOR VALUES WITH (MODULUS 16, REMAINDER 13);
CREATE TABLE records_14 PARTITION OF records FOR VALUES WITH (MODULUS 16, REMAINDER 14);
CREATE TABLE records_15 PARTITION OF records FOR VALUES WITH (MODULUS 16, REMAINDER 15);

-- The two boxes of one pairing code.
CREATE TABLE mailboxes (
    offer BYTEA NOT NULL PRIMARY KEY,
    answer BYTEA NOT NULL UNIQUE,
    maker_hash BYTEA NOT NULL,
    offered BYTEA NOT NULL,
    answered BYTEA,
    expires BIGINT NOT NULL
);
CREATE INDEX mailboxes_expires ON mailboxes (expires);

-- Written to find out whether writing works again.
CREATE TABLE probe (id BIGINT NOT NULL PRIMARY KEY, filler BYTEA NOT NULL);
