//! The records on the device: sealed, in `IndexedDB`, and written durably before a screen says "gelukt".
//!
//! Uses `web-sys` directly, for the reasons in docs/decisions/0150-an-own-layer-over-indexeddb.md.
//!
//! A database may hold several logs, each of them a [`part`](Store::part): a caseworker's device has one for each
//! resident. The keys of a part begin with its name and a slash, so one key range is one log. The resident's own
//! database is a single log, whose part has no name.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use js_sys::{Array, Uint8Array};
use leptos::web_sys;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{IdbKeyRange, IdbObjectStore, IdbTransaction};

mod connection;
mod drafts;
mod idb;
mod local_log;
mod progress;
pub mod start;

pub use connection::{delete, is_listed};
pub use local_log::{Ids, LocalLog, SyncStore};
pub use progress::Progress;

use super::error_log;
use connection::Connection;
use idb::{begin, bytes_of, commit, end_of, failed, from_dom, put, result_of, store_of, within};

/// The resident's database.
pub const RESIDENT: &str = "mijn-brug";
/// Version 1 had no [`UNSENT`] and no [`SYNC`], 2 no [`DIGESTS`], 3 no [`DRAFTS`]. An upgrade only adds stores.
const VERSION: u32 = 4;
/// Sealed records by their id in hexadecimal.
const RECORDS: &str = "records";
/// The keyring, plain or locked, under the key [`KEYRING`].
const KEYS: &str = "keys";
const KEYRING: &str = "keyring";
/// Ids of records that the service does not have yet.
const UNSENT: &str = "unsent";
/// The sequence number up to which the service's records are here, under the key [`CURSOR`].
const SYNC: &str = "sync";
const CURSOR: &str = "cursor";
/// The sealed digest of each log, by the name of the log, so that its records need not be opened to list it.
const DIGESTS: &str = "digests";
/// Sealed drafts, under random names.
const DRAFTS: &str = "drafts";
const ALL: [&str; 6] = [RECORDS, KEYS, UNSENT, SYNC, DIGESTS, DRAFTS];

/// A sealed record: its id in hexadecimal and its bytes.
pub type SealedRow = (String, Vec<u8>);

/// How long a write may take before the person is told that the phone does not respond. The write itself is not
/// cancelled and may still succeed.
const WRITTEN_WITHIN: Duration = Duration::from_secs(8);
/// The same for a read: years of records take a while on a cheap phone.
const READ_WITHIN: Duration = Duration::from_secs(30);

/// Why records cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The browser stores nothing here: a private window, a setting that forbids it, or no database at all.
    #[error("the browser does not allow storage here")]
    Blocked,
    /// The device has no space left.
    #[error("the device has no space left")]
    Full,
    /// No answer in time. A write may still reach the disk: [`News::Stored`] then reports it.
    #[error("the browser's database does not respond")]
    Silent,
    /// A newer version of the app upgraded the database.
    #[error("the database belongs to a newer version of the app")]
    Newer,
    /// The database no longer exists: it was erased in another tab or by the browser.
    #[error("the database was erased")]
    Gone,
    /// An object store of the database is missing.
    #[error("an object store of the database is missing")]
    Damaged,
    /// Any other error, as the browser words it. It is for developers, who find its plain words in the error log.
    #[error("the browser's database failed: {0}")]
    Failed(String),
}

impl StoreError {
    /// Converts a `DOMException`'s name and message.
    fn from_name(name: &str, message: &str) -> Self {
        match name {
            "QuotaExceededError" => Self::Full,
            "VersionError" => Self::Newer,
            "NotFoundError" => Self::Damaged,
            _ => Self::Failed(format!("{name}: {message}")),
        }
    }

    /// Notes the error for whoever helps the person. `place` is what failed.
    pub(super) fn note(&self, place: &'static str) {
        let what = match self {
            Self::Failed(why) => return error_log::explained(place, why),
            Self::Blocked => "blocked",
            Self::Full => "full",
            Self::Silent => "no answer",
            Self::Newer => "newer version",
            Self::Gone => "gone",
            Self::Damaged => "object store missing",
        };
        error_log::note(place, what);
    }

    /// Whether a new connection may help. Browsers report a lost connection with many different errors.
    const fn may_be_lost(&self) -> bool {
        matches!(self, Self::Failed(_))
    }
}

