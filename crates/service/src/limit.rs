//! How many requests a minute. In memory only: an address is never written down, and forgotten within a minute.

use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

const MINUTE: Duration = Duration::from_mins(1);
const HOUR: Duration = Duration::from_hours(1);

/// The most keys that are remembered. Strangers choose them (addresses, ids that nobody knows), so there has to be an end.
const KEYS_MAX: usize = 100_000;

/// So many in some time for each key, and as many at once. (The generic cell rate algorithm: one moment for each key.)
#[derive(Debug)]
pub struct Limit<K> {
    /// The time that one takes; zero is no limit.
    each: Duration,
    /// The time in which all come back that were used up.
    within: Duration,
    state: Mutex<State<K>>,
}

#[derive(Debug)]
struct State<K> {
    /// When all that a key used up will be given back.
    full: HashMap<K, Instant>,
    /// Above so many keys those that are full again are forgotten.
    clean_above: usize,
}

impl<K: Hash + Eq> Limit<K> {
    /// So many a minute; 0 is no limit.
    pub fn a_minute(requests: u64) -> Self {
        Self::within(requests, MINUTE)
    }

    /// So many an hour; 0 is no limit.
    pub fn an_hour(requests: u64) -> Self {
        Self::within(requests, HOUR)
    }

    fn within(requests: u64, within: Duration) -> Self {
        let requests = u32::try_from(requests).unwrap_or(u32::MAX);
        Self {
            each: within.checked_div(requests).unwrap_or_default(),
            within,
            state: Mutex::new(State {
                full: HashMap::new(),
                clean_above: 1024,
            }),
        }
    }

    /// Uses one up.
    ///
    /// # Errors
    /// None is left: after how many seconds there will be.
    pub fn take(&self, key: K, now: Instant) -> Result<(), u64> {
        self.peek_then(key, now, true)
    }

    /// Whether one is left.
    ///
    /// # Errors
    /// As [`Self::take`].
    pub fn peek(&self, key: K, now: Instant) -> Result<(), u64> {
        self.peek_then(key, now, false)
    }

    fn peek_then(&self, key: K, now: Instant, take: bool) -> Result<(), u64> {
        if self.each.is_zero() {
            return Ok(());
        }
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let full = state.full.get(&key).copied().unwrap_or(now).max(now) + self.each;
        let over = (full - now).saturating_sub(self.within);
        if !over.is_zero() {
            return Err(over.as_secs().saturating_add(1));
        }
        if take {
            if state.full.len() > state.clean_above {
                state.clean(now);
                state.clean_above = state.full.len().saturating_mul(2).clamp(1024, KEYS_MAX);
            }
            state.full.insert(key, full);
        }
        Ok(())
    }
}

impl<K: Hash + Eq> State<K> {
    /// Forgets what is full again; when that is not enough, the half that used up least. Who is over a limit is
    /// remembered longest.
    fn clean(&mut self, now: Instant) {
        self.full.retain(|_, full| *full > now);
        if self.full.len() >= KEYS_MAX {
            let mut moments: Vec<Instant> = self.full.values().copied().collect();
            let (_, middle, _) = moments.select_nth_unstable(KEYS_MAX / 2);
            let middle = *middle;
            self.full.retain(|_, full| *full > middle);
        }
    }
}

/// What counts as one address: a whole IPv6 network of 64 bits, which is what one household gets.
pub fn household(address: IpAddr) -> IpAddr {
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
    use super::*;

    #[test]
    fn so_many_at_once_and_then_one_by_one() {
        let (limit, start) = (Limit::a_minute(3), Instant::now());
        for _ in 0..3 {
            assert_eq!(limit.take("a", start), Ok(()));
        }
        assert_eq!(limit.take("a", start), Err(21));
        assert_eq!(limit.take("b", start), Ok(()));
        assert_eq!(limit.take("a", start + Duration::from_secs(20)), Ok(()));
        assert!(limit.take("a", start + Duration::from_secs(21)).is_err());
    }

    #[test]
    fn looking_uses_nothing() {
        let (limit, start) = (Limit::a_minute(1), Instant::now());
        for _ in 0..5 {
            assert_eq!(limit.peek("a", start), Ok(()));
        }
        assert_eq!(limit.take("a", start), Ok(()));
        assert!(limit.peek("a", start).is_err());
    }

    #[test]
    fn zero_is_no_limit() {
        let (limit, start) = (Limit::a_minute(0), Instant::now());
        for _ in 0..5_000 {
            assert_eq!(limit.take("a", start), Ok(()));
        }
    }

    #[test]
    fn what_is_full_again_is_forgotten() {
        let (limit, start) = (Limit::a_minute(60), Instant::now());
        for key in 0..5_000 {
            assert_eq!(limit.take(key, start + Duration::from_secs(key)), Ok(()));
        }
        assert!(limit.state.lock().is_ok_and(|state| state.full.len() < 2_000));
    }

    #[test]
    fn strangers_fill_no_memory() {
        let (limit, start) = (Limit::an_hour(2), Instant::now());
        for _ in 0..2 {
            assert_eq!(limit.take(u64::MAX, start), Ok(()));
        }
        let most = u64::try_from(KEYS_MAX).unwrap_or(u64::MAX);
        for key in 0..3 * most {
            assert_eq!(limit.take(key, start), Ok(()));
        }
        assert!(
            limit
                .state
                .lock()
                .is_ok_and(|state| state.full.len() <= KEYS_MAX + 1)
        );
        // And who is over the limit is over it still.
        assert!(limit.take(u64::MAX, start).is_err());
    }

    fn check(address: &str, expected: &str) {
        let read = |text: &str| text.parse::<IpAddr>().ok();
        assert_eq!(read(address).map(household), read(expected), "{address}");
    }

    #[test]
    fn households() {
        check("192.0.2.7", "192.0.2.7");
        check("::ffff:192.0.2.7", "192.0.2.7");
        check("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::");
    }
}
