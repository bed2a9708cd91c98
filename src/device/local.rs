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
    // Not `LocalStorage::get`: the rest of the program reads JSON from bytes, and a second reader is a second parser.
    serde_json::from_slice(text(key)?.as_bytes()).ok()
}

/// The JSON under a key.
fn text(key: &str) -> Option<String> {
    NOT_TAKEN.with_borrow(|all| all.get(key).cloned()).or_else(|| {
        is_there()
            .then(|| LocalStorage::raw().get_item(key).ok().flatten())
            .flatten()
    })
}

/// Stores a value as JSON, replacing any earlier one.
pub fn set(key: &str, value: &(impl Serialize + ?Sized)) {
    if let Ok(text) = serde_json::to_string(value) {
        set_text(key, text);
    }
}

fn set_text(key: &str, text: String) {
    let is_taken = is_there() && LocalStorage::raw().set_item(key, &text).is_ok();
    if !is_taken {
        error_log::note("setting", "not stored");
    }
    NOT_TAKEN.with_borrow_mut(|all| {
        all.remove(key);
        if !is_taken {
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
