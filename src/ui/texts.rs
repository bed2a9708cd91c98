//! The texts of the user interface, in files separate from the program: `/FOLDER/LANGUAGE.json`. The texts of the
//! welcome screen are loaded first ([`FIRST`]), those of the other screens with their part of the program
//! ([`SCREENS`]), and texts that not everybody may read yet once they may be read (R2). No key is in two files.
//!
//! A key is a literal with a point in it, such as `t("today.title")`. A test reads the sources and fails if a key has
//! no text, a text has no key, or the languages differ.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::device::{page, settings};

/// The folder of the texts for a first visit: the welcome screen, and messages that something is loading or failed to
/// load.
pub const FIRST: &str = "welcome";

/// The folder of the texts of all other screens.
pub const SCREENS: &str = "locales";

/// Texts by key.
type Texts = BTreeMap<String, String>;

thread_local! {
    static TEXTS: RefCell<Texts> = const { RefCell::new(Texts::new()) };
    /// The folders that are loaded. A change of language has to load all of them.
    static FOLDERS: RefCell<Vec<&'static str>> = RefCell::new(vec![FIRST]);
    /// The language of the loaded texts.
    static LANGUAGE: RefCell<String> = RefCell::new(settings::LANGUAGE.get().to_owned());
    /// The language that was chosen last; its texts may still be loading.
    static CHOSEN: RefCell<String> = const { RefCell::new(String::new()) };
    /// Callbacks for a change of language: see [`on_language_change`].
    static LANGUAGE_LISTENERS: RefCell<Vec<Rc<dyn Fn()>>> = const { RefCell::new(Vec::new()) };
    /// Whether a text was requested that is missing.
    static HAS_MISSING_TEXT: Cell<bool> = const { Cell::new(false) };
}

/// Loads the contents of a language file: a flat JSON object of keys and texts. Returns `false` and keeps the old
/// texts if it is not one.
pub fn merge_json(json: &str) -> bool {
    read(json).map(merge_texts).is_some()
}

fn read(json: &str) -> Option<Texts> {
    serde_json::from_slice(json.as_bytes()).ok()
}

/// Merges into the old texts: if a file of another build lacks a text, the old one is better than none.
fn merge_texts(texts: Texts) {
    TEXTS.with_borrow_mut(|all| all.extend(texts));
}

/// Loads [`FIRST`] in the language of the page, which `boot.js` fetches while the program loads. Returns `false` if it
/// cannot be loaded; then the page says so, and there is nothing to draw.
pub async fn load() -> bool {
    let is_early = page::early_text("locale")
        .await
        .is_some_and(|json| merge_json(&json));
    let is_there = is_early || load_folder(FIRST).await;
    if !is_there {
        page::fail();
    }
    is_there
}

/// Calls `follow` whenever the language of the texts has changed, to redraw the screens. It stays registered for the
/// life of the page, because the texts may arrive after the screen with the setting is gone.
pub fn on_language_change(follow: impl Fn() + 'static) {
    LANGUAGE_LISTENERS.with_borrow_mut(|all| all.push(Rc::new(follow)));
}

/// Loads all texts in another language and saves the choice. Returns `false` and changes nothing if they cannot be
/// loaded. Of two choices in quick succession the last one counts, whichever loads first.
pub async fn set_language(language: &str) -> bool {
    CHOSEN.set(language.to_owned());
    let texts = fetch(language).await;
    if CHOSEN.with_borrow(|chosen| chosen != language) {
        return true;
    }
    let Some(texts) = texts else {
        return false;
    };
    LANGUAGE.set(language.to_owned());
    settings::LANGUAGE.set(language);
    merge_texts(texts);
    for follow in LANGUAGE_LISTENERS.with_borrow(Clone::clone) {
        follow();
    }
    true
}

async fn fetch(language: &str) -> Option<Texts> {
    let mut all = Texts::new();
    let mut read = 0_usize;
    // Not a `for` loop, because a folder may be added meanwhile.
    while let Some(folder) = FOLDERS.with_borrow(|folders| folders.get(read).copied()) {
        all.extend(file(folder, language).await?);
        read = read.saturating_add(1);
    }
    Some(all)
}

/// Adds the texts of a folder for the life of the page. Returns `false` if they cannot be loaded now.
pub async fn load_folder(folder: &'static str) -> bool {
    loop {
        let language = LANGUAGE.with_borrow(Clone::clone);
        let Some(texts) = file(folder, &language).await else {
            return false;
        };
        // The person may have chosen another language in the meantime.
        if LANGUAGE.with_borrow(|now| *now == language) {
            FOLDERS.with_borrow_mut(|folders| {
                if !folders.contains(&folder) {
                    folders.push(folder);
                }
            });
            merge_texts(texts);
            return true;
        }
    }
}

async fn file(folder: &str, language: &str) -> Option<Texts> {
    read(&page::fetch_text(&format!("/{folder}/{language}.json")).await?)
}

/// Whether a text was requested that is missing: then the file is from another build than the program.
pub fn has_missing_text() -> bool {
    HAS_MISSING_TEXT.get()
}

/// The text of a key. A key without a text is shown itself; the tests make sure that there is none.
pub fn t(key: &str) -> String {
    TEXTS
        .with_borrow(|texts| texts.get(key).cloned())
        .unwrap_or_else(|| {
            HAS_MISSING_TEXT.set(true);
            key.to_owned()
        })
}

/// The text of a key, with values inserted for names in braces such as `{day}`.
pub fn tf(key: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(t(key), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}

/// The text for a number: `key.one` for 1 and `key.other` for any other, with the number inserted for `{n}`.
pub fn tn(key: &str, n: usize) -> String {
    let form = if n == 1 { "one" } else { "other" };
    tf(&format!("{key}.{form}"), &[("n", &n.to_string())])
}
