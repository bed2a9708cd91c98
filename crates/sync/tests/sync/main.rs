//! The sets on devices and at the service become equal, whatever is lost, duplicated or restored, and although the service lies.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod support;

mod backoff;
mod cause;
mod driver;
mod liar;
mod plan;
mod planner;
mod property;
mod status;
mod wire;
