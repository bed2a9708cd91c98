//! The protocol between the phone and the service, and the sync that makes two sets of sealed records equal.
//!
//! `sync` knows `seal`'s ids, set hash and sealed bytes. It does not know the plan, nor the browser, HTTP or a database, which it
//! reaches through [`Transport`] and [`RecordStore`]. It has no clock and no randomness; random bits are an argument.
//!
//! - [`wire`]: the bytes of a batch, a page and a list of ids.
//! - [`api`]: the addresses, the JSON bodies and the stable error codes.
//! - [`reminders`]: the JSON bodies of reminders.
//! - [`planner`]: decides the next step, as a pure function of what is known.
//! - [`driver`]: runs the planner's steps, until both sides are proven equal or nothing more can be done.
//! - [`backoff`]: when to try again.
//! - [`cause`]: why a request failed.
//! - [`status`]: what to tell people about the sync.
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
pub use driver::{
    LocalStoreError, Outcome, Record, RecordStore, RequestError, SyncError, Transport, long_poll, sync,
};
pub use planner::{GiveUpReason, LocalState};
pub use status::{Status, SyncProblem};
