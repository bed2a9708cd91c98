//! The rules of the method. [`Plan::check`](crate::Plan::check) is asked about every event, by `decide` before it is
//! recorded and by `fold` before it takes effect, so nothing bypasses them.
//!
//! | rule | where |
//! |---|---|
//! | R1 the resident is at the wheel | `plan/authorization.rs`, and `allowed_roles` in each area's file: who may record or propose an event |
//! | R2 the reward comes after the plan | `plan/rewards.rs`: the announcement needs an agreed action, a promise needs agreed actions, and the rest needs the announcement |
//! | R3 a mini-step fits in a day | `plan/mini_steps.rs`: `MiniStepAdded` is refused without a yes |
//! | R4 no blame | no event and no state counts a miss; "niet gelukt" is four events with equal standing |
//! | R5 appreciation apart from success | `plan/rewards.rs`: of the vouchers, only a *compensatie* needs done actions |
//! | R6 success under the magnifying glass | `MiniStepDone` carries the skill; what was done never leaves the look-back |
//! | R7 one thing at a time | [`crate::query::next_mini_step`] and [`crate::query::now_and_later`] derive one and at most three |

pub use crate::limits::{LIST_MAX, NOTE_MAX, TAKE_BACK_SECONDS, TITLE_MAX, require_note, require_title};
pub use crate::plan::authorization::may_stand_for_other;
pub use crate::refusal::{Refusal, Thing};
