//! Probes whether the database can be read and written.

use super::{Database, DbError};

/// The number of bytes that a probe writes: as many as a large append, so that success means room on the disk.
const FILLER: usize = 1024 * 1024;

impl Database {
    /// Reads a row.
    ///
    /// # Errors
    /// Fails if the database is unavailable.
    pub async fn can_read(&self) -> Result<(), DbError> {
        let _: i64 = read!(self, |pool| {
            sqlx::query_scalar("SELECT COUNT(*) FROM probe")
                .fetch_one(pool)
                .await?
        });
        Ok(())
    }

    /// Writes as many bytes as a large append, and deletes them again.
    ///
    /// # Errors
    /// Fails if the database is unavailable or full.
    pub async fn can_write(&self) -> Result<(), DbError> {
        change!(self, |connection| {
            sqlx::query(
                "INSERT INTO probe (id, filler) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET filler = excluded.filler",
            )
            .bind(vec![0_u8; FILLER])
            .execute(&mut *connection)
            .await?;
        });
        change!(self, |connection| {
            sqlx::query("DELETE FROM probe").execute(&mut *connection).await?;
        });
        Ok(())
    }
}
