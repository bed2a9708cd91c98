//! Half-filled forms. They live in the session storage, so that a reload or an update loses no word.

use gloo_storage::{SessionStorage, Storage};
use leptos::prelude::*;
use leptos::web_sys;

use super::service::hex;

const PREFIX: &str = "mijn-brug.draft.";
/// The same while the app is locked: sealed, as hexadecimal digits.
const SEALED: &str = "mijn-brug.sealed-draft.";

fn is_open() -> bool {
    web_sys::window().is_some_and(|window| matches!(window.session_storage(), Ok(Some(_))))
}

/// A text that survives a reload until [`clear`]. `start` is used when there is no draft.
pub fn text(key: String, start: String) -> RwSignal<String> {
    let key = format!("{PREFIX}{key}");
    let kept = if is_open() {
        SessionStorage::get::<String>(&key).ok()
    } else {
        None
    };
    let signal = RwSignal::new(kept.unwrap_or_else(|| start.clone()));
    Effect::new(move |_| {
        let text = signal.get();
        if is_open() {
            if text == start {
                SessionStorage::delete(&key);
            } else {
                SessionStorage::set(&key, text).ok();
            }
        }
    });
    signal
}

/// Forgets the drafts whose key begins with this: their form was saved.
pub fn clear(key: &str) {
    let Some(storage) = storage() else { return };
    for key in keys(&storage, &format!("{PREFIX}{key}")) {
        storage.remove_item(&key).ok();
    }
}

/// Seals all drafts before the key goes, so that nobody reads them while the app is locked. One that cannot be sealed goes.
pub fn lock(seal: impl Fn(&[u8]) -> Option<Vec<u8>>) {
    let Some(storage) = storage() else { return };
    for key in keys(&storage, PREFIX) {
        let text = storage.get_item(&key).ok().flatten().unwrap_or_default();
        let name = key.strip_prefix(PREFIX).unwrap_or_default();
        if let Some(sealed) = seal(text.as_bytes()) {
            storage.set_item(&format!("{SEALED}{name}"), &hex(&sealed)).ok();
        }
        storage.remove_item(&key).ok();
    }
}

/// Opens what [`lock`] sealed. What does not open belongs to another key, and goes.
pub fn unlock(open: impl Fn(&[u8]) -> Option<Vec<u8>>) {
    let Some(storage) = storage() else { return };
    for key in keys(&storage, SEALED) {
        let sealed = storage
            .get_item(&key)
            .ok()
            .flatten()
            .and_then(|text| bytes(&text));
        let text = sealed.and_then(|sealed| String::from_utf8(open(&sealed)?).ok());
        let name = key.strip_prefix(SEALED).unwrap_or_default();
        if let Some(text) = text {
            storage.set_item(&format!("{PREFIX}{name}"), &text).ok();
        }
        storage.remove_item(&key).ok();
    }
}

/// The keys that begin so.
fn keys(storage: &web_sys::Storage, prefix: &str) -> Vec<String> {
    let length = storage.length().unwrap_or(0);
    let keys = (0..length).filter_map(|place| storage.key(place).ok().flatten());
    keys.filter(|key| key.starts_with(prefix)).collect()
}

/// The bytes of hexadecimal digits.
fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes().chunks(2);
    digits
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

/// Forgets all drafts.
pub fn forget() {
    clear("");
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window().and_then(|window| window.session_storage().ok().flatten())
}
