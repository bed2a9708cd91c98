//! What every text, list and thing is asked.

use super::{LIST_MAX, NOTE_MAX, Refusal, TITLE_MAX, Thing};

/// A short text that must be there.
pub fn title(text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::TextMissing);
    }
    at_most(text, TITLE_MAX)
}

/// A long text that may be empty.
pub fn note(text: &str) -> Result<(), Refusal> {
    at_most(text, NOTE_MAX)
}

pub(super) fn at_most(text: &str, max: usize) -> Result<(), Refusal> {
    let length = text.chars().count();
    if length > max {
        Err(Refusal::TextTooLong { max, length })
    } else {
        Ok(())
    }
}

pub(super) fn word(text: &str, thing: Thing) -> Result<(), Refusal> {
    title(text).map_err(|_| Refusal::NotFound(thing))
}

pub(super) fn list(length: usize) -> Result<(), Refusal> {
    if (1..=LIST_MAX).contains(&length) {
        Ok(())
    } else {
        Err(Refusal::ListLength)
    }
}

pub(super) fn found(is_there: bool, thing: Thing) -> Result<(), Refusal> {
    if is_there {
        Ok(())
    } else {
        Err(Refusal::NotFound(thing))
    }
}

pub(super) fn free(is_free: bool, thing: Thing) -> Result<(), Refusal> {
    if is_free {
        Ok(())
    } else {
        Err(Refusal::Exists(thing))
    }
}

pub(super) fn ready(is_ready: bool, thing: Thing) -> Result<(), Refusal> {
    if is_ready {
        Ok(())
    } else {
        Err(Refusal::PastThat(thing))
    }
}
