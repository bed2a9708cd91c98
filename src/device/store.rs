//! The records on the device: `IndexedDB`, sealed, written durably before a screen says "gelukt".
//!
//! Written on `web-sys` and not with a library: the two that are kept up (`idb`, `rexie`) cannot ask for
//! `durability: "strict"`, and this app needs no more than open, one atomic write and one read of everything.

//!
//! A database may hold several logs, each a [`part`](Store::part): a caseworker's device keeps one for each resident. The
//! keys of a part begin with its name and a slash, so that one range of keys is one log. The resident's own database is one
//! log, whose part has no name.

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
mod progress;
mod shelf;
pub mod start;

pub use connection::{delete, is_listed};
pub use progress::Progress;
pub use shelf::{Ids, Shelf, Shelved};

use connection::Connection;
use idb::{begin, bytes_of, commit, end_of, failed, from_dom, put, result_of, store_of, within};

/// The resident's database.
pub const RESIDENT: &str = "mijn-brug";
/// 1 had no [`UNSENT`] and no [`SYNC`], 2 no [`DIGESTS`], 3 no [`DRAFTS`]; an upgrade only adds.
const VERSION: u32 = 4;
/// Sealed records by their id in hexadecimal.
const RECORDS: &str = "records";
/// The keyring, plain or locked, under [`KEYRING`].
const KEYS: &str = "keys";
const KEYRING: &str = "keyring";
/// Ids of records that the service has not got yet.
const UNSENT: &str = "unsent";
/// Up to which number the service's records are here, under [`CURSOR`].
const SYNC: &str = "sync";
const CURSOR: &str = "cursor";
/// What a log came to, sealed, so that its records need not be opened to know it. By the name of the log.
const DIGESTS: &str = "digests";
/// What is half typed, sealed. By names that say nothing.
const DRAFTS: &str = "drafts";
const ALL: [&str; 6] = [RECORDS, KEYS, UNSENT, SYNC, DIGESTS, DRAFTS];

/// A sealed record: its id in hexadecimal, and its bytes.
pub type SealedRow = (String, Vec<u8>);

/// How long a write may take before the person hears that the phone does not answer. Letting go of it later is no loss: what was
/// asked for stays asked for.
const WRITTEN_WITHIN: Duration = Duration::from_secs(8);
/// The same for reading: years of records on a cheap phone take their time.
const READ_WITHIN: Duration = Duration::from_secs(30);

/// Why records cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The browser keeps nothing here: private window, blocked by a setting, or no database at all.
    #[error("the browser keeps nothing here")]
    Blocked,
    /// The phone has no room.
    #[error("the phone has no room")]
    Full,
    /// No answer in time. What was to be stored may be on the disk, and may still come there: [`News::Stored`] tells.
    #[error("the browser's database does not answer")]
    Silent,
    /// A newer version of the app changed the database.
    #[error("the database is of a newer version of the app")]
    Newer,
    /// The database is there no more: erased in another tab, or by the browser.
    #[error("the database was erased")]
    Gone,
    /// A part of the database is missing.
    #[error("a part of the database is missing")]
    Damaged,
    /// Anything else, in the browser's words, for the console only.
    #[error("the browser's database failed: {0}")]
    Failed(String),
}

impl StoreError {
    /// From a `DOMException`'s name and message.
    fn from_name(name: &str, message: &str) -> Self {
        match name {
            "QuotaExceededError" => Self::Full,
            "VersionError" => Self::Newer,
            "NotFoundError" => Self::Damaged,
            _ => Self::Failed(format!("{name}: {message}")),
        }
    }

    /// Whether a new connection may help: browsers have many words for one that they took away.
    const fn may_be_lost(&self) -> bool {
        matches!(self, Self::Failed(_))
    }
}

/// What happens to the database without anybody asking for it now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum News {
    /// Something is on the disk whose time was over before.
    Stored,
    /// A newer version of the app, in another tab, took the database over.
    Newer,
}

/// Hears news.
type Listener = Rc<dyn Fn(News)>;

thread_local! {
    static LISTENER: RefCell<Option<Listener>> = const { RefCell::new(None) };
}

/// Calls back at each news, in the place of who was called before.
pub fn listen(heard: impl Fn(News) + 'static) {
    LISTENER.set(Some(Rc::new(heard)));
}

fn tell(news: News) {
    // Not called inside the borrow: it may put another in its place.
    if let Some(heard) = LISTENER.with_borrow(Clone::clone) {
        heard(news);
    }
}

/// Where records are kept.
#[derive(Debug, Clone)]
pub enum Store {
    /// In the browser's database.
    Disk(Disk),
    /// Only in memory: the person was told. Kept all the same, so that a backup can be made.
    Memory(Rc<RefCell<Vec<SealedRow>>>),
}

/// A log in a database of the browser's.
#[derive(Debug, Clone)]
pub struct Disk {
    connection: Rc<Connection>,
    /// What the keys of the log begin with: nothing, or a name and a slash.
    part: String,
}

/// What a transaction is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Read,
    Write,
}

