//! `IndexedDB` with promises and results instead of events.

use std::time::Duration;

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::set_timeout_with_handle;
use leptos::web_sys;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction};

use super::StoreError;

/// Access to all databases of this origin.
pub fn factory() -> Result<IdbFactory, StoreError> {
    web_sys::window()
        .and_then(|window| window.indexed_db().ok().flatten())
        .ok_or(StoreError::Blocked)
}

/// The database opened by a request.
pub fn database_of(request: &IdbOpenDbRequest) -> Option<IdbDatabase> {
    request.result().ok()?.dyn_into().ok()
}

/// Starts a transaction with `durability: "strict"`: it completes when the bytes are on disk.
pub fn begin(database: &IdbDatabase, stores: &[&str], mode: &str) -> Result<IdbTransaction, StoreError> {
    let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into()).map_err(failed)?;
    // `web-sys` has no method that takes options, so call it by name.
    Reflect::get(database, &"transaction".into())
        .and_then(wasm_bindgen::JsCast::dyn_into::<Function>)
        .and_then(|method| method.call3(database, &names, &mode.into(), &options))
        .and_then(wasm_bindgen::JsCast::dyn_into::<IdbTransaction>)
        .map_err(failed)
}

/// Commits without waiting for further requests, so the transaction finishes even if the page closes. Older browsers
/// have no `commit` and only finish it while the page stays open.
pub fn commit(transaction: &IdbTransaction) {
    drop(crate::device::js::call(transaction, "commit", &[]));
}

/// Writes a value under a key, replacing any earlier one.
pub fn put(store: &IdbObjectStore, key: &str, value: &JsValue) -> Result<(), StoreError> {
    store.put_with_key(value, &key.into()).map(drop).map_err(failed)
}

/// An object store of a transaction.
pub fn store_of(transaction: &IdbTransaction, name: &str) -> Result<IdbObjectStore, StoreError> {
    transaction.object_store(name).map_err(failed)
}

/// The result of a completed request.
pub fn result_of(request: &IdbRequest) -> JsValue {
    request.result().unwrap_or(JsValue::UNDEFINED)
}

/// The bytes of a `Uint8Array`; `None` for any other value.
pub fn bytes_of(value: &JsValue) -> Option<Vec<u8>> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec)
}

/// Resolves when a request succeeds and rejects when it fails. A request to open a database may never settle.
pub fn answer_to(request: &IdbRequest) -> Promise {
    Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    })
}

/// Resolves when a transaction is on disk and rejects when it failed.
pub fn end_of(transaction: &IdbTransaction) -> Promise {
    Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
        transaction.set_onerror(Some(&reject));
    })
}

/// Waits for a promise of [`answer_to`] or [`end_of`], for at most `at_most`.
///
/// # Errors
/// Fails with [`StoreError::Silent`] after a timeout, and with the result of `why` if the promise rejects.
pub async fn within(
    promise: &Promise,
    at_most: Duration,
    why: impl FnOnce() -> StoreError,
) -> Result<(), StoreError> {
    let mut timer = None;
    let over = Promise::new(&mut |resolve, _| {
        // The timeout resolves with null to tell it apart: the others resolve with an event.
        timer = set_timeout_with_handle(
            move || drop(resolve.call1(&JsValue::UNDEFINED, &JsValue::NULL)),
            at_most,
        )
        .ok();
    });
    let first = JsFuture::from(Promise::race(&Array::of2(promise, &over))).await;
    if let Some(timer) = timer {
        timer.clear();
    }
    match first {
        Ok(value) if value.is_null() => Err(StoreError::Silent),
        Ok(_) => Ok(()),
        Err(_) => Err(why()),
    }
}

/// Converts the browser's error.
pub fn from_dom(error: Option<web_sys::DomException>) -> StoreError {
    match error {
        Some(error) => StoreError::from_name(&error.name(), &error.message()),
        None => StoreError::Failed("no reason given".to_owned()),
    }
}

/// Converts what the browser threw.
pub fn failed(error: JsValue) -> StoreError {
    from_dom(error.dyn_into().ok())
}
