//! Limits on how often something may happen for one key, such as requests from one address. In memory only.
//!
//! The `governor` crate implements the algorithm (GCRA). The state is kept in our own store, which has two features that
//! governor's stores lack: a bound on the number of keys, because clients choose them, and checking a key without using it.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use governor::clock::{Clock, MonotonicClock};
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::StateStore;
use governor::state::keyed::ShrinkableKeyedStateStore;
use governor::{Quota, RateLimiter};

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);

/// The largest number of keys that a limit remembers.
const KEYS_MAX: usize = 100_000;
/// Below this number of keys nothing is pruned.
const KEYS_MIN: usize = 1024;

type Limiter<K, C> = RateLimiter<Check<K>, Store<K>, C, NoOpMiddleware<<C as Clock>::Instant>>;

/// A rate limiter: `n` uses per window for each key, with a burst of `n`.
#[derive(Debug)]
pub struct Limit<K: Hash + Eq + Clone, C: Clock = MonotonicClock> {
    /// `None` is no limit.
    limiter: Option<Limiter<K, C>>,
    clock: C,
    /// Prune when there are more keys than this.
    prune_above: AtomicUsize,
}

impl<K: Hash + Eq + Clone> Limit<K> {
    /// Allows `n` uses per minute; 0 is no limit.
    pub fn per_minute(n: u64) -> Self {
        Self::new(n, MINUTE, MonotonicClock)
    }

    /// Allows `n` uses per hour; 0 is no limit.
    pub fn per_hour(n: u64) -> Self {
        Self::new(n, HOUR, MonotonicClock)
    }
}

impl<K: Hash + Eq + Clone, C: Clock + Clone> Limit<K, C> {
    fn new(n: u64, window: Duration, clock: C) -> Self {
        let burst = NonZeroU32::new(u32::try_from(n).unwrap_or(u32::MAX));
        let quota = burst.and_then(|burst| {
            let replenish_one = window.checked_div(burst.get())?;
            Some(Quota::with_period(replenish_one)?.allow_burst(burst))
        });
        Self {
            limiter: quota.map(|quota| RateLimiter::new(quota, Store::default(), clock.clone())),
            clock,
            prune_above: AtomicUsize::new(KEYS_MIN),
        }
    }

