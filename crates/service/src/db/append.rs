//! Appends one group in one transaction.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use mijn_brug_sync::wire::{LogId, RecordId};

use super::rows::{Change, KnownRow, LogRow};
use super::{Database, DbError, dialect};

impl Database {
    /// Locks the rows of these logs, calls `decide`, writes the change, and commits. `logs` must be sorted and without duplicates.
    /// Returns the other result of `decide`, and the time the commit took: the wait for the disk.
    ///
    /// Records are nearly always new, so the first try does not check which ones exist. A second try does, and is made only if a
    /// record turns out to exist or the decision depends on it.
    ///
    /// # Errors
    /// Fails if a statement fails; nothing is written then. If the connection is lost during the commit, the outcome is unknown.
    pub async fn append<T: Send>(
        &self,
        logs: &[LogId],
        wanted: &[(LogId, RecordId)],
        today: i64,
        decide: impl Fn(Vec<LogRow>, HashSet<KnownRow>) -> (Change, T) + Send + Sync,
    ) -> Result<(T, Duration), DbError> {
        match self.try_append(logs, None, today, &decide).await {
            Ok((done, false)) => Ok(done),
            Err(error) if !error.is_duplicate() => Err(error),
            _ => {
                let (done, _) = self.try_append(logs, Some(wanted), today, &decide).await?;
                Ok(done)
            }
        }
    }

    /// One try. Without `wanted` it does not look which records exist. The flag says that it was given up for that reason.
    async fn try_append<T: Send>(
        &self,
        logs: &[LogId],
        wanted: Option<&[(LogId, RecordId)]>,
        today: i64,
        decide: &(impl Fn(Vec<LogRow>, HashSet<KnownRow>) -> (Change, T) + Send + Sync),
    ) -> Result<((T, Duration), bool), DbError> {
        macro_rules! append {
            ($transaction:expr, $lock_logs:path, $find_known:path, $write:path) => {{
                let mut transaction = $transaction;
                let rows = $lock_logs(&mut transaction, logs).await?;
                let known = match wanted {
                    Some(wanted) => $find_known(&mut transaction, wanted).await?,
                    None => Vec::new(),
                };
                let (change, answers) = decide(rows, known.into_iter().collect());
                if wanted.is_none() && change.depends_on_known {
                    return Ok(((answers, Duration::ZERO), true));
                }
                if !change.logs.is_empty() {
                    $write(&mut transaction, &change, today).await?;
                }
                let start = Instant::now();
                transaction.commit().await?;
                Ok(((answers, start.elapsed()), false))
            }};
        }
        match self {
            Self::Sqlite { writer, .. } => append!(
                writer.begin_with(dialect::BEGIN_SQLITE).await?,
                dialect::lock_logs_sqlite,
                dialect::find_known_sqlite,
                dialect::write_sqlite
            ),
            Self::Postgres(pool) => append!(
                pool.begin().await?,
                dialect::lock_logs_postgres,
                dialect::find_known_postgres,
                dialect::write_postgres
            ),
        }
    }
}
