//! Rows of one group of appends: read by [`super::append`], decided on by [`crate::append::plan`], written by [`super::dialect`].

use axum::body::Bytes;
use mijn_brug_sync::wire::{LogId, RecordId};
use sqlx::FromRow;

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
    /// Whether it would be another if records that are there were known.
    pub is_unsure: bool,
}
