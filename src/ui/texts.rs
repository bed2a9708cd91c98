//! The texts of the screens, in files apart from the program: `/FOLDER/LANGUAGE.json`. What Welkom needs comes first ([`FIRST`]),
//! the other screens' come with their part of the program ([`SCREENS`]), and what not everybody may read yet comes when it may be
//! (R2). No key stands in two files.
//!
//! A key is a literal with a point in it, such as `t("today.title")`. A test reads the sources and fails when a key
//! has no text, when a text has no key, and when the languages differ.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use crate::device::{page, settings};

/// The folder of the texts that a first visit shows: Welkom's, and that something is coming or could not be had.
pub const FIRST: &str = "welcome";

/// The folder of the texts of all other screens.
pub const SCREENS: &str = "locales";

/// Texts by their keys.
type Texts = BTreeMap<String, String>;

thread_local! {
    static TEXTS: RefCell<Texts> = const { RefCell::new(Texts::new()) };
    /// The folders whose texts are here: another language has to bring them all.
    static FOLDERS: RefCell<Vec<&'static str>> = RefCell::new(vec![FIRST]);
    /// The language that they are in.
    static LANGUAGE: RefCell<String> = RefCell::new(settings::LANGUAGE.get().to_owned());
    /// The language that was chosen last; its texts may still be on their way.
    static CHOSEN: RefCell<String> = const { RefCell::new(String::new()) };
    /// What follows the language: see [`on_spoken`].
    static FOLLOWERS: RefCell<Vec<Rc<dyn Fn()>>> = const { RefCell::new(Vec::new()) };
    /// A text was asked for that is not there.
    static HAS_GAP: Cell<bool> = const { Cell::new(false) };
}

/// Takes a language file: one flat JSON object of keys and texts. `false` when it is not one; the old texts stay.
pub fn take(json: &str) -> bool {
    read(json).map(keep).is_some()
}

fn read(json: &str) -> Option<Texts> {
    serde_json::from_slice(json.as_bytes()).ok()
}

/// Over the old ones: where a file of another build lacks a text, the old one is better than none.
fn keep(texts: Texts) {
    TEXTS.with_borrow_mut(|all| all.extend(texts));
}

/// Loads [`FIRST`] in the language that the page began with: `boot.js` fetches it while the program comes. `false` when it
/// cannot be had: then the page says so, and there is nothing to draw.
pub async fn load() -> bool {
    let is_early = page::early_text("locale").await.is_some_and(|json| take(&json));
    let is_there = is_early || also(FIRST).await;
    if !is_there {
        page::fail();
    }
    is_there
}

/// What is to be done when the texts are in another language: what is drawn already is drawn anew. It is done for as long as the
/// page lives, so that a language counts too when its texts come after the screen of the choice is gone.
pub fn on_spoken(follow: impl Fn() + 'static) {
    FOLLOWERS.with_borrow_mut(|all| all.push(Rc::new(follow)));
}

/// Brings all texts that are here in another language, and keeps the choice. `false` when they cannot be had: they stay as they
/// were. Of two choices in a row the last one counts, whichever comes first.
pub async fn speak(language: &str) -> bool {
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
    keep(texts);
    for follow in FOLLOWERS.with_borrow(Clone::clone) {
        follow();
    }
    true
}

async fn fetch(language: &str) -> Option<Texts> {
    let mut all = Texts::new();
    let mut read = 0_usize;
    // Not a plain loop: meanwhile a folder may come.
    while let Some(folder) = FOLDERS.with_borrow(|folders| folders.get(read).copied()) {
        all.extend(file(folder, language).await?);
        read = read.saturating_add(1);
    }
    Some(all)
}

/// Adds the texts of a folder for as long as the page lives. `false` when they cannot be had now.
pub async fn also(folder: &'static str) -> bool {
    loop {
        let language = LANGUAGE.with_borrow(Clone::clone);
        let Some(texts) = file(folder, &language).await else {
            return false;
        };
        // The person may have chosen another language meanwhile.
        if LANGUAGE.with_borrow(|now| *now == language) {
            FOLDERS.with_borrow_mut(|folders| {
                if !folders.contains(&folder) {
                    folders.push(folder);
                }
            });
            keep(texts);
            return true;
        }
    }
}

async fn file(folder: &str, language: &str) -> Option<Texts> {
    read(&page::fetch_text(&format!("/{folder}/{language}.json")).await?)
}

/// Whether a text was asked for that is not there: then the file is of another build than the program.
pub fn has_gap() -> bool {
    HAS_GAP.get()
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
