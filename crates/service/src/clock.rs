//! The clock, in seconds and days since 1970-01-01 UTC. Nothing else in the service reads the time of day.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// A source of the current time.
#[derive(Clone, Debug, Default)]
pub enum Clock {
    /// The system clock.
    #[default]
    System,
    /// A clock that a test sets, in seconds since 1970.
    Set(Arc<AtomicI64>),
}

/// Seconds in a day.
pub const DAY: i64 = 24 * 60 * 60;

impl Clock {
    /// The current time in seconds since 1970.
    pub fn now(&self) -> i64 {
        match self {
            Self::System => system(),
            Self::Set(seconds) => seconds.load(Ordering::Relaxed),
        }
    }

    /// The current day in days since 1970.
    pub fn today(&self) -> i64 {
        self.now().div_euclid(DAY)
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the clock")]
fn system() -> i64 {
    // A clock before 1970 is broken. Zero then keeps grants and mailboxes instead of expiring them.
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
}
