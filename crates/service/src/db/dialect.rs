//! All that differs between the two databases.
//!
//! A group of appends touches many logs in one statement. PostgreSQL takes the rows as arrays (`UNNEST`), SQLite as one JSON
//! text (`json_each`) with the sealed bytes beside it in one blob: so that each is one prepared statement, whatever the size
//! of the group. Row locks are PostgreSQL's; SQLite's one writer begins with the write lock.
//!
//! CockroachDB and YugabyteDB take the PostgreSQL statements as they stand. Citus takes them when all of a group lies on
//! one shard or with its multi-shard modifications switched on.

use std::fmt::Write as _;

use mijn_brug_sync::wire::{LogId, RecordId};
use sqlx::{PgConnection, SqliteConnection};

use super::append::{KnownRow, LogRow, NewRecord};
use super::signed;
use crate::access::write_hex;

/// Takes SQLite's write lock at once: a transaction that reads first and then wants to write may be refused.
pub const BEGIN_SQLITE: &str = "BEGIN IMMEDIATE";

/// Every statement finds its rows by an index, whatever the values are: planning anew for each group, over 16 partitions, would take
/// longer than the statement. CockroachDB knows none of these: leave them out there.
pub const SESSION_POSTGRES: &str = "SET plan_cache_mode = force_generic_plan; SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off";

/// Whether an error code says that the database is away, full or busy.
///
/// SQLite's extended codes hold the primary one in their low byte (<https://sqlite.org/rescode.html>); PostgreSQL's have five
/// characters, whose first two are the class (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).
pub fn is_away(code: &str) -> bool {
    if code.len() == 5 {
        let class = code.get(..2).unwrap_or_default();
        // Connection, resources (disk full), operator (shutdown), system; a standby's refusal to write; a lost race; no answer in time.
        return matches!(class, "08" | "53" | "57" | "58" | "40")
            || matches!(code, "25006" | "55P03" | "25P03");
    }
    let Ok(code) = code.parse::<u32>() else {
        return false;
    };
    // Busy, locked, no memory, read only, IO, full, can't open.
    matches!(code & 0xff, 5 | 6 | 7 | 8 | 10 | 13 | 14)
}

/// The rows of these logs, which are sorted and all different, locked until the transaction ends.
pub async fn take_logs_postgres(on: &mut PgConnection, logs: &[LogId]) -> sqlx::Result<Vec<LogRow>> {
    let ids: Vec<&[u8]> = logs.iter().map(|log| log.as_bytes().as_slice()).collect();
    // In order, so that two nodes with the same logs never wait for each other.
    sqlx::query_as(
        "SELECT id, token_hash, seq, count, xor, bytes, erased FROM logs WHERE id = ANY($1) ORDER BY id FOR UPDATE",
    )
    .bind(ids)
    .fetch_all(on)
    .await
}

/// As [`take_logs_postgres`].
pub async fn take_logs_sqlite(on: &mut SqliteConnection, logs: &[LogId]) -> sqlx::Result<Vec<LogRow>> {
    let ids = json(logs, |log, text| write_id(text, log.as_bytes()));
    sqlx::query_as(
        "SELECT id, token_hash, seq, count, xor, bytes, erased FROM logs \
         WHERE id IN (SELECT unhex(value) FROM json_each($1))",
    )
    .bind(ids)
    .fetch_all(on)
    .await
}

/// Which of these records are there.
pub async fn known_postgres(
    on: &mut PgConnection,
    asked: &[(LogId, RecordId)],
) -> sqlx::Result<Vec<KnownRow>> {
    let logs: Vec<&[u8]> = asked.iter().map(|(log, _)| log.as_bytes().as_slice()).collect();
    let ids: Vec<&[u8]> = asked.iter().map(|(_, id)| id.as_bytes().as_slice()).collect();
    sqlx::query_as(
        "SELECT r.log_id, r.id FROM UNNEST($1::bytea[], $2::bytea[]) AS a (log_id, id) \
         JOIN records AS r ON r.log_id = a.log_id AND r.id = a.id",
    )
    .bind(logs)
    .bind(ids)
    .fetch_all(on)
    .await
}

/// As [`known_postgres`].
pub async fn known_sqlite(
    on: &mut SqliteConnection,
    asked: &[(LogId, RecordId)],
) -> sqlx::Result<Vec<KnownRow>> {
    let asked = json(asked, |(log, id), text| {
        text.push('[');
        write_id(text, log.as_bytes());
        text.push(',');
        write_id(text, id.as_bytes());
        text.push(']');
    });
    sqlx::query_as(
        "SELECT r.log_id, r.id FROM json_each($1) AS a \
         CROSS JOIN records AS r ON r.log_id = unhex(a.value ->> 0) AND r.id = unhex(a.value ->> 1)",
    )
    .bind(asked)
    .fetch_all(on)
    .await
}

