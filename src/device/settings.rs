//! Settings that are needed before the first paint (language, text size, theme, contrast), and small marks that need
//! not last, such as whether the person finished the welcome. `localStorage` is written to disk seconds late, so
//! nothing that a person would miss is stored here: of the plan only ids, such as of vouchers that were seen.

use std::cell::Cell;

use leptos::prelude::document;

use super::local;
use super::store::RESIDENT;

/// A setting and its possible values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    key: &'static str,
    attribute: &'static str,
    /// The values, default first.
    pub values: &'static [&'static str],
}

/// The language of the user interface.
pub const LANGUAGE: Setting = Setting {
    key: "mijn-brug.language",
    // Not `lang`: a browser that translates the page overwrites that.
    attribute: "data-language",
    values: &["nl", "en"],
};
/// The colour theme: system, light or dark.
pub const THEME: Setting = Setting {
    key: "mijn-brug.theme",
    attribute: "data-theme",
    values: &["system", "light", "dark"],
};
/// The text size in per cent.
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
/// All settings.
pub const ALL: [Setting; 4] = [LANGUAGE, THEME, TEXT_SIZE, CONTRAST];

impl Setting {
    /// The current value, read from the page, where `first-paint.js` put it.
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

    /// Applies a value to the page and stores it if possible.
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

const WELCOME_FINISHED: &str = "mijn-brug.begun";

/// Whether the person is here for the first time. `false` if the browser cannot tell.
pub fn is_first_visit() -> bool {
    local::is_there() && !has_finished_welcome()
}

/// Whether the person finished the welcome.
pub fn has_finished_welcome() -> bool {
    local::get(WELCOME_FINISHED).unwrap_or(false)
}

/// Records that the person finished the welcome.
pub fn finish_welcome() {
    if !has_finished_welcome() {
        FINISHED_NOW.set(true);
        local::set(WELCOME_FINISHED, &true);
    }
}

thread_local! {
    /// Whether the person finished the welcome on this page, so that nothing can be stored from before.
    static FINISHED_NOW: Cell<bool> = const { Cell::new(false) };
}

/// Key prefix, followed by the name of a database: whether it held records when last checked.
const HELD: &str = "mijn-brug.held.";

/// Whether a database held records when last checked; `None` if unknown.
pub fn held(database: &str) -> Option<bool> {
    local::get(&format!("{HELD}{database}"))
}

/// Whether a database may hold records. If that was never checked, the resident's may when the person began on an
/// earlier page.
pub fn may_hold(database: &str) -> bool {
    held(database).unwrap_or_else(|| database == RESIDENT && has_finished_welcome() && !FINISHED_NOW.get())
}

/// Records whether a database holds records. Only a hint for the next start, because it is written to disk late.
pub fn note_held(database: &str, holds: bool) {
    if held(database) != Some(holds) {
        local::set(&format!("{HELD}{database}"), &holds);
    }
}

const SEEN: &str = "mijn-brug.seen";

/// Whether the person has seen a one-time message. `what` is an id, never the person's own words.
pub fn has_seen(what: &str) -> bool {
    seen_messages().iter().any(|known| known == what)
}

/// Records that the person has seen a message. On a phone that stores nothing it is shown again.
pub fn see(what: &str) {
    if !has_seen(what) {
        let mut all = seen_messages();
        all.push(what.to_owned());
        local::set(SEEN, &all);
    }
}

fn seen_messages() -> Vec<String> {
    local::get(SEEN).unwrap_or_default()
}

const PUSH_ANSWERED: &str = "mijn-brug.push-answered";

/// The day, as an ISO date, on which the person answered our question whether this phone may show notifications.
pub fn answered_push() -> Option<String> {
    local::get(PUSH_ANSWERED)
}

/// Records the day of that answer, whatever it was.
pub fn answer_push(day: &str) {
    local::set(PUSH_ANSWERED, day);
}

const COPIED: &str = "mijn-brug.copied";

/// The day, as an ISO date, on which the person last confirmed having a copy of their plan.
pub fn last_copy() -> Option<String> {
    local::get(COPIED)
}

/// Records the day on which the person confirmed having a copy.
pub fn copy_made(day: &str) {
    local::set(COPIED, day);
}

const IN_CALENDAR: &str = "mijn-brug.in-calendar";

/// The appointments that may be in this device's calendar: the id, never the person's own words, and the start time
/// there.
pub fn in_calendar() -> Vec<(String, String)> {
    local::get(IN_CALENDAR).unwrap_or_default()
}

/// Records the start time of an entry in the calendar; `None` removes the entry.
pub fn put_in_calendar(id: &str, begins: Option<&str>) {
    let mut all = in_calendar();
    all.retain(|(known, _)| known != id);
    all.extend(begins.map(|begins| (id.to_owned(), begins.to_owned())));
    local::set(IN_CALENDAR, &all);
}

/// Forgets the marks that are about one plan, because another one replaces it.
pub fn forget_plan() {
    for key in [COPIED, IN_CALENDAR] {
        local::forget(key);
    }
}

/// Forgets whether a database holds records, because it was erased.
pub fn forget_held(database: &str) {
    local::forget(&format!("{HELD}{database}"));
}

/// Forgets all settings and marks of the resident's app that this module stores.
pub fn forget() {
    for key in ALL.iter().map(|setting| setting.key).chain([
        WELCOME_FINISHED,
        SEEN,
        PUSH_ANSWERED,
        COPIED,
        IN_CALENDAR,
    ]) {
        local::forget(key);
    }
    forget_held(RESIDENT);
}