/// An event of the database that nobody is waiting for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// A write that had timed out is on the disk after all.
    Stored,
    /// A newer version of the app in another tab is upgrading the database.
    Newer,
}

/// Called with news.
type Listener = Rc<dyn Fn(News)>;

thread_local! {
    static LISTENER: RefCell<Option<Listener>> = const { RefCell::new(None) };
}

/// Calls `on_event` for each event of the database. Replaces any earlier callback.
pub fn listen(on_event: impl Fn(News) + 'static) {
    LISTENER.set(Some(Rc::new(on_event)));
}

fn tell(news: News) {
    // Not called inside the borrow, because it may register another callback.
    if let Some(on_event) = LISTENER.with_borrow(Clone::clone) {
        on_event(news);
    }
}

/// Where records are stored.
#[derive(Debug, Clone)]
pub enum Store {
    /// In the browser's database.
    Disk(Disk),
    /// In memory only, after telling the person, so that they can still make a backup.
    Memory(Rc<RefCell<Vec<SealedRow>>>),
}

/// A log in a browser database.
#[derive(Debug, Clone)]
pub struct Disk {
    connection: Rc<Connection>,
    /// Key prefix of the log: empty, or a name and a slash.
    part: String,
}

/// The mode of a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Read,
    Write,
}

/// Everything that the device stores for a log.
#[derive(Debug, Default)]
pub struct StoredLog {
    /// The keyring's bytes, plain or locked; empty if the stored value is not bytes.
    pub keyring: Option<Vec<u8>>,
    /// Record ids in hexadecimal with their sealed bytes. A value that is not bytes is returned empty, and does not
    /// open.
    pub records: Vec<SealedRow>,
}

/// An atomic change: applied as a whole or not at all, and safe on disk once [`Store::change`] returns.
#[derive(Default)]
pub struct Change<'a> {
    /// Whether to clear the whole database first, including the keyring.
    pub clear: bool,
    /// The new keyring, plain or locked.
    pub keyring: Option<&'a [u8]>,
    /// Records to write under their ids, replacing any earlier ones.
    pub put: &'a [SealedRow],
    /// Ids of records to delete.
    pub delete: &'a [String],
    /// Ids of records that the service does not have yet.
    pub unsent: &'a [String],
    /// Ids of records that the service has now.
    pub sent: &'a [String],
    /// The sequence number up to which the service's records are here.
    pub cursor: Option<u64>,
    /// The sealed digest of the log.
    pub digest: Option<&'a [u8]>,
}

impl Store {
    /// An empty store in memory.
    pub fn memory() -> Self {
        Self::Memory(Rc::default())
    }

    /// Opens the database `name`, and creates it if needed. Waits as long as the browser takes.
    ///
    /// # Errors
    /// Fails if the browser blocks storage, if a newer version of the app upgraded the database, or if opening it fails.
    pub async fn open(name: &str) -> Result<Self, StoreError> {
        Ok(Self::Disk(Disk {
            connection: Connection::open(name).await?,
            part: String::new(),
        }))
    }

    /// The log `name` in the same database. A store in memory returns a new empty one.
    #[must_use]
    pub fn part(&self, name: &str) -> Self {
        match self {
            Self::Disk(disk) => Self::Disk(Disk {
                part: format!("{name}/"),
                ..disk.clone()
            }),
            Self::Memory(_) => Self::memory(),
        }
    }

    /// Reads all records of this log, and the keyring.
    ///
    /// # Errors
    /// Fails if the database cannot be read or does not respond in time.
    pub async fn load(&self) -> Result<StoredLog, StoreError> {
        let disk = match self {
            Self::Disk(disk) => disk,
            Self::Memory(records) => {
                return Ok(StoredLog {
                    keyring: None,
                    records: records.borrow().clone(),
                });
            }
        };
        let range = disk.range()?;
        let ask = |transaction: &IdbTransaction| {
            let keyring = store_of(transaction, KEYS)?
                .get(&KEYRING.into())
                .map_err(failed)?;
            let records = store_of(transaction, RECORDS)?;
            let ids = records.get_all_keys_with_key(&range).map_err(failed)?;
            let values = records.get_all_with_key(&range).map_err(failed)?;
            Ok((keyring, ids, values))
        };
        let (keyring, ids, values) = disk.transact(&[RECORDS, KEYS], Mode::Read, ask).await?;
        let keyring = result_of(&keyring);
        let (ids, values) = (Array::from(&result_of(&ids)), Array::from(&result_of(&values)));
        let row = |(key, value): (JsValue, JsValue)| {
            (
                disk.id(&key).unwrap_or_default(),
                bytes_of(&value).unwrap_or_default(),
            )
        };
        Ok(StoredLog {
            keyring: (!keyring.is_undefined()).then(|| bytes_of(&keyring).unwrap_or_default()),
            records: ids.iter().zip(values.iter()).map(row).collect(),
        })
    }

