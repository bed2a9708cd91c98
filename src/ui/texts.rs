//! The texts of the screens. They lie in `public/locales/`, one file a language, loaded apart from the program.
//!
//! A key is a literal with a point in it, such as `t("today.title")`. A test reads the sources and fails when a key
//! has no text, when a text has no key, and when the languages differ.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::device::page;

thread_local! {
    static TEXTS: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

/// Takes a language file: one flat JSON object of keys and texts. `false` when it is not one; the old texts stay.
pub fn take(json: &str) -> bool {
    match serde_json::from_slice(json.as_bytes()) {
        Ok(texts) => {
            TEXTS.set(texts);
            true
        }
        Err(_) => false,
    }
}

/// Loads the texts of the language that the page began with: `boot.js` fetches them while the program comes.
pub async fn load(language: &str) {
    let is_early = page::early_text("locale").await.is_some_and(|json| take(&json));
    if !is_early {
        fetch(language).await;
    }
}

/// Fetches the texts of a language. `false` when they cannot be had; the old texts stay.
pub async fn fetch(language: &str) -> bool {
    let json = page::fetch_text(&format!("/locales/{language}.json")).await;
    json.is_some_and(|json| take(&json))
}

/// The text of a key. A key without a text shows itself; the tests see to it that there is none.
pub fn t(key: &str) -> String {
    TEXTS
        .with_borrow(|texts| texts.get(key).cloned())
        .unwrap_or_else(|| key.to_owned())
}

/// The text of a key with values in the place of their names in braces: `{day}`.
pub fn tf(key: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(t(key), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}

/// The text for a number: `key.one` for 1 and `key.other` for all else, with the number in the place of `{n}`.
pub fn tn(key: &str, n: usize) -> String {
    let form = if n == 1 { "one" } else { "other" };
    tf(&format!("{key}.{form}"), &[("n", &n.to_string())])
}
