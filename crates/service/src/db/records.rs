//! Reads the records of a log.

use mijn_brug_sync::wire::{BYTES_MAX, LogId};

use super::{Database, DbError, signed};

/// The bytes in a page around each record: its number (8) and its length (4).
const FRAME: i64 = 12;

impl Database {
    /// The records with numbers above `after` and up to `upto` that fit in a page: number and sealed bytes, in order.
    ///
    /// # Errors
    /// Fails if a statement fails.
    pub async fn records(&self, log: LogId, after: u64, upto: u64) -> Result<Vec<(i64, Vec<u8>)>, DbError> {
        Ok(read!(self, |pool| {
            // Numbers have no gaps and `upto` is the running sum of lengths, so a page is one range of rows and costs the same in a long
            // log. Sealed bytes of records that do not fit are not read.
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

    /// The ids of records with numbers above `after` and up to `upto`: number and id, in order.
    ///
    /// # Errors
    /// Fails if a statement fails.
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
