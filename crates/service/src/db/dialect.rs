//! The statements that differ between SQLite and PostgreSQL.
//!
//! A statement of a group of appends handles many logs. PostgreSQL takes the rows as arrays (`UNNEST`). SQLite takes a list of `VALUES`,
//! padded with empty rows to one of a few lengths, so that there are only a few prepared statements. SQLite keeps a journal for a
//! statement of many rows that may fail half-way, unless the statement says `OR FAIL` and calls no function. What such a statement wrote
//! before it failed stays until the transaction is rolled back, which every caller does.
//! PostgreSQL locks rows; the one writer of SQLite takes the write lock when it begins.
//!
//! CockroachDB and YugabyteDB take the PostgreSQL statements unchanged. Citus takes them if all rows of a group are on one shard, or if
//! multi-shard modifications are enabled.

use mijn_brug_sync::wire::{LogId, RecordId};
use sqlx::{AssertSqlSafe, PgConnection, SqliteConnection};

use super::rows::{Change, KnownRow, LogRow, NewRecord};
use super::signed;
use crate::access::write_hex;

/// Takes SQLite's write lock at once: a transaction that starts by reading may be refused the lock when it writes.
pub const BEGIN_SQLITE: &str = "BEGIN IMMEDIATE";

/// Settings of each PostgreSQL session. Every statement finds its rows by an index, whatever the values are, and planning it for each
/// group over 16 partitions would take longer than running it. CockroachDB has none of these settings: leave them out there.
pub const SESSION_POSTGRES: &str = "SET plan_cache_mode = force_generic_plan; SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off";

/// Whether an error code says that the database is unreachable, full or busy.
///
/// SQLite's extended codes hold the primary code in the low byte (<https://sqlite.org/rescode.html>). PostgreSQL's codes have five
/// characters, of which the first two are the class (<https://www.postgresql.org/docs/current/errcodes-appendix.html>).
pub fn is_unavailable(code: &str) -> bool {
    if code.len() == 5 {
        let class = code.get(..2).unwrap_or_default();
        // Classes: connection (08), resources such as a full disk (53), shutdown (57), system (58), serialization (40). Codes: a read-only
        // standby (25006), a lock that is taken (55P03), an idle transaction that timed out (25P03).
        return matches!(class, "08" | "53" | "57" | "58" | "40")
            || matches!(code, "25006" | "55P03" | "25P03");
    }
    let Ok(code) = code.parse::<u32>() else {
        return false;
    };
    // Busy, locked, no memory, read-only, IO, full, cannot open.
    matches!(code & 0xff, 5 | 6 | 7 | 8 | 10 | 13 | 14)
}

/// Whether an error code is a unique violation: two of SQLite, and 23505 of PostgreSQL.
pub fn is_duplicate(code: &str) -> bool {
    matches!(code, "1555" | "2067" | "23505")
}

/// Reads the rows of these logs and locks them until the transaction ends. `logs` must be sorted and without duplicates.
///
/// # Errors
/// Fails if the statement fails.
pub async fn lock_logs_postgres(on: &mut PgConnection, logs: &[LogId]) -> sqlx::Result<Vec<LogRow>> {
    let ids: Vec<&[u8]> = logs.iter().map(|log| log.as_bytes().as_slice()).collect();
    // In order, so that two nodes never wait for each other.
    sqlx::query_as(
        "SELECT id, token_hash, seq, count, xor, bytes, erased FROM logs WHERE id = ANY($1) ORDER BY id FOR UPDATE",
    )
    .bind(ids)
    .fetch_all(on)
    .await
}

/// As [`lock_logs_postgres`], on SQLite.
///
/// # Errors
/// Fails if the statement fails.
pub async fn lock_logs_sqlite(on: &mut SqliteConnection, logs: &[LogId]) -> sqlx::Result<Vec<LogRow>> {
    let mut rows = Vec::with_capacity(logs.len());
    for some in logs.chunks(LONGEST) {
        let filled = padded_len(some.len());
        let sql = format!(
            "SELECT id, token_hash, seq, count, xor, bytes, erased FROM logs WHERE id IN ({})",
            list("?", filled)
        );
        let mut query = sqlx::query_as(AssertSqlSafe(sql));
        for at in 0..filled {
            query = query.bind(some.get(at).map(|log| log.as_bytes().as_slice()));
        }
        rows.extend(query.fetch_all(&mut *on).await?);
    }
    Ok(rows)
}

