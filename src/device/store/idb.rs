//! The browser's own interface, as promises and results.

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use leptos::web_sys;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

use super::StoreError;

/// The way to all databases of this origin.
pub fn factory() -> Result<IdbFactory, StoreError> {
    web_sys::window()
        .and_then(|window| window.indexed_db().ok().flatten())
        .ok_or(StoreError::Blocked)
}

/// The database that a request to open one gave.
pub fn database_of(request: &IdbOpenDbRequest) -> Option<IdbDatabase> {
    request.result().ok()?.dyn_into().ok()
}

/// A transaction with `durability: "strict"`: the browser answers when the bytes are on the disk.
pub fn begin(database: &IdbDatabase, stores: &[&str], mode: &str) -> Result<IdbTransaction, StoreError> {
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

/// Nothing more is to come: the browser finishes the transaction also when the page goes. An older one does so by itself, if the
/// page stays.
pub fn commit(transaction: &IdbTransaction) {
    drop(crate::device::js::call(transaction, "commit", &[]));
}

/// Puts a value under a key, in the place of what was there.
pub fn put(store: &IdbObjectStore, key: &str, value: &JsValue) -> Result<(), StoreError> {
    store.put_with_key(value, &key.into()).map(drop).map_err(failed)
}

/// An object store of a transaction.
pub fn store_of(transaction: &IdbTransaction, name: &str) -> Result<IdbObjectStore, StoreError> {
    transaction.object_store(name).map_err(failed)
}

/// What a request that is done gave.
pub fn result_of(request: &IdbRequest) -> JsValue {
    request.result().unwrap_or(JsValue::UNDEFINED)
}

/// The bytes of a value; `None` for anything else.
pub fn bytes_of(value: &JsValue) -> Option<Vec<u8>> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}

/// Waits for a request.
pub async fn done(request: &IdbRequest) -> Result<(), StoreError> {
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
pub async fn committed(transaction: &IdbTransaction) -> Result<(), StoreError> {
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

/// What the browser threw.
pub fn failed(error: JsValue) -> StoreError {
    from_dom(error.dyn_into().ok())
}
