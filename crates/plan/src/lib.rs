//! The plan of a resident, as a fold over a set of small immutable entries.
//!
//! Pure: this crate knows no clock, no randomness, no storage, no network and no other crate of the project. Moments, days and
//! new ids come in as arguments.
//!
//! | module | holds |
//! |---|---|
//! | [`event`] | [`Event`] and [`Entry`]: what happened and by whom, and the written form; all events by area |
//! | [`command`] | [`Command`] and [`decide`]: what somebody wants, and the events that it leads to |
//! | [`rules`] | a table of where R1 to R7 are checked; [`Refusal`]; the limits |
//! | [`plan`] | [`Plan`]: what people see; a file for each area with all about its events |
//! | [`fold`] | [`fold()`] and [`Log`]: from entries, in any order and repetition, to the same plan |
//! | [`query`] | what the screens ask: the next mini-step, then and now, the look-back |
//! | [`reminder`] | which reminders fire and when; calendar files |
//! | [`reward`] | promises and vouchers, which do not exist before they are announced (R2) |
//! | [`content`] | the bridge's pillars, domains and sentences, as replaceable data (R9) |
//! | [`conversation`] | open questions for each part of a review, as replaceable data (R9) |
//! | [`help`], [`stress`] | telephone numbers and the stress cards, as replaceable data (R9) |
//! | [`sharing`] | which entries a caseworker may see (R8) |
//! | [`team`] | the team's own log: its residents, what it may give and what it gave |
//! | [`evaluation`] | the export for research, about residents who consented |
//! | [`csv`] | CSV tables |
//! | [`ids`], [`values`] | newtypes and small values: ids, level, money, days with a time |
//!
//! Invariants, each with a property test in `tests/`:
//! - `fold` is total: no entry makes it panic, and an entry without effect is reported and kept.
//! - Any order and repetition of the same entries gives the same plan.
//! - A plan without announced rewards has no [`Plan::rewards`] (R2).
//! - What a caseworker proposes changes nothing before the resident accepts (R1).

// A new event has to be decided on wherever events are matched.
#![warn(clippy::wildcard_enum_match_arm)]

pub mod command;
pub mod content;
pub mod conversation;
pub mod csv;
pub mod evaluation;
pub mod event;
pub mod fold;
pub mod help;
pub mod ids;
mod limits;
pub mod plan;
pub mod query;
mod refusal;
pub mod reminder;
pub mod reward;
pub mod rules;
pub mod sharing;
pub mod stress;
pub mod team;
pub mod values;

pub use command::{Command, Context, decide};
pub use event::{Entry, Event, Role};
pub use fold::{Log, Problem, fold};
pub use plan::Plan;
pub use refusal::Refusal;
