//! What must hold for every sequence of commands and every set of entries, including forged ones.
#![warn(clippy::wildcard_enum_match_arm)]
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "../support/samples.rs"]
mod samples;
#[path = "../support/mod.rs"]
mod support;

mod bridge;
mod confirmations;
mod days;
mod decisions;
mod digest;
mod evaluation;
mod fold;
mod goals;
mod help;
mod kept_reminders;
mod limits;
mod now_and_later;
mod policy;
mod remind_choices;
mod reminders;
mod repeats;
mod resident;
mod reviews;
mod rewards;
mod shared_kinds;
mod sharing;
mod steps;
mod vouchers;
mod waiting;
mod written;
