//! What must be known before the first paint, and nothing else: language, text size, theme, contrast, and whether the
//! person passed the welcome. `localStorage` reaches the disk seconds late, so no part of the plan is kept here.

use gloo_storage::{LocalStorage, Storage};
use leptos::prelude::document;
use leptos::web_sys;

/// A setting with the values that it can have; the first is the default.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    key: &'static str,
    attribute: &'static str,
    /// The values, default first.
    pub values: &'static [&'static str],
}

/// The language of the screens.
pub const LANGUAGE: Setting = Setting {
    key: "mijn-brug.language",
    attribute: "lang",
    values: &["nl", "en"],
};
/// Light or dark.
pub const THEME: Setting = Setting {
    key: "mijn-brug.theme",
    attribute: "data-theme",
    values: &["system", "light", "dark"],
};
/// The size of the text, in per cent.
pub const TEXT_SIZE: Setting = Setting {
    key: "mijn-brug.text-size",
    attribute: "data-text-size",
    values: &["100", "125", "150", "200"],
};
/// The contrast.
pub const CONTRAST: Setting = Setting {
    key: "mijn-brug.contrast",
    attribute: "data-contrast",
    values: &["normal", "more"],
};
/// All of them.
pub const ALL: [Setting; 4] = [LANGUAGE, THEME, TEXT_SIZE, CONTRAST];

/// Whether `localStorage` can be used: `gloo-storage` panics where it is blocked.
fn is_open() -> bool {
    web_sys::window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))))
}

impl Setting {
    /// The value now: what the page shows, which `first-paint.js` took from the storage.
    pub fn get(self) -> &'static str {
        let shown = document()
            .document_element()
            .and_then(|root| root.get_attribute(self.attribute));
        self.values
            .iter()
            .find(|value| Some(**value) == shown.as_deref())
            .or_else(|| self.values.first())
            .copied()
            .unwrap_or_default()
    }

    /// Changes the page, and remembers it where that is possible.
    pub fn set(self, value: &str) {
        if let Some(root) = document().document_element() {
            root.set_attribute(self.attribute, value).ok();
        }
        if is_open() {
            // A full storage costs only the memory of a setting.
            LocalStorage::set(self.key, value).ok();
        }
    }
}

const BEGUN: &str = "mijn-brug.begun";

/// Whether the person is here for the first time, as far as the browser lets us know.
pub fn is_first_visit() -> bool {
    is_open() && !has_begun()
}

/// Whether the person passed the welcome.
pub fn has_begun() -> bool {
    is_open() && LocalStorage::get(BEGUN).unwrap_or(false)
}

/// Remembers that the person passed the welcome.
pub fn begin() {
    if is_open() {
        LocalStorage::set(BEGUN, true).ok();
    }
}

const SEEN: &str = "mijn-brug.seen";

/// Whether the person saw this before: something that is said once. `what` is an id, never a word of theirs.
pub fn has_seen(what: &str) -> bool {
    is_open() && seen().iter().any(|known| known == what)
}

/// Remembers that the person saw this. On a phone that keeps nothing it is said again.
pub fn see(what: &str) {
    if is_open() && !has_seen(what) {
        let mut all = seen();
        all.push(what.to_owned());
        LocalStorage::set(SEEN, all).ok();
    }
}

fn seen() -> Vec<String> {
    LocalStorage::get(SEEN).unwrap_or_default()
}

const PUSH_ANSWERED: &str = "mijn-brug.push-answered";

/// The day, as an ISO date, on which the person answered our question whether this phone may ring.
pub fn answered_push() -> Option<String> {
    if is_open() {
        LocalStorage::get(PUSH_ANSWERED).ok()
    } else {
        None
    }
}

/// Remembers that they answered, whatever it was.
pub fn answer_push(day: &str) {
    if is_open() {
        LocalStorage::set(PUSH_ANSWERED, day).ok();
    }
}

/// Forgets everything that this app keeps outside the records.
pub fn forget() {
    if is_open() {
        for key in ALL
            .iter()
            .map(|setting| setting.key)
            .chain([BEGUN, SEEN, PUSH_ANSWERED])
        {
            LocalStorage::delete(key);
        }
    }
}
