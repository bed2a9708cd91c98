//! Limits on texts and lists, and the checks that every event's texts, lists and ids go through.

use crate::refusal::{Refusal, Thing};

/// The longest title, wish or name, in characters.
pub const TITLE_MAX: usize = 200;
/// The longest note, in characters.
pub const NOTE_MAX: usize = 10_000;
/// How long a confirmation that was given on the other person's device can be taken back, in seconds. `decide` compares it
/// with the clock. `fold` has no clock, and only checks that nothing was built on the confirmation.
pub const TAKE_BACK_SECONDS: i64 = 10;
/// The most parts of a split, events in a proposal, or actions in an agreement.
pub const LIST_MAX: usize = 50;

/// Requires a short text that is not blank.
///
/// # Errors
/// [`Refusal::TextMissing`] for a blank text, [`Refusal::TextTooLong`] above [`TITLE_MAX`] characters.
pub fn require_title(text: &str) -> Result<(), Refusal> {
    require_text(text)?;
    require_length(text, TITLE_MAX)
}

/// Requires a long text of at most [`NOTE_MAX`] characters; it may be empty.
///
/// # Errors
/// [`Refusal::TextTooLong`] above [`NOTE_MAX`] characters.
pub fn require_note(text: &str) -> Result<(), Refusal> {
    require_length(text, NOTE_MAX)
}

pub(crate) fn require_text(text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        Err(Refusal::TextMissing)
    } else {
        Ok(())
    }
}

pub(crate) fn require_length(text: &str, max: usize) -> Result<(), Refusal> {
    let length = text.chars().count();
    if length > max {
        Err(Refusal::TextTooLong { max, length })
    } else {
        Ok(())
    }
}

/// Requires that an id which is a word of the content, such as a domain's, could be one.
pub(crate) fn require_content_id(text: &str, thing: Thing) -> Result<(), Refusal> {
    require_title(text).map_err(|_| Refusal::NotFound(thing))
}

pub(crate) fn require_list_length(length: usize) -> Result<(), Refusal> {
    if (1..=LIST_MAX).contains(&length) {
        Ok(())
    } else {
        Err(Refusal::ListLength)
    }
}

pub(crate) fn require_exists(exists: bool, thing: Thing) -> Result<(), Refusal> {
    if exists {
        Ok(())
    } else {
        Err(Refusal::NotFound(thing))
    }
}

pub(crate) fn require_absent(is_absent: bool, thing: Thing) -> Result<(), Refusal> {
    if is_absent {
        Ok(())
    } else {
        Err(Refusal::Exists(thing))
    }
}

/// Requires that a thing is in the state that the event needs.
pub(crate) fn require_state(has_state: bool, thing: Thing) -> Result<(), Refusal> {
    if has_state {
        Ok(())
    } else {
        Err(Refusal::WrongState(thing))
    }
}
