//! When to try again: exponential, with full jitter, so that phones that lost the service together don't come back together.
//! Source of the method: M. Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.

use std::time::Duration;

/// The longest first wait, in milliseconds.
const FIRST: u64 = 1_000;

/// The longest wait of all that the device chooses itself, in milliseconds.
const LONGEST: u64 = 5 * 60 * 1_000;

/// The longest wait that a service may ask for, in seconds: a wrong `Retry-After` must not silence a phone for days.
const RETRY_AFTER_LONGEST: u32 = 60 * 60;

/// Counts failures in a row. Lives in memory: a restarted app may try at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backoff {
    failures: u32,
}

impl Backoff {
    /// How long to wait after one more failure: evenly drawn from 0 to 1 s, 2 s, 4 s … 5 minutes. What the service asked for
    /// (`Retry-After`, in seconds) is added, up to an hour.
    ///
    /// `random` is any 32 random bits.
    pub fn failed(&mut self, random: u32, retry_after: Option<u32>) -> Duration {
        // 2⁹ s is over the longest.
        let longest = (FIRST << self.failures.min(9)).min(LONGEST);
        self.failures = self.failures.saturating_add(1);
        let drawn = (longest * u64::from(random)) >> 32;
        let asked = retry_after.unwrap_or(0).min(RETRY_AFTER_LONGEST);
        Duration::from_millis(drawn).saturating_add(Duration::from_secs(asked.into()))
    }

    /// Begins anew: after a success, when the network is back, and when the person returns to the app.
    pub const fn reset(&mut self) {
        self.failures = 0;
    }
}
