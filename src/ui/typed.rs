//! A field for a day, a time, a length or an amount. What is in it is nothing, a value, or something that cannot be read, and
//! the last is never taken for nothing: a form that meets it says so at the field and saves nothing, so that no time is erased
//! by a slip of a key in its hour.

use chrono::{NaiveDate, NaiveTime};
use leptos::prelude::*;

use super::field::{Field, Kind};
use super::texts::t;
use super::{format, written};
use crate::device::{clock, page};

/// The field.
#[derive(Debug)]
pub struct Typed<T: 'static> {
    id: &'static str,
    /// What is typed, as far as the browser tells it.
    text: RwSignal<String>,
    kind: Kind,
    read: fn(&str) -> Option<T>,
    /// The key of what is said of something that cannot be read.
    unclear: &'static str,
    error: RwSignal<Option<String>>,
}

impl<T> Clone for Typed<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Typed<T> {}

/// Something in a form cannot be used, and its field says what. Nothing is to be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unclear;

/// Why a form is not saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// A field says it.
    Field,
    /// It is to be said below the fields.
    Form(String),
}

impl Wrong {
    /// What is to be said below the fields.
    pub fn words(self) -> Option<String> {
        match self {
            Self::Field => None,
            Self::Form(words) => Some(words),
        }
    }
}

impl From<Unclear> for Wrong {
    fn from(_: Unclear) -> Self {
        Self::Field
    }
}

impl From<String> for Wrong {
    fn from(words: String) -> Self {
        Self::Form(words)
    }
}

/// A field for a day. `text` holds an ISO date, or what somebody typed where the browser has no calendar.
pub fn day(id: &'static str, text: RwSignal<String>) -> Typed<NaiveDate> {
    let read = |text: &str| written::day(text, clock::today());
    Typed::new(id, text, Kind::Date, read, "typed.day")
}

/// A field for a time.
pub fn time(id: &'static str, text: RwSignal<String>) -> Typed<NaiveTime> {
    Typed::new(id, text, Kind::Time, written::time, "typed.time")
}

/// A field for how long something takes, in minutes.
pub fn minutes(id: &'static str, text: RwSignal<String>) -> Typed<u16> {
    Typed::new(id, text, Kind::Line, written::minutes, "typed.minutes")
}

impl<T> Typed<T> {
    /// A field of its own kind. `unclear` is the key of what is said when `read` finds nothing in what was typed.
    pub fn new(
        id: &'static str,
        text: RwSignal<String>,
        kind: Kind,
        read: fn(&str) -> Option<T>,
        unclear: &'static str,
    ) -> Self {
        Self {
            id,
            text,
            kind,
            read,
            unclear,
            error: RwSignal::new(None),
        }
    }

    /// The value, for what follows it on the screen. What cannot be read has none. Follows.
    pub fn value(self) -> Option<T> {
        self.text.with(|text| (self.read)(text))
    }

    /// The value for saving; `None` when the field is empty.
    ///
    /// # Errors
    /// What is in it cannot be read. The field says so, and has the focus.
    pub fn optional(self) -> Result<Option<T>, Unclear> {
        let text = self.text.get_untracked();
        // A time of which only the hour is filled in is an empty text to who asks for its value.
        if page::is_half_filled(self.id) {
            return Err(self.refuse(t(self.unclear)));
        }
        if text.trim().is_empty() {
            return Ok(None);
        }
        match (self.read)(&text) {
            Some(value) => Ok(Some(value)),
            None => Err(self.refuse(t(self.unclear))),
        }
    }

    /// The value for saving. `missing` is said when the field is empty.
    ///
    /// # Errors
    /// As [`optional`](Self::optional), and when the field is empty.
    pub fn required(self, missing: &str) -> Result<T, Unclear> {
        self.optional()?.ok_or_else(|| self.refuse(t(missing)))
    }

    /// The value of a field that saves itself; `None` when it is empty. The focus stays where the person went.
    ///
    /// # Errors
    /// What is in it cannot be read: what is to be said of it.
    pub fn optional_now(self) -> Result<Option<T>, String> {
        let text = self.text.get_untracked();
        if page::is_half_filled(self.id) {
            return Err(t(self.unclear));
        }
        if text.trim().is_empty() {
            return Ok(None);
        }
        (self.read)(&text).map(Some).ok_or_else(|| t(self.unclear))
    }

    /// As [`optional_now`](Self::optional_now). `missing` is said when the field is empty.
    ///
    /// # Errors
    /// What is to be said of it.
    pub fn required_now(self, missing: &str) -> Result<T, String> {
        self.optional_now()?.ok_or_else(|| t(missing))
    }

    /// What is in the field now, half a value too; `None` once its screen is gone.
    pub fn try_text(self) -> Option<String> {
        let text = self.text.try_get_untracked()?;
        let half = if page::is_half_filled(self.id) { "?" } else { "" };
        Some(format!("{text}{half}"))
    }

    /// Where it is said what is the matter with it.
    pub fn error(self) -> RwSignal<Option<String>> {
        self.error
    }

    /// Says at the field why what is in it cannot be used, and brings the person there.
    pub fn refuse(self, words: String) -> Unclear {
        self.error.set(Some(words));
        page::after_paint(page::focus_invalid);
        Unclear
    }

    /// What is typed.
    pub fn text(self) -> RwSignal<String> {
        self.text
    }

    /// The field on the screen.
    pub fn draw(self, label: String) -> AnyView {
        view! { <Field id=self.id label value=self.text kind=self.kind error=self.error /> }.into_any()
    }

    /// The same with a hint.
    pub fn draw_with(self, label: String, hint: String) -> AnyView {
        view! { <Field id=self.id label hint value=self.text kind=self.kind error=self.error /> }.into_any()
    }
}

/// The text of a known day, for its field.
pub fn day_text(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// The text of a known time, for its field.
pub fn time_text(time: Option<NaiveTime>) -> String {
    time.map(format::time_field).unwrap_or_default()
}