/// Finds which of these records exist.
///
/// # Errors
/// Fails if the statement fails.
pub async fn find_known_postgres(
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

/// As [`find_known_postgres`], on SQLite.
///
/// # Errors
/// Fails if the statement fails.
pub async fn find_known_sqlite(
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

/// Inserts the records and updates their logs, in one statement to save a round trip.
///
/// # Errors
/// Fails if the statement fails.
pub async fn write_postgres(on: &mut PgConnection, change: &Change, today: i64) -> sqlx::Result<()> {
    let (records, logs) = (&change.records, &change.logs);
    let of: Vec<&[u8]> = records
        .iter()
        .map(|record| record.log.as_bytes().as_slice())
        .collect();
    let record_seqs: Vec<i64> = records.iter().map(|record| signed(record.seq)).collect();
    let record_ids: Vec<&[u8]> = records
        .iter()
        .map(|record| record.id.as_bytes().as_slice())
        .collect();
    let uptos: Vec<i64> = records.iter().map(|record| signed(record.upto)).collect();
    let sealed: Vec<&[u8]> = records.iter().map(|record| record.sealed.as_ref()).collect();
    let ids: Vec<&[u8]> = logs.iter().map(|log| log.id.as_slice()).collect();
    let seqs: Vec<i64> = logs.iter().map(|log| log.seq).collect();
    let counts: Vec<i64> = logs.iter().map(|log| log.count).collect();
    let xors: Vec<&[u8]> = logs.iter().map(|log| log.xor.as_slice()).collect();
    let bytes: Vec<i64> = logs.iter().map(|log| log.bytes).collect();
    sqlx::query(
        "WITH added AS (INSERT INTO records (log_id, seq, id, upto, sealed) \
         SELECT * FROM UNNEST($1::bytea[], $2::bigint[], $3::bytea[], $4::bigint[], $5::bytea[])) \
         UPDATE logs SET seq = n.seq, count = n.count, xor = n.xor, bytes = n.bytes, last_seen = $11 \
         FROM UNNEST($6::bytea[], $7::bigint[], $8::bigint[], $9::bytea[], $10::bigint[]) AS n (id, seq, count, xor, bytes) \
         WHERE logs.id = n.id",
    )
    .bind(of)
    .bind(record_seqs)
    .bind(record_ids)
    .bind(uptos)
    .bind(sealed)
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

/// As [`write_postgres`], on SQLite, in two statements.
///
/// # Errors
/// Fails if a statement fails.
pub async fn write_sqlite(on: &mut SqliteConnection, change: &Change, today: i64) -> sqlx::Result<()> {
    add_records(on, &change.records).await?;
    update_logs(on, &change.logs, today).await
}

async fn add_records(on: &mut SqliteConnection, records: &[NewRecord]) -> sqlx::Result<()> {
    for some in records.chunks(LONGEST) {
        let filled = padded_len(some.len());
        let sql = format!(
            "INSERT OR FAIL INTO records (log_id, seq, id, upto, sealed) \
             SELECT * FROM (VALUES {}) WHERE column1 IS NOT NULL",
            list("(?,?,?,?,?)", filled)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for at in 0..filled {
            let record = some.get(at);
            query = query
                .bind(record.map(|record| record.log.as_bytes().as_slice()))
                .bind(record.map(|record| signed(record.seq)))
                .bind(record.map(|record| record.id.as_bytes().as_slice()))
                .bind(record.map(|record| signed(record.upto)))
                .bind(record.map(|record| record.sealed.as_ref()));
        }
        query.execute(&mut *on).await?;
    }
    Ok(())
}

async fn update_logs(on: &mut SqliteConnection, logs: &[LogRow], today: i64) -> sqlx::Result<()> {
    for some in logs.chunks(LONGEST) {
        let filled = padded_len(some.len());
        let sql = format!(
            "UPDATE OR FAIL logs SET seq = n.column2, count = n.column3, xor = n.column4, bytes = n.column5, last_seen = n.column6 \
             FROM (VALUES {}) AS n WHERE logs.id = n.column1",
            list("(?,?,?,?,?,?)", filled)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for at in 0..filled {
            let log = some.get(at);
            query = query
                .bind(log.map(|log| log.id.as_slice()))
                .bind(log.map(|log| log.seq))
                .bind(log.map(|log| log.count))
                .bind(log.map(|log| log.xor.as_slice()))
                .bind(log.map(|log| log.bytes))
                .bind(today);
        }
        query.execute(&mut *on).await?;
    }
    Ok(())
}

/// The largest number of rows in one statement.
const LONGEST: usize = 256;

/// The padded length of a list of rows: 1, 4, 16, 64 or 256.
fn padded_len(rows: usize) -> usize {
    let mut filled = 1;
    while filled < rows.min(LONGEST) {
        filled *= 4;
    }
    filled
}

/// Repeats an item `n` times, separated by commas.
fn list(item: &str, n: usize) -> String {
    let mut text = format!("{item},").repeat(n);
    text.pop();
    text
}

/// Writes a JSON list.
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
        assert_eq!(is_unavailable(code), expected, "{code}");
    }

    #[test]
    fn a_full_or_locked_file_is_unavailable() {
        for code in ["5", "13", "10", "778", "14", "517"] {
            check(code, true);
        }
    }

    #[test]
    fn a_server_that_stops_is_unavailable() {
        for code in ["57P01", "53100", "08006", "25006", "40001"] {
            check(code, true);
        }
    }

    #[test]
    fn lists_have_one_of_a_few_lengths() {
        for (rows, expected) in [
            (0, 1),
            (1, 1),
            (2, 4),
            (4, 4),
            (5, 16),
            (64, 64),
            (65, 256),
            (256, 256),
            (900, 256),
        ] {
            assert_eq!(padded_len(rows), expected, "{rows}");
        }
        assert_eq!(list("(?,?)", 2), "(?,?),(?,?)");
    }

    #[test]
    fn unique_violations() {
        for (code, expected) in [
            ("2067", true),
            ("1555", true),
            ("23505", true),
            ("23503", false),
            ("5", false),
        ] {
            assert_eq!(is_duplicate(code), expected, "{code}");
        }
    }

    #[test]
    fn a_bug_is_not_an_outage() {
        for code in ["1", "19", "2067", "42601", "23505", ""] {
            check(code, false);
        }
    }
}
