//! The plan of a resident, as a fold over a set of small immutable entries.
//!
//! Pure: this crate knows no clock, no randomness, no storage, no network and no other crate of the project.
//! A moment, a day, an id that is new: all come in as arguments.
//!
//! | module | holds |
//! |---|---|
//! | [`event`] | [`Event`] and [`Entry`]: what happened, by whom; the written form |
//! | [`command`] | [`Command`] and [`decide`]: what somebody wants, and the events it leads to |
//! | [`rules`] | [`rules::check`]: R1 to R7, asked by both `decide` and `fold`, so no way leads past them |
//! | [`plan`] | [`Plan`]: what people see, and how one event changes it |
//! | [`fold`] | [`fold()`] and [`Log`]: entries in any order, with any repetition, to the same plan |
//! | [`query`] | what the screens ask: the next mini-step, then and now, the look-back |
//! | [`reminder`] | what rings when, and as a calendar file |
//! | [`reward`] | promises and vouchers, which do not exist before they are announced (R2) |
//! | [`content`] | the bridge's pillars, domains and sentences, as replaceable data (R9) |
//! | [`conversation`] | open questions for each part of a session, as replaceable data (R9) |
//! | [`sharing`] | which entries a caseworker may see (R8) |
//! | [`team`] | the team's own log: whom the team works with, what it may give and what it gave |
//! | [`evaluation`] | the table for research, about residents who said yes |
//! | [`csv`] | tables for a spreadsheet |
//! | [`ids`], [`values`] | newtypes: ids, level, money, days with a time |
//! | [`map`], [`order`] | a small map, and putting short lists in order |
//!
//! Invariants, each with a property test in `tests/`:
//! - `fold` is total: no entry makes it panic, and one without a meaning is reported, not lost.
//! - Any order and any repetition of the same entries gives the same plan.
//! - A plan without announced rewards has no [`Plan::rewards`] (R2).
//! - What a caseworker's entry proposes changes nothing before the resident accepts (R1).

// A new event has to be decided on wherever events are matched.
#![warn(clippy::wildcard_enum_match_arm)]

pub mod command;
pub mod content;
pub mod conversation;
pub mod csv;
pub mod evaluation;
pub mod event;
pub mod fold;
pub mod ids;
mod limits;
pub mod map;
pub mod order;
pub mod plan;
pub mod query;
mod refusal;
pub mod reminder;
pub mod reward;
pub mod rules;
pub mod sharing;
pub mod team;
pub mod values;

pub use command::{Command, Context, decide};
pub use event::{Entry, Event, Role};
pub use fold::{Log, Problem, fold};
pub use plan::Plan;
pub use refusal::Refusal;
