//! A log on this device, as the sync sees it: the resident's own, or one of those on a caseworker's device.

use std::cell::Ref;
use std::collections::BTreeSet;

use futures_util::lock::Mutex;
use mijn_brug_seal::{RecordId, SetHash};
use mijn_brug_sync::{LocalState, LocalStoreError, Record, RecordStore};

use super::{Change, SealedRow, Store, StoreError};
use crate::device::tabs;

/// The ids of a log's records in memory, so that an update from another tab or the service only costs reading what is
/// new.
#[derive(Default)]
pub struct Ids {
    all: BTreeSet<String>,
    set: SetHash,
}

impl Ids {
    /// Adds a record's id. Returns `false` if it was there already.
    pub fn insert(&mut self, id: String) -> bool {
        if self.contains(&id) {
            return false;
        }
        if let Ok(id) = id.parse() {
            self.set.insert(id);
        }
        self.all.insert(id)
    }

    /// Whether a record's id is known.
    pub fn contains(&self, id: &str) -> bool {
        self.all.contains(id)
    }

    /// The hash of the set of ids.
    pub fn set(&self) -> SetHash {
        self.set
    }

    /// All ids, in hexadecimal.
    pub fn all(&self) -> &BTreeSet<String> {
        &self.all
    }
}

/// The owner of a log on this device.
pub trait LocalLog {
    /// The store that has the records.
    fn store(&self) -> &Store;
    /// The lock that allows one change at a time.
    fn write_lock(&self) -> &Mutex<()>;
    /// The ids of the records.
    fn ids(&self) -> Ref<'_, Ids>;
    /// Adds those of the records on disk that are new.
    fn read(&self, rows: &[SealedRow]);
}

/// Adapts a [`LocalLog`] to the sync's [`RecordStore`].
pub struct SyncStore<'a, S>(pub &'a S);

impl<S: LocalLog> SyncStore<'_, S> {
    async fn change(&self, change: &Change<'_>) -> Result<(), LocalStoreError> {
        self.0.store().change(change).await.map_err(LocalStoreError::from)
    }
}

impl<S: LocalLog> RecordStore for SyncStore<'_, S> {
    async fn state(&self) -> Result<LocalState, LocalStoreError> {
        let _guard = self.0.write_lock().lock().await;
        let progress = self.0.store().progress().await.map_err(LocalStoreError::from)?;
        Ok(LocalState {
            set: self.0.ids().set(),
            cursor: progress.cursor,
            unsent: progress.unsent,
        })
    }

    async fn unsent(&self, max: usize) -> Result<Vec<Record>, LocalStoreError> {
        let max = u32::try_from(max).unwrap_or(u32::MAX);
        let rows = self.0.store().unsent(max).await.map_err(LocalStoreError::from)?;
        let record = |(id, sealed): SealedRow| {
            let id = id.parse().ok()?;
            Some(Record { id, sealed })
        };
        Ok(rows.into_iter().filter_map(record).collect())
    }

    async fn add_received(&self, records: Vec<Record>, cursor: u64) -> Result<usize, LocalStoreError> {
        let _guard = self.0.write_lock().lock().await;
        let mut rows: Vec<SealedRow> = records
            .into_iter()
            .map(|record| (record.id.to_string(), record.sealed))
            .collect();
        rows.retain(|(id, _)| !self.0.ids().contains(id));
        let change = Change {
            put: &rows,
            cursor: Some(cursor),
            ..Change::default()
        };
        self.change(&change).await?;
        if !rows.is_empty() {
            self.0.read(&rows);
            tabs::broadcast(tabs::Broadcast::NewRecords);
        }
        Ok(rows.len())
    }

    async fn mark_sent(&self, ids: &[RecordId]) -> Result<(), LocalStoreError> {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let change = Change {
            sent: &ids,
            ..Change::default()
        };
        self.change(&change).await
    }

    async fn ids(&self) -> Result<Vec<RecordId>, LocalStoreError> {
        Ok(self
            .0
            .ids()
            .all()
            .iter()
            .filter_map(|id| id.parse().ok())
            .collect())
    }

    async fn mark_unsent(&self, ids: &[RecordId]) -> Result<(), LocalStoreError> {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        let change = Change {
            unsent: &ids,
            ..Change::default()
        };
        self.change(&change).await
    }
}

impl From<StoreError> for LocalStoreError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Full => Self::Full,
            StoreError::Blocked
            | StoreError::Silent
            | StoreError::Newer
            | StoreError::Gone
            | StoreError::Damaged
            | StoreError::Failed(_) => Self::Failed,
        }
    }
}
