//! The texts of the screens. They lie in `public/locales/`, one file a language, loaded apart from the program.
//!
//! A key is a literal with a point in it, such as `t("today.title")`. A test reads the sources and fails when a key
//! has no text, when a text has no key, and when the languages differ.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use crate::device::page;

thread_local! {
    static TEXTS: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
    /// The folder of the second file, once there is one: [`also`].
    static ALSO: Cell<Option<&'static str>> = const { Cell::new(None) };
    /// A text was asked for that is not there.
    static HAS_GAP: Cell<bool> = const { Cell::new(false) };
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

/// Loads the texts of the language that the page began with: `boot.js` fetches them while the program comes. `false` when they
/// cannot be had: then the page says so, and there is nothing to draw.
pub async fn load(language: &str) -> bool {
    let is_early = page::early_text("locale").await.is_some_and(|json| take(&json));
    let is_there = is_early || fetch(language).await;
    if !is_there {
        page::fail();
    }
    is_there
}

/// Fetches the texts of a language. `false` when they cannot be had; the old texts stay.
pub async fn fetch(language: &str) -> bool {
    let Some(texts) = file("locales", language).await else {
        return false;
    };
    let more = match ALSO.get() {
        None => BTreeMap::new(),
        Some(folder) => match file(folder, language).await {
            Some(more) => more,
            None => return false,
        },
    };
    // Over the old ones: where a file of another build lacks a text, the old one is better than none.
    TEXTS.with_borrow_mut(|all| {
        all.extend(texts);
        all.extend(more);
    });
    true
}

/// Whether a text was asked for that is not there: then the file is of another build than the program.
pub fn has_gap() -> bool {
    HAS_GAP.get()
}

/// Adds a second file of texts, `/FOLDER/LANGUAGE.json`, for as long as the page lives: what not everybody may read yet lies
/// in a file of its own (R2). `false` when it cannot be had now.
pub async fn also(folder: &'static str, language: &str) -> bool {
    let Some(more) = file(folder, language).await else {
        return false;
    };
    ALSO.set(Some(folder));
    TEXTS.with_borrow_mut(|texts| texts.extend(more));
    true
}

async fn file(folder: &str, language: &str) -> Option<BTreeMap<String, String>> {
    let json = page::fetch_text(&format!("/{folder}/{language}.json")).await?;
    serde_json::from_slice(json.as_bytes()).ok()
}

/// The text of a key. A key without a text shows itself; the tests see to it that there is none.
pub fn t(key: &str) -> String {
    TEXTS
        .with_borrow(|texts| texts.get(key).cloned())
        .unwrap_or_else(|| {
            HAS_GAP.set(true);
            key.to_owned()
        })
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
