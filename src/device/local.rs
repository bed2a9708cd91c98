//! `localStorage`, for the few small things that may be stored there. It may be missing, blocked or full, and any
//! access may throw: values that it does not accept are kept in memory for the life of the page. `gloo-storage` panics
//! where it is blocked, so every access checks first.

use std::cell::RefCell;
use std::collections::BTreeMap;

use gloo_storage::{LocalStorage, Storage};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{error_log, js};

thread_local! {
    /// Values that the browser did not store, as JSON.
    static NOT_TAKEN: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// Whether `localStorage` can be read.
pub fn is_there() -> bool {
    js::call(&js::of_window("localStorage"), "getItem", &["mijn-brug".into()]).is_ok()
}

/// The value under a key; `None` if there is none or it cannot be parsed.
pub fn get<T: DeserializeOwned>(key: &str) -> Option<T> {
    match NOT_TAKEN.with_borrow(|all| all.get(key).cloned()) {
        Some(text) => serde_json::from_slice(text.as_bytes()).ok(),
        None if is_there() => LocalStorage::get(key).ok(),
        None => None,
    }
}

/// Stores a value as JSON, replacing any earlier one.
pub fn set(key: &str, value: &(impl Serialize + ?Sized)) {
    let is_taken = is_there() && LocalStorage::set(key, value).is_ok();
    if !is_taken {
        error_log::note("setting", "not stored");
    }
    NOT_TAKEN.with_borrow_mut(|all| {
        all.remove(key);
        if !is_taken && let Ok(text) = serde_json::to_string(value) {
            all.insert(key.to_owned(), text);
        }
    });
}

/// Removes a key.
pub fn forget(key: &str) {
    NOT_TAKEN.with_borrow_mut(|all| all.remove(key));
    // gloo-storage panics where this throws.
    drop(js::call(
        &js::of_window("localStorage"),
        "removeItem",
        &[key.into()],
    ));
}
