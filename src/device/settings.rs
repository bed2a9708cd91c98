//! What must be known before the first paint, and nothing else: language, text size, theme, contrast, and whether the
//! person passed the welcome. `localStorage` reaches the disk seconds late, so no part of the plan is kept here.

use std::cell::Cell;

use leptos::prelude::document;

use super::local;
use super::store::RESIDENT;

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
    // Not `lang`: a browser that translates the page writes its own language there.
    attribute: "data-language",
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
            if self == LANGUAGE {
                root.set_attribute("lang", value).ok();
            }
        }
        local::set(self.key, value);
    }
}

const BEGUN: &str = "mijn-brug.begun";

/// Whether the person is here for the first time, as far as the browser lets us know.
pub fn is_first_visit() -> bool {
    local::is_there() && !has_begun()
}

/// Whether the person passed the welcome.
pub fn has_begun() -> bool {
    local::get(BEGUN).unwrap_or(false)
}

/// Remembers that the person passed the welcome.
pub fn begin() {
    if !has_begun() {
        BEGAN_NOW.set(true);
        local::set(BEGUN, &true);
    }
}

thread_local! {
    /// The person passed the welcome on this page, so that nothing can be kept from before.
    static BEGAN_NOW: Cell<bool> = const { Cell::new(false) };
}

/// Before the name of a database: whether it held records when this was looked at last.
const HELD: &str = "mijn-brug.held.";

/// Whether a database held records when it was looked at last; `None` when that is not known.
pub fn held(database: &str) -> Option<bool> {
    local::get(&format!("{HELD}{database}"))
}

/// Whether a database may hold records. Where nobody looked yet, the resident's may if the person began before.
pub fn may_hold(database: &str) -> bool {
    held(database).unwrap_or_else(|| database == RESIDENT && has_begun() && !BEGAN_NOW.get())
}

/// Remembers whether a database holds records. Only a hint for the start, because it reaches the disk late.
pub fn note_held(database: &str, holds: bool) {
    if held(database) != Some(holds) {
        local::set(&format!("{HELD}{database}"), &holds);
    }
}

const SEEN: &str = "mijn-brug.seen";

/// Whether the person saw this before: something that is said once. `what` is an id, never a word of theirs.
pub fn has_seen(what: &str) -> bool {
    seen().iter().any(|known| known == what)
}

/// Remembers that the person saw this. On a phone that keeps nothing it is said again.
pub fn see(what: &str) {
    if !has_seen(what) {
        let mut all = seen();
        all.push(what.to_owned());
        local::set(SEEN, &all);
    }
}

fn seen() -> Vec<String> {
    local::get(SEEN).unwrap_or_default()
}

const PUSH_ANSWERED: &str = "mijn-brug.push-answered";

/// The day, as an ISO date, on which the person answered our question whether this phone may ring.
pub fn answered_push() -> Option<String> {
    local::get(PUSH_ANSWERED)
}

/// Remembers that they answered, whatever it was.
pub fn answer_push(day: &str) {
    local::set(PUSH_ANSWERED, day);
}

const COPIED: &str = "mijn-brug.copied";

/// The day, as an ISO date, on which the person last said that they have a copy of their plan.
pub fn last_copy() -> Option<String> {
    local::get(COPIED)
}

/// Remembers that the person has a copy.
pub fn copy_made(day: &str) {
    local::set(COPIED, day);
}

const IN_CALENDAR: &str = "mijn-brug.in-calendar";

/// What may stand in this device's calendar: an id, never a word of the person's, and when it began there.
pub fn in_calendar() -> Vec<(String, String)> {
    local::get(IN_CALENDAR).unwrap_or_default()
}

/// Remembers when it begins in the calendar; `None` when it does not stand there.
pub fn put_in_calendar(id: &str, begins: Option<&str>) {
    let mut all = in_calendar();
    all.retain(|(known, _)| known != id);
    all.extend(begins.map(|begins| (id.to_owned(), begins.to_owned())));
    local::set(IN_CALENDAR, &all);
}

/// Forgets what is about one plan: another came in its place.
pub fn forget_plan() {
    for key in [COPIED, IN_CALENDAR] {
        local::forget(key);
    }
}

/// Forgets whether a database holds records: it was erased.
pub fn forget_held(database: &str) {
    local::forget(&format!("{HELD}{database}"));
}

/// Forgets everything that this app keeps outside the records.
pub fn forget() {
    for key in ALL
        .iter()
        .map(|setting| setting.key)
        .chain([BEGUN, SEEN, PUSH_ANSWERED, COPIED, IN_CALENDAR])
    {
        local::forget(key);
    }
    forget_held(RESIDENT);
}