/// Adds records.
pub async fn add_records_postgres(on: &mut PgConnection, records: &[NewRecord]) -> sqlx::Result<()> {
    let logs: Vec<&[u8]> = records
        .iter()
        .map(|record| record.log.as_bytes().as_slice())
        .collect();
    let seqs: Vec<i64> = records.iter().map(|record| signed(record.seq)).collect();
    let ids: Vec<&[u8]> = records
        .iter()
        .map(|record| record.id.as_bytes().as_slice())
        .collect();
    let uptos: Vec<i64> = records.iter().map(|record| signed(record.upto)).collect();
    let sealed: Vec<&[u8]> = records.iter().map(|record| record.sealed.as_ref()).collect();
    sqlx::query(
        "INSERT INTO records (log_id, seq, id, upto, sealed) \
         SELECT * FROM UNNEST($1::bytea[], $2::bigint[], $3::bytea[], $4::bigint[], $5::bytea[])",
    )
    .bind(logs)
    .bind(seqs)
    .bind(ids)
    .bind(uptos)
    .bind(sealed)
    .execute(on)
    .await?;
    Ok(())
}

/// As [`add_records_postgres`].
pub async fn add_records_sqlite(on: &mut SqliteConnection, records: &[NewRecord]) -> sqlx::Result<()> {
    let length = records.iter().map(|record| record.sealed.len()).sum();
    let mut sealed: Vec<u8> = Vec::with_capacity(length);
    let rows = json(records, |record, text| {
        text.push('[');
        write_id(text, record.log.as_bytes());
        text.push(',');
        write_id(text, record.id.as_bytes());
        let (start, length) = (sealed.len().saturating_add(1), record.sealed.len());
        // Writing to a String can't fail.
        _ = write!(text, ",{},{},{start},{length}]", record.seq, record.upto);
        sealed.extend_from_slice(&record.sealed);
    });
    sqlx::query(
        "INSERT INTO records (log_id, seq, id, upto, sealed) \
         SELECT unhex(value ->> 0), value ->> 2, unhex(value ->> 1), value ->> 3, substr($2, value ->> 4, value ->> 5) \
         FROM json_each($1)",
    )
    .bind(rows)
    .bind(sealed)
    .execute(on)
    .await?;
    Ok(())
}

/// Writes how far these logs are now.
pub async fn put_logs_postgres(on: &mut PgConnection, logs: &[LogRow], today: i64) -> sqlx::Result<()> {
    let ids: Vec<&[u8]> = logs.iter().map(|log| log.id.as_slice()).collect();
    let seqs: Vec<i64> = logs.iter().map(|log| log.seq).collect();
    let counts: Vec<i64> = logs.iter().map(|log| log.count).collect();
    let xors: Vec<&[u8]> = logs.iter().map(|log| log.xor.as_slice()).collect();
    let bytes: Vec<i64> = logs.iter().map(|log| log.bytes).collect();
    sqlx::query(
        "UPDATE logs SET seq = n.seq, count = n.count, xor = n.xor, bytes = n.bytes, last_seen = $6 \
         FROM UNNEST($1::bytea[], $2::bigint[], $3::bigint[], $4::bytea[], $5::bigint[]) AS n (id, seq, count, xor, bytes) \
         WHERE logs.id = n.id",
    )
    .bind(ids)
    .bind(seqs)
    .bind(counts)
    .bind(xors)
    .bind(bytes)
    .bind(today)
    .execute(on)
    .await?;
    Ok(())
}

/// As [`put_logs_postgres`].
pub async fn put_logs_sqlite(on: &mut SqliteConnection, logs: &[LogRow], today: i64) -> sqlx::Result<()> {
    let rows = json(logs, |log, text| {
        text.push('[');
        write_id(text, &log.id);
        _ = write!(text, ",{},{},", log.seq, log.count);
        write_id(text, &log.xor);
        _ = write!(text, ",{}]", log.bytes);
    });
    sqlx::query(
        "UPDATE logs SET seq = n.value ->> 1, count = n.value ->> 2, xor = unhex(n.value ->> 3), \
         bytes = n.value ->> 4, last_seen = $2 FROM json_each($1) AS n WHERE logs.id = unhex(n.value ->> 0)",
    )
    .bind(rows)
    .bind(today)
    .execute(on)
    .await?;
    Ok(())
}

/// A JSON list with one item each.
fn json<T>(items: &[T], mut write: impl FnMut(&T, &mut String)) -> String {
    let mut text = String::from("[");
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            text.push(',');
        }
        write(item, &mut text);
    }
    text.push(']');
    text
}

fn write_id(text: &mut String, id: &[u8]) {
    text.push('"');
    text.push_str(&write_hex(id));
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, expected: bool) {
        assert_eq!(is_away(code), expected, "{code}");
    }

    #[test]
    fn a_full_or_locked_file_is_away() {
        for code in ["5", "13", "10", "778", "14", "517"] {
            check(code, true);
        }
    }

    #[test]
    fn a_server_that_stops_is_away() {
        for code in ["57P01", "53100", "08006", "25006", "40001"] {
            check(code, true);
        }
    }

    #[test]
    fn a_fault_of_ours_is_not() {
        for code in ["1", "19", "2067", "42601", "23505", ""] {
            check(code, false);
        }
    }
}
