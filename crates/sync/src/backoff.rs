//! When to try again: exponential backoff with full jitter, so that phones that lost the service at the same moment do not all
//! come back at once. See M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.

use std::time::Duration;

/// The maximum wait after the first failure, in milliseconds.
const FIRST: u64 = 1_000;

/// The maximum wait that the device chooses itself, in milliseconds.
const LONGEST: u64 = 5 * 60 * 1_000;

/// The maximum `Retry-After` that is honoured, in seconds: a wrong one must not silence a phone for days.
const RETRY_AFTER_LONGEST: u32 = 60 * 60;

/// Counts consecutive failures. Kept in memory only, so that a restarted app tries at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backoff {
    failures: u32,
}

impl Backoff {
    /// How long to wait after one more failure: drawn uniformly from 0 to 1 s, 2 s, 4 s … 5 minutes, plus the service's
    /// `Retry-After` in seconds, up to an hour.
    ///
    /// `random` is any 32 random bits.
    pub fn failed(&mut self, random: u32, retry_after: Option<u32>) -> Duration {
        // 2⁹ s is over `LONGEST`.
        let longest = (FIRST << self.failures.min(9)).min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        let drawn = (longest * u64::from(random)) >> 32;
        let asked = retry_after.unwrap_or(0).min(RETRY_AFTER_LONGEST);
        Duration::from_millis(drawn).saturating_add(Duration::from_secs(asked.into()))
    }

    /// Starts over: after a success, when the network is back, and when the person returns to the app.
    pub const fn reset(&mut self) {
        self.failures = 0;
    }
}
