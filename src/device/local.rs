//! `localStorage`, for the few things that it may keep. It may be missing, blocked or full, and throw at any touch: what it does
//! not take is remembered until the page goes. `gloo-storage` panics where it is blocked, so each touch asks first.

use std::cell::RefCell;
use std::collections::BTreeMap;

use gloo_storage::{LocalStorage, Storage};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::js;

thread_local! {
    /// What the browser did not take.
    static NOT_TAKEN: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// Whether it can be read.
pub fn is_there() -> bool {
    js::call(&js::of_window("localStorage"), "getItem", &["mijn-brug".into()]).is_ok()
}

/// What was kept under a key; `None` when it is not of our making.
pub fn get<T: DeserializeOwned>(key: &str) -> Option<T> {
    match NOT_TAKEN.with_borrow(|all| all.get(key).cloned()) {
        Some(text) => serde_json::from_slice(text.as_bytes()).ok(),
        None if is_there() => LocalStorage::get(key).ok(),
        None => None,
    }
}

/// Keeps something, as JSON, in the place of what was there.
pub fn set(key: &str, value: &(impl Serialize + ?Sized)) {
    let is_taken = is_there() && LocalStorage::set(key, value).is_ok();
    NOT_TAKEN.with_borrow_mut(|all| {
        all.remove(key);
        if !is_taken && let Ok(text) = serde_json::to_string(value) {
            all.insert(key.to_owned(), text);
        }
    });
}

/// Forgets a key.
pub fn forget(key: &str) {
    NOT_TAKEN.with_borrow_mut(|all| all.remove(key));
    // gloo-storage panics where this throws.
    drop(js::call(
        &js::of_window("localStorage"),
        "removeItem",
        &[key.into()],
    ));
}
