//! Requests that are made twice. A form chooses the id of what it makes when it opens, so that a request whose answer was
//! lost can be made again without making a second thing.

use crate::Event;

/// How an event relates to what the plan says already.
pub(super) enum Repetition {
    /// It says something new, or `check` has to refuse it.
    No,
    /// The plan says it already.
    Same,
    /// The thing exists with a different text: this event changes the text, because the latest one counts.
    Reworded(Event),
}

impl Repetition {
    /// `Same` or `No`.
    pub fn same_if(is_same: bool) -> Self {
        if is_same { Self::Same } else { Self::No }
    }
}