    /// Uses the key once.
    ///
    /// # Errors
    /// The limit is reached. The error is the number of seconds after which the key may be used again.
    pub fn take(&self, key: K) -> Result<(), u64> {
        let Some(limiter) = &self.limiter else {
            return Ok(());
        };
        self.check(limiter, &Check { key, is_peek: false })?;
        if limiter.len() > self.prune_above.load(Ordering::Relaxed) {
            limiter.retain_recent();
            let above = limiter.len().saturating_mul(2).clamp(KEYS_MIN, KEYS_MAX);
            self.prune_above.store(above, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Asks whether the key may be used, without using it.
    ///
    /// # Errors
    /// As [`Self::take`].
    pub fn peek(&self, key: K) -> Result<(), u64> {
        match &self.limiter {
            Some(limiter) => self.check(limiter, &Check { key, is_peek: true }),
            None => Ok(()),
        }
    }

    fn check(&self, limiter: &Limiter<K, C>, check: &Check<K>) -> Result<(), u64> {
        limiter.check_key(check).map_err(|refused| {
            let wait = refused.wait_time_from(self.clock.now());
            wait.as_secs().saturating_add(1)
        })
    }
}

/// A question to the limiter about a key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Check<K> {
    key: K,
    /// Whether the answer leaves the state as it is.
    is_peek: bool,
}

/// For each key the moment at which its burst is full again: GCRA's theoretical arrival time.
#[derive(Debug)]
struct Store<K>(Mutex<HashMap<K, Nanos>>);

impl<K> Default for Store<K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<K> Store<K> {
    fn lock(&self) -> MutexGuard<'_, HashMap<K, Nanos>> {
        // A panic cannot leave the map half changed.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Hash + Eq + Clone> StateStore for Store<K> {
    type Key = Check<K>;

    fn measure_and_replace<T, F, E>(&self, check: &Check<K>, decide: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let mut full_at = self.lock();
        let (outcome, next) = decide(full_at.get(&check.key).copied())?;
        if !check.is_peek {
            full_at.insert(check.key.clone(), next);
        }
        Ok(outcome)
    }
}

impl<K: Hash + Eq + Clone> ShrinkableKeyedStateStore<Check<K>> for Store<K> {
    /// Forgets keys whose burst is full again and, when too many remain, the half that was used least: a key that is over its limit
    /// is remembered longest.
    fn retain_recent(&self, drop_below: Nanos) {
        let mut full_at = self.lock();
        full_at.retain(|_, moment| *moment > drop_below);
        if full_at.len() >= KEYS_MAX {
            let mut moments: Vec<Nanos> = full_at.values().copied().collect();
            let (_, median, _) = moments.select_nth_unstable(KEYS_MAX / 2);
            let median = *median;
            full_at.retain(|_, moment| *moment > median);
        }
    }

    fn shrink_to_fit(&self) {
        self.lock().shrink_to_fit();
    }

    fn len(&self) -> usize {
        self.lock().len()
    }

    fn is_empty(&self) -> bool {
        self.lock().is_empty()
    }
}

/// The rate limit key of an address: an IPv4 address itself, or the /64 network of an IPv6 address, because one household gets a
/// whole /64.
pub fn rate_limit_key(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use governor::clock::FakeRelativeClock;

    use super::*;

    const SECOND: Duration = Duration::from_secs(1);

    fn limit<K: Hash + Eq + Clone>(
        n: u64,
        window: Duration,
    ) -> (Limit<K, FakeRelativeClock>, FakeRelativeClock) {
        let clock = FakeRelativeClock::default();
        (Limit::new(n, window, clock.clone()), clock)
    }

    #[test]
    fn a_burst_and_then_one_per_interval() {
        let (limit, clock) = limit(3, MINUTE);
        for _ in 0..3 {
            assert_eq!(limit.take("a"), Ok(()));
        }
        assert_eq!(limit.take("a"), Err(21));
        assert_eq!(limit.take("b"), Ok(()));
        clock.advance(20 * SECOND);
        assert_eq!(limit.take("a"), Ok(()));
        clock.advance(SECOND);
        assert!(limit.take("a").is_err());
    }

    #[test]
    fn peeking_uses_no_quota() {
        let (limit, _) = limit(1, MINUTE);
        for _ in 0..5 {
            assert_eq!(limit.peek("a"), Ok(()));
        }
        assert_eq!(limit.take("a"), Ok(()));
        assert!(limit.peek("a").is_err());
    }

    #[test]
    fn zero_means_unlimited() {
        let (limit, _) = limit(0, MINUTE);
        for _ in 0..5_000 {
            assert_eq!(limit.take("a"), Ok(()));
        }
    }

    fn n_keys<K: Hash + Eq + Clone, C: Clock>(limit: &Limit<K, C>) -> usize {
        limit.limiter.as_ref().map_or(0, RateLimiter::len)
    }

    #[test]
    fn keys_with_a_full_quota_are_pruned() {
        let (limit, clock) = limit(60, MINUTE);
        for key in 0..5_000 {
            assert_eq!(limit.take(key), Ok(()));
            clock.advance(SECOND);
        }
        assert!((1..2_000).contains(&n_keys(&limit)));
    }

    #[test]
    fn many_keys_take_bounded_memory() {
        let (limit, _) = limit(2, HOUR);
        for _ in 0..2 {
            assert_eq!(limit.take(u64::MAX), Ok(()));
        }
        let most = u64::try_from(KEYS_MAX).unwrap_or(u64::MAX);
        for key in 0..3 * most {
            assert_eq!(limit.take(key), Ok(()));
        }
        assert!((1..=KEYS_MAX + 1).contains(&n_keys(&limit)));
        // A key that is over its limit still is.
        assert!(limit.take(u64::MAX).is_err());
    }

    fn check(address: &str, expected: &str) {
        let read = |text: &str| text.parse::<IpAddr>().ok();
        assert_eq!(read(address).map(rate_limit_key), read(expected), "{address}");
    }

    #[test]
    fn an_ipv6_network_counts_as_one_household() {
        check("192.0.2.7", "192.0.2.7");
        check("::ffff:192.0.2.7", "192.0.2.7");
        check("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::");
    }
}
