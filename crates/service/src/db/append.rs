//! One group of appends in one transaction.

use std::collections::HashSet;

use axum::body::Bytes;
use mijn_brug_sync::wire::{LogId, RecordId};
use sqlx::FromRow;

use super::{Database, DbError, dialect};

/// A log as an append needs it.
#[derive(Clone, Debug, FromRow)]
pub struct LogRow {
    /// 16 bytes.
    pub id: Vec<u8>,
    /// SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// Number of the last record.
    pub seq: i64,
    /// How many records.
    pub count: i64,
    /// XOR of their ids, 16 bytes.
    pub xor: Vec<u8>,
    /// Sum of their lengths.
    pub bytes: i64,
    /// The day it was erased.
    pub erased: Option<i64>,
}

/// A record that is there already: log and record.
pub type KnownRow = (Vec<u8>, Vec<u8>);

/// A record to add.
#[derive(Clone, Debug)]
pub struct NewRecord {
    /// Its log.
    pub log: LogId,
    /// Its number.
    pub seq: u64,
    /// Its id.
    pub id: RecordId,
    /// Sum of the lengths of the log's records up to and with this one.
    pub upto: u64,
    /// Its bytes.
    pub sealed: Bytes,
}

/// What a group changes.
#[derive(Debug, Default)]
pub struct Change {
    /// The logs that grow.
    pub logs: Vec<LogRow>,
    /// What they grow by.
    pub records: Vec<NewRecord>,
}

impl Database {
    /// Takes the rows of these logs, asks which of these records are there, lets `plan` decide, writes what it says, and
    /// commits. `logs` is sorted, each once. Gives what `plan` gives beside the change.
    ///
    /// # Errors
    /// Nothing is written then; but when the connection breaks off during the commit, nobody knows.
    pub async fn append<T: Send>(
        &self,
        logs: &[LogId],
        asked: &[(LogId, RecordId)],
        today: i64,
        plan: impl FnOnce(Vec<LogRow>, HashSet<KnownRow>) -> (Change, T) + Send,
    ) -> Result<T, DbError> {
        match self {
            Self::Sqlite { writer, .. } => {
                let mut transaction = writer.begin_with(dialect::BEGIN_SQLITE).await?;
                let rows = dialect::take_logs_sqlite(&mut transaction, logs).await?;
                let known = dialect::known_sqlite(&mut transaction, asked).await?;
                let (change, answers) = plan(rows, known.into_iter().collect());
                if !change.logs.is_empty() {
                    dialect::add_records_sqlite(&mut transaction, &change.records).await?;
                    dialect::put_logs_sqlite(&mut transaction, &change.logs, today).await?;
                }
                transaction.commit().await?;
                Ok(answers)
            }
            Self::Postgres(pool) => {
                let mut transaction = pool.begin().await?;
                let rows = dialect::take_logs_postgres(&mut transaction, logs).await?;
                let known = dialect::known_postgres(&mut transaction, asked).await?;
                let (change, answers) = plan(rows, known.into_iter().collect());
                if !change.logs.is_empty() {
                    dialect::add_records_postgres(&mut transaction, &change.records).await?;
                    dialect::put_logs_postgres(&mut transaction, &change.logs, today).await?;
                }
                transaction.commit().await?;
                Ok(answers)
            }
        }
    }
}
