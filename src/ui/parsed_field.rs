//! A field for a date, a time, a duration or an amount. Its content is empty, a value, or unreadable. Unreadable input
//! never counts as empty: the form shows an error at the field and saves nothing, so that a typing error in the hour
//! does not erase a time.

use chrono::{NaiveDate, NaiveTime};
use leptos::prelude::*;

use super::field::{Field, Kind};
use super::texts::t;
use super::{format, parse_input};
use crate::device::{clock, page};

/// A field with a typed value.
#[derive(Debug)]
pub struct ParsedField<T: 'static> {
    id: &'static str,
    /// The text, as far as the browser exposes it.
    text: RwSignal<String>,
    kind: Kind,
    read: fn(&str) -> Option<T>,
    /// The key of the error for unreadable input.
    unreadable_key: &'static str,
    error: RwSignal<Option<String>>,
}

impl<T> Clone for ParsedField<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for ParsedField<T> {}

/// A field of the form is invalid and shows why, so nothing may be saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvalidField;

/// Why a form is not saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormError {
    /// A field shows the error.
    Field,
    /// The error to show below the fields.
    Form(String),
}

impl FormError {
    /// The error to show below the fields, if there is one.
    pub fn words(self) -> Option<String> {
        match self {
            Self::Field => None,
            Self::Form(words) => Some(words),
        }
    }
}

impl From<InvalidField> for FormError {
    fn from(_: InvalidField) -> Self {
        Self::Field
    }
}

impl From<String> for FormError {
    fn from(words: String) -> Self {
        Self::Form(words)
    }
}

/// A field for a date. `text` holds an ISO date, or any text in a browser without a date picker.
pub fn day(id: &'static str, text: RwSignal<String>) -> ParsedField<NaiveDate> {
    let read = |text: &str| parse_input::day(text, clock::today());
    ParsedField::new(id, text, Kind::Date, read, "typed.day")
}

/// A field for a time.
pub fn time(id: &'static str, text: RwSignal<String>) -> ParsedField<NaiveTime> {
    ParsedField::new(id, text, Kind::Time, parse_input::time, "typed.time")
}

/// A field for a duration in minutes.
pub fn minutes(id: &'static str, text: RwSignal<String>) -> ParsedField<u16> {
    ParsedField::new(id, text, Kind::Line, parse_input::minutes, "typed.minutes")
}

impl<T> ParsedField<T> {
    /// A field of any other kind. `unreadable_key` is the key of the error for input that `read` cannot parse.
    pub fn new(
        id: &'static str,
        text: RwSignal<String>,
        kind: Kind,
        read: fn(&str) -> Option<T>,
        unreadable_key: &'static str,
    ) -> Self {
        Self {
            id,
            text,
            kind,
            read,
            unreadable_key,
            error: RwSignal::new(None),
        }
    }

    /// The value, for what depends on it on the screen; `None` if it is unreadable. Reactive.
    pub fn value(self) -> Option<T> {
        self.text.with(|text| (self.read)(text))
    }

    /// The value for saving; `None` if the field is empty.
    ///
    /// # Errors
    /// Fails if the input is unreadable. The field then shows the error and gets the focus.
    pub fn optional(self) -> Result<Option<T>, InvalidField> {
        let text = self.text.get_untracked();
        // A partly entered time, such as an hour without minutes, reads as an empty text.
        if page::is_half_filled(self.id) {
            return Err(self.refuse(t(self.unreadable_key)));
        }
        if text.trim().is_empty() {
            return Ok(None);
        }
        match (self.read)(&text) {
            Some(value) => Ok(Some(value)),
            None => Err(self.refuse(t(self.unreadable_key))),
        }
    }

    /// The value for saving. `missing` is the key of the error for an empty field.
    ///
    /// # Errors
    /// Fails as [`optional`](Self::optional) does, and if the field is empty.
    pub fn required(self, missing: &str) -> Result<T, InvalidField> {
        self.optional()?.ok_or_else(|| self.refuse(t(missing)))
    }

    /// The value of a field that saves itself; `None` if it is empty. Does not move the focus.
    ///
    /// # Errors
    /// Fails with the text of the error if the input is unreadable.
    pub fn optional_now(self) -> Result<Option<T>, String> {
        let text = self.text.get_untracked();
        if page::is_half_filled(self.id) {
            return Err(t(self.unreadable_key));
        }
        if text.trim().is_empty() {
            return Ok(None);
        }
        (self.read)(&text).map(Some).ok_or_else(|| t(self.unreadable_key))
    }

    /// Like [`optional_now`](Self::optional_now). `missing` is the key of the error for an empty field.
    ///
    /// # Errors
    /// Fails with the text of the error if the field is empty or the input is unreadable.
    pub fn required_now(self, missing: &str) -> Result<T, String> {
        self.optional_now()?.ok_or_else(|| t(missing))
    }

    /// The current content of the field, with a mark if it is partly entered; `None` once its screen is disposed.
    pub fn try_text(self) -> Option<String> {
        let text = self.text.try_get_untracked()?;
        let half = if page::is_half_filled(self.id) { "?" } else { "" };
        Some(format!("{text}{half}"))
    }

    /// The signal for the error of the field.
    pub fn error(self) -> RwSignal<Option<String>> {
        self.error
    }

    /// Shows an error at the field and moves the focus to it.
    pub fn refuse(self, words: String) -> InvalidField {
        self.error.set(Some(words));
        page::after_paint(page::focus_invalid);
        InvalidField
    }

    /// The text of the field.
    pub fn text(self) -> RwSignal<String> {
        self.text
    }

    /// Draws the field.
    pub fn draw(self, label: String) -> AnyView {
        view! { <Field id=self.id label value=self.text kind=self.kind error=self.error /> }.into_any()
    }

    /// Draws the field with a hint.
    pub fn draw_with(self, label: String, hint: String) -> AnyView {
        view! { <Field id=self.id label hint value=self.text kind=self.kind error=self.error /> }.into_any()
    }
}

/// The text of a date, for its field.
pub fn day_text(day: Option<NaiveDate>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// The text of a time, for its field.
pub fn time_text(time: Option<NaiveTime>) -> String {
    time.map(format::time_field).unwrap_or_default()
}
