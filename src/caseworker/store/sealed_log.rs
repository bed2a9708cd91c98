//! One sealed log on this device: its records, the keyring that opens them, and what they read as.

use std::cell::{Ref, RefCell};

use futures_util::lock::Mutex;
use leptos::prelude::*;
use mijn_brug_plan::ids::RecordId;
use mijn_brug_seal::{Caseworker, Keyring, SealError, SetHash};
use mijn_brug_sync::{Outcome, SyncError};

use crate::device::rng;
use crate::device::service::{self, Token};
use crate::device::store::{Change, Ids, LocalLog, SealedRow, Store, StoreError, SyncStore};

/// An opened record.
pub struct OpenedRecord {
    /// The record's id.
    pub id: RecordId,
    /// The entry, serialised.
    pub body: Vec<u8>,
    /// Whether a device of this team wrote it.
    pub is_from_own_side: bool,
}

/// What the records of a log read as.
pub trait Projection: Default + Send + Sync + 'static {
    /// Adds records that were not read before, in any order.
    fn take(&mut self, records: Vec<OpenedRecord>);
}

/// Why an entry was not written. Nothing changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[expect(clippy::enum_variant_names, reason = "each says what did not happen")]
pub enum RecordError {
    /// It could not be stored.
    #[error(transparent)]
    NotStored(#[from] StoreError),
    /// It could not be sealed, because it is too long.
    #[error(transparent)]
    NotSealed(#[from] SealError),
    /// It could not be serialised.
    #[error("the entry could not be serialised")]
    NotSerialised,
}

/// A sealed log.
pub struct SealedLog<R: 'static> {
    store: Store,
    keyring: Keyring<Caseworker>,
    known: RefCell<Ids>,
    /// Serialises changes.
    write_lock: Mutex<()>,
    /// What the records read as. Shared with the screens that show it.
    pub projection: ArcRwSignal<R>,
}

impl<R: Projection> SealedLog<R> {
    /// A log in an open store, with its records.
    pub fn new(store: Store, keyring: Keyring<Caseworker>, records: &[SealedRow]) -> Self {
        let log = Self {
            store,
            keyring,
            known: RefCell::default(),
            write_lock: Mutex::new(()),
            projection: ArcRwSignal::new(R::default()),
        };
        log.read_rows(records);
        log
    }

    /// Loads a log from an open store.
    ///
    /// # Errors
    /// Fails if the records cannot be read.
    pub async fn open(store: Store, keyring: Keyring<Caseworker>) -> Result<Self, StoreError> {
        let kept = store.load().await?;
        Ok(Self::new(store, keyring, &kept.records))
    }

    /// The id of the log at the service.
    pub fn id(&self) -> mijn_brug_seal::LogId {
        self.keyring.log_id()
    }

    /// The access token of the log at the service.
    pub fn token(&self) -> Token {
        Token::new(self.keyring.access_token())
    }

    /// The count and hash of its records.
    pub fn set(&self) -> SetHash {
        self.known.borrow().set()
    }

    /// Writes the entries that `make` returns for the current projection: either all or none. `Ok` means that they are on
    /// the disk.
    ///
    /// # Errors
    /// Fails if `make` does, or if the entries cannot be sealed or stored.
    pub async fn add<E>(&self, make: impl FnOnce(&R) -> Result<Vec<Vec<u8>>, E>) -> Result<(), E>
    where
        E: From<RecordError>,
    {
        let _guard = self.write_lock.lock().await;
        let bodies = self.projection.with_untracked(make)?;
        if !bodies.is_empty() {
            self.seal_and_store(&bodies).await?;
        }
        Ok(())
    }

    async fn seal_and_store(&self, bodies: &[Vec<u8>]) -> Result<(), RecordError> {
        let mut rows: Vec<SealedRow> = Vec::with_capacity(bodies.len());
        for body in bodies {
            let record = self.keyring.seal(body, rng::bytes())?;
            rows.push((record.id().to_string(), record.into_bytes()));
        }
        let ids: Vec<String> = rows.iter().map(|(id, _)| id.clone()).collect();
        let change = Change {
            put: &rows,
            unsent: &ids,
            ..Change::default()
        };
        self.store.change(&change).await?;
        self.read_rows(&rows);
        Ok(())
    }

    /// Seals something that is not a record and never leaves the device.
    pub fn seal_draft(&self, text: &[u8], nonce: [u8; 24]) -> Option<Vec<u8>> {
        Some(self.keyring.seal(text, nonce).ok()?.into_bytes())
    }

    /// Opens what [`seal_draft`](Self::seal_draft) sealed.
    pub fn open_draft(&self, sealed: &[u8]) -> Option<Vec<u8>> {
        Some(self.keyring.open(sealed).ok()?.into_body())
    }

    /// Stores the digest of the log, sealed like its records.
    ///
    /// # Errors
    /// Fails if the digest is too long to seal or cannot be stored.
    pub async fn keep_digest(&self, body: &[u8]) -> Result<(), RecordError> {
        let sealed = self.keyring.seal(body, rng::bytes())?;
        let change = Change {
            digest: Some(sealed.as_bytes()),
            ..Change::default()
        };
        Ok(self.store.change(&change).await?)
    }

    /// Reads what another tab stored in the meantime.
    pub async fn refresh(&self) {
        let _guard = self.write_lock.lock().await;
        // A failure only delays this, and the sync reports it.
        if let Ok(kept) = self.store.load().await {
            self.read_rows(&kept.records);
        }
    }

    /// Brings the device and the service up to date with each other.
    ///
    /// # Errors
    /// Fails if the service or the store does; see [`SyncError`].
    pub async fn sync(&self) -> Result<Outcome, SyncError> {
        mijn_brug_sync::sync(&service::Log::new(self.id(), self.token()), &SyncStore(self)).await
    }

    /// Like [`sync`](Self::sync), but waits for a while for something new.
    ///
    /// # Errors
    /// Like [`sync`](Self::sync).
    pub async fn long_poll(&self) -> Result<Outcome, SyncError> {
        mijn_brug_sync::long_poll(&service::Log::new(self.id(), self.token()), &SyncStore(self)).await
    }

    /// Takes in records on the disk that are new here.
    fn read_rows(&self, rows: &[SealedRow]) {
        let mut read = Vec::new();
        {
            let mut known = self.known.borrow_mut();
            for (text, sealed) in rows {
                // If the id does not match the bytes, the row was damaged on the disk.
                let id = mijn_brug_seal::RecordId::of(sealed);
                if id.to_string() != *text || !known.insert(text.clone()) {
                    continue;
                }
                // Records that do not open are private to the resident. They are stored, and not for the caseworker to
                // read.
                let Ok(opened) = self.keyring.open(sealed) else {
                    continue;
                };
                read.push(OpenedRecord {
                    id: RecordId(*id.as_bytes()),
                    is_from_own_side: self.keyring.is_from_own_side(&opened),
                    body: opened.into_body(),
                });
            }
        }
        if !read.is_empty() {
            self.projection.update(|projection| projection.take(read));
        }
    }
}

impl<R: Projection> LocalLog for SealedLog<R> {
    fn store(&self) -> &Store {
        &self.store
    }

    fn write_lock(&self) -> &Mutex<()> {
        &self.write_lock
    }

    fn ids(&self) -> Ref<'_, Ids> {
        self.known.borrow()
    }

    fn read(&self, rows: &[SealedRow]) {
        self.read_rows(rows);
    }
}
