//! What phone and service say to each other, and how two sets of sealed records become equal.
//!
//! `sync` knows `seal`'s ids, set hash and sealed bytes. It doesn't know the plan, the browser, http or a database: those come in
//! through [`Transport`] and [`RecordStore`]. There is no clock and no randomness; both are arguments.
//!
//! - [`wire`]: the bytes of a batch, a page and a list of ids.
//! - [`api`]: the addresses, the JSON forms and the stable error codes.
//! - [`reminders`]: the forms of reminders.
//! - [`planner`]: what to do next, as a pure function of what is known.
//! - [`driver`]: asks the planner and does it, until both sides are proven equal or nothing more can be done.
//! - [`backoff`]: when to try again.
//! - [`cause`]: why a request came to nothing.
//! - [`status`]: what to tell people.
#![deny(clippy::indexing_slicing)]

pub mod api;
pub mod backoff;
pub mod cause;
pub mod driver;
#[cfg(feature = "openapi")]
pub mod openapi;
pub mod planner;
pub mod reminders;
pub mod status;
pub mod wire;

pub use backoff::Backoff;
pub use cause::Cause;
pub use driver::{Failure, Outcome, Record, RecordStore, Stopped, StoreFailed, Transport, listen, sync};
pub use planner::{GiveUp, LocalState};
pub use status::{Status, Trouble};
