//! The records on the device: `IndexedDB`, sealed, written durably before a screen says "gelukt".
//!
//! Written on `web-sys` and not with a library: the two that are kept up (`idb`, `rexie`) cannot ask for
//! `durability: "strict"`, and this app needs no more than open, one atomic write and one read of everything.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use leptos::web_sys;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbOpenDbRequest, IdbRequest, IdbTransaction};

/// The resident's database.
pub const RESIDENT: &str = "mijn-brug";
/// 1 had no [`UNSENT`] and no [`SYNC`]; an upgrade only adds.
const VERSION: u32 = 2;
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
const ALL: [&str; 4] = [RECORDS, KEYS, UNSENT, SYNC];

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
    /// In the browser's database of that name.
    Disk(IdbDatabase, String),
    /// Only in memory: the person was told. Kept all the same, so that a backup can be made.
    Memory(Rc<RefCell<Vec<SealedRow>>>),
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
    /// Everything goes first, the keyring too.
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
}

/// How far the sync of a log is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Up to which number the service's records are here.
    pub cursor: u64,
    /// How many records it has not got.
    pub unsent: u64,
}

impl Store {
    /// An empty store in memory.
    pub fn memory() -> Self {
        Self::Memory(Rc::default())
    }

    /// Opens the database of a name, and makes it the first time.
    pub async fn open(name: &str) -> Result<Self, StoreError> {
        let factory = web_sys::window()
            .and_then(|window| window.indexed_db().ok().flatten())
            .ok_or(StoreError::Blocked)?;
        let request = factory
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
        Ok(Self::Disk(database, name.to_owned()))
    }

    /// Everything that is kept. `new_keyring` becomes the keyring when there is none: in the same transaction, so that
    /// two tabs that open for the first time at once get the same one.
    pub async fn load(&self, new_keyring: Option<&[u8]>) -> Result<Kept, StoreError> {
        let database = match self {
            Self::Disk(database, _) => database,
            Self::Memory(records) => {
                return Ok(Kept {
                    keyring: new_keyring.map(<[u8]>::to_vec),
                    records: records.borrow().clone(),
                });
            }
        };
        let transaction = begin(database, &[RECORDS, KEYS], "readonly")?;
        let keyring = store_of(&transaction, KEYS)?
            .get(&KEYRING.into())
            .map_err(failed)?;
        let records = store_of(&transaction, RECORDS)?;
        let (ids, values) = (
            records.get_all_keys().map_err(failed)?,
            records.get_all().map_err(failed)?,
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
            .filter_map(|(id, value)| Some((id.as_string()?, bytes_of(&value)?)))
            .collect();
        if let (None, Some(new)) = (&kept.keyring, new_keyring) {
            kept.keyring = Some(first_keyring(database, new).await?);
        }
        Ok(kept)
    }

    /// Makes a change: see [`Change`].
    pub async fn change(&self, change: &Change<'_>) -> Result<(), StoreError> {
        let database = match self {
            Self::Disk(database, _) => database,
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
        let transaction = begin(database, &ALL, "readwrite")?;
        let [records, keys, unsent, sync] = stores_of(&transaction)?;
        if change.clear {
            for store in [&records, &keys, &unsent, &sync] {
                store.clear().map_err(failed)?;
            }
        }
        if let Some(keyring) = change.keyring {
            put(&keys, KEYRING, &Uint8Array::from(keyring))?;
        }
        for (id, bytes) in change.put {
            put(&records, id, &Uint8Array::from(bytes.as_slice()))?;
        }
        for id in change.unsent {
            put(&unsent, id, &JsValue::TRUE)?;
        }
        for (store, ids) in [
            (&records, change.delete),
            (&unsent, change.delete),
            (&unsent, change.sent),
        ] {
            for id in ids {
                store.delete(&id.as_str().into()).map_err(failed)?;
            }
        }
        if let Some(cursor) = change.cursor {
            put(&sync, CURSOR, &Uint8Array::from(cursor.to_be_bytes().as_slice()))?;
        }
        committed(&transaction).await
    }

    /// How far the sync is.
    pub async fn progress(&self) -> Result<Progress, StoreError> {
        let Self::Disk(database, _) = self else {
            return Ok(Progress::default());
        };
        let transaction = begin(database, &[UNSENT, SYNC], "readonly")?;
        let count = store_of(&transaction, UNSENT)?.count().map_err(failed)?;
        let cursor = store_of(&transaction, SYNC)?
            .get(&CURSOR.into())
            .map_err(failed)?;
        committed(&transaction).await?;
        let cursor = bytes_of(&result_of(&cursor)).and_then(|bytes| bytes.try_into().ok());
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::as_conversions,
            reason = "a count of records"
        )]
        let unsent = result_of(&count).as_f64().unwrap_or_default() as u64;
        Ok(Progress {
            cursor: cursor.map(u64::from_be_bytes).unwrap_or_default(),
            unsent,
        })
    }

