//! Half-filled forms. They live in the session storage, so that a reload or an update loses no word.

use gloo_storage::{SessionStorage, Storage};
use leptos::prelude::*;
use leptos::web_sys;

const PREFIX: &str = "mijn-brug.draft.";

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
    if let Some(storage) = storage() {
        let prefix = format!("{PREFIX}{key}");
        let length = storage.length().unwrap_or(0);
        let keys: Vec<String> = (0..length)
            .filter_map(|place| storage.key(place).ok().flatten())
            .collect();
        for key in keys.iter().filter(|key| key.starts_with(&prefix)) {
            storage.remove_item(key).ok();
        }
    }
}

/// Forgets all drafts.
pub fn forget() {
    clear("");
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window().and_then(|window| window.session_storage().ok().flatten())
}
