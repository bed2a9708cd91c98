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

use js_sys::{Array, Uint8Array};
use leptos::web_sys;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::{IdbDatabase, IdbKeyRange, IdbObjectStore, IdbTransaction};

mod drafts;
mod idb;
mod progress;
mod shelf;

pub use progress::Progress;
pub use shelf::{Ids, Shelf, Shelved};

use idb::{begin, bytes_of, commit, committed, database_of, done, factory, failed, put, result_of, store_of};

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

/// Why records cannot be read or written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The browser keeps nothing here: private window, blocked by a setting, or no database at all.
    #[error("the browser keeps nothing here")]
    Blocked,
    /// The phone has no room.
    #[error("the phone has no room")]
    Full,
    /// Anything else, in the browser's words, for the console only.
    #[error("the browser's database failed: {0}")]
    Failed(String),
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
    database: IdbDatabase,
    name: String,
    /// What the keys of the log begin with: nothing, or a name and a slash.
    part: String,
}

/// Everything that the device keeps.
#[derive(Debug, Default)]
pub struct Kept {
    /// The keyring's bytes, plain or locked.
    pub keyring: Option<Vec<u8>>,
    /// Ids in hexadecimal with their sealed bytes.
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

    /// Opens the database of a name, and makes it the first time.
    pub async fn open(name: &str) -> Result<Self, StoreError> {
        let request = factory()?
            .open_with_u32(name, VERSION)
            .map_err(|_| StoreError::Blocked)?;
        let upgrade = {
            let request = request.clone();
            Closure::once(move || {
                if let Some(database) = database_of(&request) {
                    for name in ALL {
                        // Fails for one that is there already.
                        database.create_object_store(name).ok();
                    }
                }
            })
        };
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        done(&request).await.map_err(|_| StoreError::Blocked)?;
        let database = database_of(&request).ok_or(StoreError::Blocked)?;
        // Another tab that erases everything must not wait for this one.
        let close = {
            let database = database.clone();
            Closure::<dyn FnMut()>::new(move || database.close())
        };
        database.set_onversionchange(Some(close.into_js_value().unchecked_ref()));
        Ok(Self::Disk(Disk {
            database,
            name: name.to_owned(),
            part: String::new(),
        }))
    }

    /// The log of that name in the same database. One in memory is there for itself.
    pub fn part(&self, name: &str) -> Self {
        match self {
            Self::Disk(disk) => Self::Disk(Disk {
                part: format!("{name}/"),
                ..disk.clone()
            }),
            Self::Memory(_) => Self::memory(),
        }
    }

    /// Everything that is kept of this log, and the keyring. `new_keyring` becomes the keyring when there is none: in the
    /// same transaction, so that two tabs that open for the first time at once get the same one.
    pub async fn load(&self, new_keyring: Option<&[u8]>) -> Result<Kept, StoreError> {
        let disk = match self {
            Self::Disk(disk) => disk,
            Self::Memory(records) => {
                return Ok(Kept {
                    keyring: new_keyring.map(<[u8]>::to_vec),
                    records: records.borrow().clone(),
                });
            }
        };
        let transaction = begin(&disk.database, &[RECORDS, KEYS], "readonly")?;
        let keyring = store_of(&transaction, KEYS)?
            .get(&KEYRING.into())
            .map_err(failed)?;
        let records = store_of(&transaction, RECORDS)?;
        let range = disk.range()?;
        let (ids, values) = (
            records.get_all_keys_with_key(&range).map_err(failed)?,
            records.get_all_with_key(&range).map_err(failed)?,
        );
        committed(&transaction).await?;
        let mut kept = Kept {
            keyring: bytes_of(&result_of(&keyring)),
            records: Vec::new(),
        };
        let (ids, values) = (Array::from(&result_of(&ids)), Array::from(&result_of(&values)));
        kept.records = ids
            .iter()
            .zip(values.iter())
            .filter_map(|(key, value)| Some((disk.id(&key)?, bytes_of(&value)?)))
            .collect();
        if let (None, Some(new)) = (&kept.keyring, new_keyring) {
            kept.keyring = Some(first_keyring(&disk.database, new).await?);
        }
        Ok(kept)
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
        let transaction = begin(&disk.database, &ALL, "readwrite")?;
        let [records, keys, unsent, sync, digests, drafts] = stores_of(&transaction)?;
        if change.clear {
            for store in [&records, &keys, &unsent, &sync, &digests, &drafts] {
                store.clear().map_err(failed)?;
            }
        }
        if let Some(keyring) = change.keyring {
            put(&keys, KEYRING, &Uint8Array::from(keyring))?;
        }
        for (id, bytes) in change.put {
            put(&records, &disk.key(id), &Uint8Array::from(bytes.as_slice()))?;
        }
        for id in change.unsent {
            put(&unsent, &disk.key(id), &JsValue::TRUE)?;
        }
        for (store, ids) in [
            (&records, change.delete),
            (&unsent, change.delete),
            (&unsent, change.sent),
        ] {
            for id in ids {
                store.delete(&disk.key(id).into()).map_err(failed)?;
            }
        }
        if let Some(cursor) = change.cursor {
            let bytes = Uint8Array::from(cursor.to_be_bytes().as_slice());
            put(&sync, &disk.key(CURSOR), &bytes)?;
        }
        if let Some(digest) = change.digest {
            put(&digests, &disk.part, &Uint8Array::from(digest))?;
        }
        // Also when the page goes now.
        commit(&transaction);
        committed(&transaction).await
    }

    /// Erases the log: all of the database when it holds one only.
    pub async fn erase(&self) -> Result<(), StoreError> {
        let Self::Disk(disk) = self else {
            return Ok(());
        };
        if disk.part.is_empty() {
            disk.database.close();
            let request = factory()?.delete_database(&disk.name).map_err(failed)?;
            return done(&request).await;
        }
        let transaction = begin(&disk.database, &ALL, "readwrite")?;
        let [records, _, unsent, sync, digests, drafts] = stores_of(&transaction)?;
        for store in [&records, &unsent, &sync, &digests, &drafts] {
            store.delete(&disk.range()?).map_err(failed)?;
        }
        committed(&transaction).await
    }
}

impl Disk {
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

/// Makes the first keyring, unless another tab was first: then that one's counts.
async fn first_keyring(database: &IdbDatabase, new: &[u8]) -> Result<Vec<u8>, StoreError> {
    let transaction = begin(database, &[KEYS], "readwrite")?;
    let keys = store_of(&transaction, KEYS)?;
    // `add` fails when there is one already.
    let add = keys
        .add_with_key(&Uint8Array::from(new), &KEYRING.into())
        .map_err(failed)?;
    let on_error = Closure::once(|event: web_sys::Event| {
        // Otherwise the failure would end the transaction.
        event.prevent_default();
        event.stop_propagation();
    });
    add.set_onerror(Some(on_error.as_ref().unchecked_ref()));
    let get = keys.get(&KEYRING.into()).map_err(failed)?;
    committed(&transaction).await?;
    bytes_of(&result_of(&get)).ok_or_else(|| StoreError::Failed("no keyring".to_owned()))
}

/// All six of them.
fn stores_of(transaction: &IdbTransaction) -> Result<[IdbObjectStore; 6], StoreError> {
    let [records, keys, unsent, sync, digests, drafts] = ALL.map(|name| store_of(transaction, name));
    Ok([records?, keys?, unsent?, sync?, digests?, drafts?])
}
