//! The joint review session (*gesprek*): one screen that two people look at, on the caseworker's tablet or on the resident's
//! own phone. One implementation for both programs: each gives a [`Table`].
//!
//! Who holds the device says things in their own name. What is the resident's to say becomes a proposal on a caseworker's device,
//! and counts once the resident accepts: on their own phone, or with the gesture on the shared screen (R1). The session's
//! own state is the plan's: reviews, notes, agreements. So it can be left at any part, and resumed on any day.
//!
//! | module | holds |
//! |---|---|
//! | `table` | [`Table`]: the plan, who speaks, and the one way to do something |
//! | `parts` | which of the eight parts there are, and their order |
//! | `frame` | the list of parts, the part, and the way on |
//! | `start` | no session is open: begin one, or read an earlier one |
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

use leptos::prelude::*;
use mijn_brug_plan::Plan;
use mijn_brug_plan::ids::ReviewId;
use mijn_brug_plan::query;

pub use hold::Hold;
use prompts::Prompts;
pub use table::{Seat, Sixth, Table, proposed};
pub use waiting::{proposals, waiting};
pub use words::{change, changes, meeting};

use crate::ui::dom::{IntoNode, Node};

/// The session: the part that is under way, or the way in.
pub fn session(table: Table) -> Node {
    // Before one begins: the network may be gone by then.
    let prompts = Prompts::fetch(table.role);
    let open = Memo::new(move |_| table.plan(open_review));
    (move || match open.get() {
        Some(review) => frame::frame(table, review, prompts),
        None => start::start(table),
    })
    .into_node()
}

/// The session to go on with.
fn open_review(plan: &Plan) -> Option<ReviewId> {
    query::open_review(plan).map(|(id, _)| id)
}
