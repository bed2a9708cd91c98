//! Rows of one group of appends: read by [`super::append`], decided on by [`crate::append::decision`], written by [`super::dialect`].

use axum::body::Bytes;
use mijn_brug_sync::wire::{LogId, RecordId};
use sqlx::FromRow;

/// The columns of a log that an append reads and writes.
#[derive(Clone, Debug, FromRow)]
pub struct LogRow {
    /// The id: 16 bytes.
    pub id: Vec<u8>,
    /// The SHA-256 of the token.
    pub token_hash: Vec<u8>,
    /// The number of the last record.
    pub seq: i64,
    /// The number of records.
    pub count: i64,
    /// The XOR of the ids of the records: 16 bytes.
    pub xor: Vec<u8>,
    /// The sum of the lengths of the records, in bytes.
    pub bytes: i64,
    /// The day on which it was erased, if it was.
    pub erased: Option<i64>,
}

/// A record that exists: the id of its log and its own.
pub type KnownRow = (Vec<u8>, Vec<u8>);

/// A record to insert.
#[derive(Clone, Debug)]
pub struct NewRecord {
    /// The log.
    pub log: LogId,
    /// The number in the log.
    pub seq: u64,
    /// The id.
    pub id: RecordId,
    /// The sum of the lengths of the log's records up to and including this one, in bytes.
    pub upto: u64,
    /// The sealed bytes.
    pub sealed: Bytes,
}

/// The rows that a group of appends writes.
#[derive(Debug, Default)]
pub struct Change {
    /// The logs that get new records.
    pub logs: Vec<LogRow>,
    /// The new records.
    pub records: Vec<NewRecord>,
    /// Whether the change may differ once it is known which records exist.
    pub depends_on_known: bool,
}
