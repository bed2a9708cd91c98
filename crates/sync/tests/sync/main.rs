//! Phone and service become equal: whatever gets lost, comes twice, is restored or lies.
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