/// Everything that the device keeps.
#[derive(Debug, Default)]
pub struct Kept {
    /// The keyring's bytes, plain or locked; empty when something else stands in its place.
    pub keyring: Option<Vec<u8>>,
    /// Ids in hexadecimal with their sealed bytes. What is no record has no bytes, and does not open.
    pub records: Vec<SealedRow>,
}

/// What is to change: all of it or nothing, and safe against a killed browser once [`Store::change`] returns.
#[derive(Default)]
pub struct Change<'a> {
    /// Everything of the database goes first, the keyring too.
    pub clear: bool,
    /// The new keyring, plain or locked.
    pub keyring: Option<&'a [u8]>,
    /// Records to keep. One that is there already stays as it is.
    pub put: &'a [SealedRow],
    /// Ids of records that go.
    pub delete: &'a [String],
    /// Ids of records that the service has not got.
    pub unsent: &'a [String],
    /// Ids of records that it has got.
    pub sent: &'a [String],
    /// Up to which number the service's records are here.
    pub cursor: Option<u64>,
    /// What the log comes to, sealed.
    pub digest: Option<&'a [u8]>,
}

impl Store {
    /// An empty store in memory.
    pub fn memory() -> Self {
        Self::Memory(Rc::default())
    }

    /// Opens the database of a name, and makes it the first time. Waits as long as the browser takes.
    pub async fn open(name: &str) -> Result<Self, StoreError> {
        Ok(Self::Disk(Disk {
            connection: Connection::open(name).await?,
            part: String::new(),
        }))
    }

    /// The log of that name in the same database. One in memory is there for itself.
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

    /// Everything that is kept of this log, and the keyring.
    pub async fn load(&self) -> Result<Kept, StoreError> {
        let disk = match self {
            Self::Disk(disk) => disk,
            Self::Memory(records) => {
                return Ok(Kept {
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
        Ok(Kept {
            keyring: (!keyring.is_undefined()).then(|| bytes_of(&keyring).unwrap_or_default()),
            records: ids.iter().zip(values.iter()).map(row).collect(),
        })
    }

    /// Whether the database has no record at all, in whatever log.
    pub async fn is_empty(&self) -> Result<bool, StoreError> {
        let Self::Disk(disk) = self else {
            return Ok(true);
        };
        let ask = |transaction: &IdbTransaction| store_of(transaction, RECORDS)?.count().map_err(failed);
        let count = disk.transact(&[RECORDS], Mode::Read, ask).await?;
        Ok(result_of(&count).as_f64() == Some(0.0))
    }

    /// Makes the first keyring, unless another tab was first: then that one's counts. Gives the keyring that is kept.
    pub async fn first_keyring(&self, new: &[u8]) -> Result<Vec<u8>, StoreError> {
        let Self::Disk(disk) = self else {
            return Ok(new.to_vec());
        };
        let ask = |transaction: &IdbTransaction| {
            let keys = store_of(transaction, KEYS)?;
            // `add` fails when there is one already.
            let add = keys
                .add_with_key(&Uint8Array::from(new), &KEYRING.into())
                .map_err(failed)?;
            let on_error = Closure::<dyn FnMut(web_sys::Event)>::new(|event: web_sys::Event| {
                // A failure would end the transaction; one for want of room must.
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

    /// Makes a change: see [`Change`].
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

    /// Erases the log: all of the database when it holds one only.
    pub async fn erase(&self) -> Result<(), StoreError> {
        let Self::Disk(disk) = self else {
            return Ok(());
        };
        if disk.part.is_empty() {
            // First what is in it: a tab that sleeps can hold the database itself, and then an empty one stays.
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
    /// Asks something in a transaction, and gives the requests once they are done and on the disk. When the browser took the
    /// connection away, once more on a new one: what is put has its id, so that a second time changes nothing.
    async fn transact<T>(
        &self,
        stores: &[&str],
        mode: Mode,
        ask: impl Fn(&IdbTransaction) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        match self.transact_once(stores, mode, &ask).await {
            Err(error) if error.may_be_lost() => {
                self.connection.let_go();
                self.transact_once(stores, mode, &ask).await
            }
            done => done,
        }
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
            // All or nothing: what was asked for before must not be stored alone.
            transaction.abort().ok();
        });
        let done = match asked {
            Ok(asked) => within(&end, at_most, || from_dom(transaction.error()))
                .await
                .map(|()| asked),
            Err(error) => {
                // Nobody waits for it, and it is no failure that nobody hears of.
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

    /// Asks for a change: see [`Change`].
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
        // Also when the page goes now.
        commit(transaction);
        Ok(())
    }

    /// The key of a record.
    fn key(&self, id: &str) -> String {
        format!("{}{id}", self.part)
    }

    /// The id of a record.
    fn id(&self, key: &JsValue) -> Option<String> {
        key.as_string()?.strip_prefix(&self.part).map(str::to_owned)
    }

    /// The range of the log's keys; everything for a log without a name.
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

/// All six of them.
fn stores_of(transaction: &IdbTransaction) -> Result<[IdbObjectStore; 6], StoreError> {
    let [records, keys, unsent, sync, digests, drafts] = ALL.map(|name| store_of(transaction, name));
    Ok([records?, keys?, unsent?, sync?, digests?, drafts?])
}