    /// Whether the database has no records at all, in any log.
    ///
    /// # Errors
    /// Fails as [`load`](Self::load) does.
    pub async fn is_empty(&self) -> Result<bool, StoreError> {
        let Self::Disk(disk) = self else {
            return Ok(true);
        };
        let ask = |transaction: &IdbTransaction| store_of(transaction, RECORDS)?.count().map_err(failed);
        let count = disk.transact(&[RECORDS], Mode::Read, ask).await?;
        Ok(result_of(&count).as_f64() == Some(0.0))
    }

    /// Stores the first keyring unless another tab was first, and returns the stored keyring.
    ///
    /// # Errors
    /// Fails if the database cannot be written or does not respond in time.
    pub async fn first_keyring(&self, new: &[u8]) -> Result<Vec<u8>, StoreError> {
        let Self::Disk(disk) = self else {
            return Ok(new.to_vec());
        };
        let ask = |transaction: &IdbTransaction| {
            let keys = store_of(transaction, KEYS)?;
            // `add` fails if there is one already.
            let add = keys
                .add_with_key(&Uint8Array::from(new), &KEYRING.into())
                .map_err(failed)?;
            let on_error = Closure::<dyn FnMut(web_sys::Event)>::new(|event: web_sys::Event| {
                // Any error would abort the transaction. Allow that for a full disk, but not for an existing keyring.
                let request = event
                    .target()
                    .and_then(|target| target.dyn_into::<web_sys::IdbRequest>().ok());
                let error = request.and_then(|request| request.error().ok().flatten());
                if error.is_some_and(|error| error.name() == "ConstraintError") {
                    event.prevent_default();
                    event.stop_propagation();
                }
            });
            add.set_onerror(Some(on_error.as_ref().unchecked_ref()));
            let get = keys.get(&KEYRING.into()).map_err(failed)?;
            Ok((get, on_error))
        };
        let (get, _on_error) = disk.transact(&[KEYS], Mode::Write, ask).await?;
        bytes_of(&result_of(&get)).ok_or(StoreError::Damaged)
    }

    /// Applies a [`Change`].
    ///
    /// # Errors
    /// Fails if the device is full, or if the database cannot be written or does not respond in time. Nothing is
    /// stored then, except that after [`StoreError::Silent`] all of it may still be.
    pub async fn change(&self, change: &Change<'_>) -> Result<(), StoreError> {
        let disk = match self {
            Self::Disk(disk) => disk,
            Self::Memory(kept) => {
                let mut kept = kept.borrow_mut();
                if change.clear {
                    kept.clear();
                }
                kept.retain(|(id, _)| !change.delete.contains(id));
                kept.extend_from_slice(change.put);
                return Ok(());
            }
        };
        disk.transact(&ALL, Mode::Write, |transaction| disk.write(transaction, change))
            .await
    }

    /// Erases the log. Deletes the whole database if it holds only one log.
    ///
    /// # Errors
    /// Fails if the database can neither be cleared nor deleted, or if the log in it cannot be erased.
    pub async fn erase(&self) -> Result<(), StoreError> {
        let Self::Disk(disk) = self else {
            return Ok(());
        };
        if disk.part.is_empty() {
            // Clear the contents first: a suspended tab may block the deletion, and then only an empty database
            // remains.
            let all = Change {
                clear: true,
                ..Change::default()
            };
            let cleared = self.change(&all).await;
            let deleted = disk.connection.delete().await;
            return deleted.or(cleared);
        }
        let range = disk.range()?;
        let ask = |transaction: &IdbTransaction| {
            let [records, _, unsent, sync, digests, drafts] = stores_of(transaction)?;
            for store in [&records, &unsent, &sync, &digests, &drafts] {
                store.delete(&range).map_err(failed)?;
            }
            Ok(())
        };
        disk.transact(&ALL, Mode::Write, ask).await
    }
}