    /// Up to `max` records that the service has not got. An id without a record is left out.
    pub async fn unsent(&self, max: u32) -> Result<Vec<SealedRow>, StoreError> {
        let Self::Disk(database, _) = self else {
            return Ok(Vec::new());
        };
        let transaction = begin(database, &[UNSENT, RECORDS], "readonly")?;
        let keys = store_of(&transaction, UNSENT)?
            .get_all_keys_with_key_and_limit(&JsValue::UNDEFINED, max)
            .map_err(failed)?;
        done(&keys).await?;
        let records = store_of(&transaction, RECORDS)?;
        let mut asked = Vec::new();
        for id in Array::from(&result_of(&keys))
            .iter()
            .filter_map(|id| id.as_string())
        {
            let record = records.get(&id.as_str().into()).map_err(failed)?;
            asked.push((id, record));
        }
        committed(&transaction).await?;
        Ok(asked
            .into_iter()
            .filter_map(|(id, record)| Some((id, bytes_of(&result_of(&record))?)))
            .collect())
    }

    /// Erases the whole database.
    pub async fn erase(&self) -> Result<(), StoreError> {
        let Self::Disk(database, name) = self else {
            return Ok(());
        };
        database.close();
        let factory = web_sys::window()
            .and_then(|window| window.indexed_db().ok().flatten())
            .ok_or(StoreError::Blocked)?;
        let request = factory.delete_database(name).map_err(failed)?;
        done(&request).await
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

fn database_of(request: &IdbOpenDbRequest) -> Option<IdbDatabase> {
    request.result().ok()?.dyn_into().ok()
}

/// A transaction with `durability: "strict"`: the browser answers when the bytes are on the disk.
fn begin(database: &IdbDatabase, stores: &[&str], mode: &str) -> Result<IdbTransaction, StoreError> {
    let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into()).map_err(failed)?;
    // web-sys has no method that takes options, so the method is called by its name.
    Reflect::get(database, &"transaction".into())
        .and_then(wasm_bindgen::JsCast::dyn_into::<Function>)
        .and_then(|method| method.call3(database, &names, &mode.into(), &options))
        .and_then(wasm_bindgen::JsCast::dyn_into::<IdbTransaction>)
        .map_err(failed)
}

/// All four of them.
fn stores_of(transaction: &IdbTransaction) -> Result<[web_sys::IdbObjectStore; 4], StoreError> {
    let [records, keys, unsent, sync] = ALL.map(|name| store_of(transaction, name));
    Ok([records?, keys?, unsent?, sync?])
}

fn put(store: &web_sys::IdbObjectStore, key: &str, value: &JsValue) -> Result<(), StoreError> {
    store.put_with_key(value, &key.into()).map(drop).map_err(failed)
}

fn store_of(transaction: &IdbTransaction, name: &str) -> Result<web_sys::IdbObjectStore, StoreError> {
    transaction.object_store(name).map_err(failed)
}

fn result_of(request: &IdbRequest) -> JsValue {
    request.result().unwrap_or(JsValue::UNDEFINED)
}

fn bytes_of(value: &JsValue) -> Option<Vec<u8>> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}

/// Waits for a request.
async fn done(request: &IdbRequest) -> Result<(), StoreError> {
    let promise = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    });
    JsFuture::from(promise)
        .await
        .map(drop)
        .map_err(|_| request.error().map_or_else(|_| StoreError::Blocked, from_dom))
}

/// Waits until a transaction is on the disk.
async fn committed(transaction: &IdbTransaction) -> Result<(), StoreError> {
    let promise = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
        transaction.set_onerror(Some(&reject));
    });
    JsFuture::from(promise)
        .await
        .map(drop)
        .map_err(|_| from_dom(transaction.error()))
}

fn from_dom(error: Option<web_sys::DomException>) -> StoreError {
    match error {
        Some(error) if error.name() == "QuotaExceededError" => StoreError::Full,
        Some(error) => StoreError::Failed(format!("{}: {}", error.name(), error.message())),
        None => StoreError::Failed("no reason given".to_owned()),
    }
}

fn failed(error: JsValue) -> StoreError {
    from_dom(error.dyn_into().ok())
}
