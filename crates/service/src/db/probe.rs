//! Whether the database answers and takes writes.

use super::{Database, DbError};

/// As much as a large append: room for it says that a full disk has room again.
const FILLER: usize = 1024 * 1024;

impl Database {
    /// Reads something.
    ///
    /// # Errors
    /// The database is away.
    pub async fn can_read(&self) -> Result<(), DbError> {
        let _: i64 = read!(self, |pool| {
            sqlx::query_scalar("SELECT COUNT(*) FROM probe")
                .fetch_one(pool)
                .await?
        });
        Ok(())
    }

    /// Writes as much as a large append, and takes it away again.
    ///
    /// # Errors
    /// The database is away or full.
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