impl Disk {
    /// Runs requests in a transaction and returns them once they are done and on disk. If the connection was lost,
    /// retries once on a new one: records are written by id, so a second time changes nothing.
    async fn transact<T>(
        &self,
        stores: &[&str],
        mode: Mode,
        ask: impl Fn(&IdbTransaction) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let place = match mode {
            Mode::Read => "store read",
            Mode::Write => "store write",
        };
        let error = match self.transact_once(stores, mode, &ask).await {
            Ok(done) => return Ok(done),
            Err(error) => error,
        };
        error.note(place);
        if !error.may_be_lost() {
            return Err(error);
        }
        self.connection.let_go();
        let again = self.transact_once(stores, mode, &ask).await;
        again.inspect_err(|error| error.note(place))
    }

    async fn transact_once<T>(
        &self,
        stores: &[&str],
        mode: Mode,
        ask: &impl Fn(&IdbTransaction) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let database = self.connection.database().await?;
        let (word, at_most) = match mode {
            Mode::Read => ("readonly", READ_WITHIN),
            Mode::Write => ("readwrite", WRITTEN_WITHIN),
        };
        let transaction = begin(&database, stores, word)?;
        let end = end_of(&transaction);
        let asked = ask(&transaction).inspect_err(|_| {
            // All or nothing: the requests made so far must not be stored on their own.
            transaction.abort().ok();
        });
        let done = match asked {
            Ok(asked) => within(&end, at_most, || from_dom(transaction.error()))
                .await
                .map(|()| asked),
            Err(error) => {
                // Handle the rejection, or the browser reports it as unhandled.
                spawn_local(async move { drop(JsFuture::from(end).await) });
                return Err(error);
            }
        };
        if mode == Mode::Write && matches!(done, Err(StoreError::Silent)) {
            spawn_local(async move {
                if JsFuture::from(end).await.is_ok() {
                    tell(News::Stored);
                }
            });
        }
        done
    }

    /// Makes the requests of a [`Change`].
    fn write(&self, transaction: &IdbTransaction, change: &Change<'_>) -> Result<(), StoreError> {
        let [records, keys, unsent, sync, digests, drafts] = stores_of(transaction)?;
        if change.clear {
            for store in [&records, &keys, &unsent, &sync, &digests, &drafts] {
                store.clear().map_err(failed)?;
            }
        }
        if let Some(keyring) = change.keyring {
            put(&keys, KEYRING, &Uint8Array::from(keyring))?;
        }
        for (id, bytes) in change.put {
            put(&records, &self.key(id), &Uint8Array::from(bytes.as_slice()))?;
        }
        for id in change.unsent {
            put(&unsent, &self.key(id), &JsValue::TRUE)?;
        }
        for (store, ids) in [
            (&records, change.delete),
            (&unsent, change.delete),
            (&unsent, change.sent),
        ] {
            for id in ids {
                store.delete(&self.key(id).into()).map_err(failed)?;
            }
        }
        if let Some(cursor) = change.cursor {
            let bytes = Uint8Array::from(cursor.to_be_bytes().as_slice());
            put(&sync, &self.key(CURSOR), &bytes)?;
        }
        if let Some(digest) = change.digest {
            put(&digests, &self.part, &Uint8Array::from(digest))?;
        }
        // Commit now, in case the page is closing.
        commit(transaction);
        Ok(())
    }

    /// The key of a record in the object store.
    fn key(&self, id: &str) -> String {
        format!("{}{id}", self.part)
    }

    /// The id of a record, from its key.
    fn id(&self, key: &JsValue) -> Option<String> {
        key.as_string()?.strip_prefix(&self.part).map(str::to_owned)
    }

    /// The key range of the log; everything for a log without a name.
    fn range(&self) -> Result<JsValue, StoreError> {
        if self.part.is_empty() {
            return Ok(JsValue::UNDEFINED);
        }
        let last = format!("{}\u{ffff}", self.part);
        IdbKeyRange::bound(&self.part.as_str().into(), &last.into())
            .map(JsValue::from)
            .map_err(failed)
    }
}

/// All object stores, in the order of [`ALL`].
fn stores_of(transaction: &IdbTransaction) -> Result<[IdbObjectStore; 6], StoreError> {
    let [records, keys, unsent, sync, digests, drafts] = ALL.map(|name| store_of(transaction, name));
    Ok([records?, keys?, unsent?, sync?, digests?, drafts?])
}
