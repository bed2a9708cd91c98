//! The joint review session (*gesprek*): one screen that two people look at, on the caseworker's tablet or on the resident's
//! own phone. One implementation for both programs: each gives a [`Table`].
//!
//! Who holds the device says things in their own name. What is the resident's to say becomes a proposal on a caseworker's device,
//! and counts once the resident accepts: on their own phone, or with the gesture on the shared screen (R1). The session's
//! own state is the plan's: reviews, notes, agreements. So it can be left at any part, and resumed on any day; on another day
//! than its own only when somebody says so.
//!
//! | module | holds |
//! |---|---|
//! | `table` | [`Table`]: the plan, who speaks, and the one way to do something |
//! | `parts` | which of the eight parts there are, and their order |
//! | `frame` | the list of parts, the part, and the way on |
//! | `start` | no session is open, or one of another day: begin one, go on, or read an earlier one |
//! | `notes`, `waiting`, `hold`, `words` | what the parts share: notes, proposals that wait, the confirm gesture, a change in words |
//! | `welcome` … `summary` | the parts |

mod agree;
mod bridge;
mod frame;
mod goal_forms;
mod goals;
mod hold;
mod look_back;
mod next_time;
mod notes;
mod parts;
mod position;
mod prompts;
mod start;
mod summary;
#[cfg(test)]
mod support;
mod table;
mod waiting;
mod welcome;
mod words;

use chrono::NaiveDate;
use leptos::prelude::*;
use mijn_brug_plan::Plan;
use mijn_brug_plan::ids::ReviewId;
use mijn_brug_plan::query;

pub use hold::Hold;
use prompts::Prompts;
use start::Left;
pub use table::{Seat, Sixth, Table, proposed};
pub use waiting::{proposals, waiting};
pub use words::{change, changes, meeting};

use crate::device::{clock, draft};

/// The session: the part that is under way, or the way in.
pub fn session(table: Table) -> AnyView {
    // Before one begins: the network may be gone by then.
    let prompts = Prompts::fetch(table.role);
    // Taken once: midnight sends nobody away from the part that they are at.
    let today = clock::today();
    let open = Memo::new(move |_| table.plan(|plan| Open::of(plan, today)));
    (move || match open.get() {
        Some(Open::Today(review)) => frame::frame(table, review, prompts),
        Some(Open::Left(review, day)) => left(table, review, day, today, prompts),
        None => start::start(table, None),
    })
    .into_any()
}

/// The session that is not closed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// It began today: two people are at it.
    Today(ReviewId),
    /// It was left open on this other day.
    Left(ReviewId, NaiveDate),
}

impl Open {
    fn of(plan: &Plan, today: NaiveDate) -> Option<Self> {
        let left = query::left_open_review(plan, today).map(|(id, review)| Self::Left(id, review.day));
        left.or_else(|| query::open_review(plan).map(|(id, _)| Self::Today(id)))
    }
}

/// A session of another day: the way in asks, until somebody said today that they go on with it.
fn left(table: Table, review: ReviewId, day: NaiveDate, today: NaiveDate, prompts: Prompts) -> AnyView {
    // A draft, so that a reload in the middle does not ask again.
    let resumed = draft::text(table.draft(&format!("{review}.resumed")), String::new());
    let is_resumed = Memo::new(move |_| resumed.with(|on| *on == today.to_string()));
    let resume = Callback::new(move |()| resumed.set(today.to_string()));
    (move || {
        if is_resumed.get() {
            frame::frame(table, review, prompts)
        } else {
            start::start(table, Some(Left { review, day, resume }))
        }
    })
    .into_any()
}
