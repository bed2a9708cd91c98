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

const DATABASE: &str = "mijn-brug";
const VERSION: u32 = 1;
/// Sealed records by their id in hexadecimal.
const RECORDS: &str = "records";
/// The keyring, plain or locked, under [`KEYRING`].
const KEYS: &str = "keys";
const KEYRING: &str = "keyring";

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
    Disk(IdbDatabase),
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

impl Store {
    /// An empty store in memory.
    pub fn memory() -> Self {
        Self::Memory(Rc::default())
    }

    /// Opens the database, and makes it on the first visit.
    pub async fn open() -> Result<Self, StoreError> {
        let factory = web_sys::window()
            .and_then(|window| window.indexed_db().ok().flatten())
            .ok_or(StoreError::Blocked)?;
        let request = factory
            .open_with_u32(DATABASE, VERSION)
            .map_err(|_| StoreError::Blocked)?;
        let upgrade = {
            let request = request.clone();
            Closure::once(move || {
                if let Some(database) = database_of(&request) {
                    database.create_object_store(RECORDS).ok();
                    database.create_object_store(KEYS).ok();
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
        Ok(Self::Disk(database))
    }

    /// Everything that is kept. `new_keyring` becomes the keyring when there is none: in the same transaction, so that
    /// two tabs that open for the first time at once get the same one.
    pub async fn load(&self, new_keyring: Option<&[u8]>) -> Result<Kept, StoreError> {
        let database = match self {
            Self::Disk(database) => database,
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

    /// Adds records: all or none, and safe against a killed browser once this returns.
    pub async fn add(&self, records: &[SealedRow]) -> Result<(), StoreError> {
        if let Self::Memory(kept) = self {
            kept.borrow_mut().extend_from_slice(records);
        }
        self.write(
            RECORDS,
            records.iter().map(|(id, bytes)| (id.as_str(), bytes.as_slice())),
        )
        .await
    }

    /// Replaces the keyring, when it is locked or unlocked, or comes from a backup.
    pub async fn set_keyring(&self, keyring: &[u8]) -> Result<(), StoreError> {
        self.write(KEYS, [(KEYRING, keyring)].into_iter()).await
    }

    async fn write<'a>(
        &self,
        store: &str,
        values: impl Iterator<Item = (&'a str, &'a [u8])>,
    ) -> Result<(), StoreError> {
        let Self::Disk(database) = self else { return Ok(()) };
        let transaction = begin(database, &[store], "readwrite")?;
        let store = store_of(&transaction, store)?;
        for (key, bytes) in values {
            store
                .put_with_key(&Uint8Array::from(bytes), &key.into())
                .map_err(failed)?;
        }
        committed(&transaction).await
    }

    /// Replaces everything by another plan, in one transaction: all or nothing.
    pub async fn replace(&self, keyring: &[u8], records: &[SealedRow]) -> Result<(), StoreError> {
        let Self::Disk(database) = self else { return Ok(()) };
        let transaction = begin(database, &[RECORDS, KEYS], "readwrite")?;
        let (keys, store) = (store_of(&transaction, KEYS)?, store_of(&transaction, RECORDS)?);
        store.clear().map_err(failed)?;
        keys.put_with_key(&Uint8Array::from(keyring), &KEYRING.into())
            .map_err(failed)?;
        for (id, bytes) in records {
            store
                .put_with_key(&Uint8Array::from(bytes.as_slice()), &id.as_str().into())
                .map_err(failed)?;
        }
        committed(&transaction).await
    }

    /// Erases the whole database.
    pub async fn erase(&self) -> Result<(), StoreError> {
        let Self::Disk(database) = self else { return Ok(()) };
        database.close();
        let factory = web_sys::window()
            .and_then(|window| window.indexed_db().ok().flatten())
            .ok_or(StoreError::Blocked)?;
        let request = factory.delete_database(DATABASE).map_err(failed)?;
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
