//! What every text, list and thing is asked.

use super::{LIST_MAX, NOTE_MAX, Refusal, TITLE_MAX, Thing};

/// A short text that must be there.
pub fn require_title(text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::TextMissing);
    }
    require_length(text, TITLE_MAX)
}

/// A long text that may be empty.
pub fn require_note(text: &str) -> Result<(), Refusal> {
    require_length(text, NOTE_MAX)
}

pub(super) fn require_length(text: &str, max: usize) -> Result<(), Refusal> {
    let length = text.chars().count();
    if length > max {
        Err(Refusal::TextTooLong { max, length })
    } else {
        Ok(())
    }
}

pub(super) fn require_word_id(text: &str, thing: Thing) -> Result<(), Refusal> {
    require_title(text).map_err(|_| Refusal::NotFound(thing))
}

pub(super) fn require_list_length(length: usize) -> Result<(), Refusal> {
    if (1..=LIST_MAX).contains(&length) {
        Ok(())
    } else {
        Err(Refusal::ListLength)
    }
}

pub(super) fn require_exists(is_there: bool, thing: Thing) -> Result<(), Refusal> {
    if is_there {
        Ok(())
    } else {
        Err(Refusal::NotFound(thing))
    }
}

pub(super) fn require_absent(is_free: bool, thing: Thing) -> Result<(), Refusal> {
    if is_free {
        Ok(())
    } else {
        Err(Refusal::Exists(thing))
    }
}

pub(super) fn require_state(is_ready: bool, thing: Thing) -> Result<(), Refusal> {
    if is_ready {
        Ok(())
    } else {
        Err(Refusal::PastThat(thing))
    }
}
