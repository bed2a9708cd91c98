//! The joint review (*gesprek*): one screen that two people look at, on the caseworker's tablet or the resident's own
//! phone. Both programs share this implementation, and each provides a [`ReviewContext`].
//!
//! Whoever holds the device acts in their own name. On a caseworker's device, the resident's decisions become
//! proposals, which count once the resident accepts them: on their own phone, or with the gesture on the shared screen
//! (R1). The state of a review is part of the plan: reviews, notes, agreements. So it can be left at any part and
//! resumed on any day, but on a later day only when somebody chooses to.
//!
//! | module | contents |
//! |---|---|
//! | `context` | [`ReviewContext`]: the plan, the role of this device, and the one way to act |
//! | `parts` | which of the eight parts there are, and their order |
//! | `frame` | the list of parts, the current part, and the buttons to continue |
//! | `start` | no open review, or one of an earlier day: begin one, resume it, or read an earlier one |
//! | `notes`, `open_proposals`, `prompts` | shared by the parts: notes, open proposals, questions to ask |
//! | `hold_button`, `words` | the confirm gesture, and changes in plain words |
//! | `welcome` … `summary` | the parts, with their forms in `goal_forms` and `position` |

mod agree;
mod bridge;
mod change_texts;
mod context;
mod frame;
mod goal_forms;
mod goals;
mod hold_button;
mod look_back;
mod next_time;
mod notes;
mod open_proposals;
mod parts;
mod position;
mod prompts;
mod start;
mod summary;
#[cfg(test)]
mod support;
mod welcome;

use chrono::NaiveDate;
use leptos::prelude::*;
use mijn_brug_plan::Plan;
use mijn_brug_plan::ids::ReviewId;
use mijn_brug_plan::query;

pub use change_texts::{appointment, change, changes};
pub use context::{ReviewContext, ReviewHost, RewardsPart, proposed};
pub use hold_button::HoldButton;
pub use open_proposals::{open_proposals, proposals};
use prompts::Prompts;
use start::Left;

use crate::device::{clock, draft};

/// The review: the current part if one is open, or else the screen to start or resume one.
pub fn review(context: ReviewContext) -> AnyView {
    // Fetch now, because the network may be gone once the review begins.
    let prompts = Prompts::fetch(context.role);
    // Read once, so that nobody is sent away from a part at midnight.
    let today = clock::today();
    let open = Memo::new(move |_| context.plan(|plan| Open::of(plan, today)));
    (move || match open.get() {
        Some(Open::Today(review)) => frame::frame(context, review, prompts),
        Some(Open::Left(review, day)) => ask_to_resume(context, review, day, today, prompts),
        None => start::start(context, None),
    })
    .into_any()
}

/// The review that is not closed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// It began today, so two people are working on it.
    Today(ReviewId),
    /// It was left open on this earlier day.
    Left(ReviewId, NaiveDate),
}

impl Open {
    fn of(plan: &Plan, today: NaiveDate) -> Option<Self> {
        let left = query::left_open_review(plan, today).map(|(id, review)| Self::Left(id, review.day));
        left.or_else(|| query::open_review(plan).map(|(id, _)| Self::Today(id)))
    }
}

/// A review of an earlier day. Asks whether to resume it, unless somebody answered that today.
fn ask_to_resume(
    context: ReviewContext,
    review: ReviewId,
    day: NaiveDate,
    today: NaiveDate,
    prompts: Prompts,
) -> AnyView {
    // A draft, so that a reload does not ask again.
    let resumed = draft::text(context.draft(&format!("{review}.resumed")), String::new());
    let is_resumed = Memo::new(move |_| resumed.with(|on| *on == today.to_string()));
    let resume = Callback::new(move |()| resumed.set(today.to_string()));
    (move || {
        if is_resumed.get() {
            frame::frame(context, review, prompts)
        } else {
            start::start(context, Some(Left { review, day, resume }))
        }
    })
    .into_any()
}
