//! Reading a log.

use mijn_brug_sync::wire::{BYTES_MAX, LogId};

use super::{Database, DbError, signed};

/// What frames a record in a page, in bytes: its number and its length.
const FRAME: i64 = 12;

impl Database {
    /// The records after one, up to and with another, as far as they fit in a page: number and bytes, in order.
    ///
    /// # Errors
    /// The database's.
    pub async fn records(&self, log: LogId, after: u64, upto: u64) -> Result<Vec<(i64, Vec<u8>)>, DbError> {
        Ok(read!(self, |pool| {
            // Numbers have no gaps and `upto` adds up lengths, so that a page of so many records and bytes is one range:
            // its cost doesn't depend on the length of the log. The sealed bytes of what doesn't fit are not read.
            sqlx::query_as(
                "SELECT seq, sealed FROM records WHERE log_id = $1 AND seq > $2 AND seq <= $3 \
                 AND upto + $5 * (seq - $2) <= $4 + COALESCE((SELECT p.upto FROM records AS p WHERE p.log_id = $1 AND p.seq = $2), 0) \
                 ORDER BY seq",
            )
            .bind(log.as_bytes().as_slice())
            .bind(signed(after))
            .bind(signed(upto))
            .bind(i64::try_from(BYTES_MAX).unwrap_or(i64::MAX))
            .bind(FRAME)
            .fetch_all(pool)
            .await?
        }))
    }

    /// The ids after one, up to and with another: number and id, in order.
    ///
    /// # Errors
    /// The database's.
    pub async fn ids(&self, log: LogId, after: u64, upto: u64) -> Result<Vec<(i64, Vec<u8>)>, DbError> {
        Ok(read!(self, |pool| {
            sqlx::query_as(
                "SELECT seq, id FROM records WHERE log_id = $1 AND seq > $2 AND seq <= $3 ORDER BY seq",
            )
            .bind(log.as_bytes().as_slice())
            .bind(signed(after))
            .bind(signed(upto))
            .fetch_all(pool)
            .await?
        }))
    }
}
