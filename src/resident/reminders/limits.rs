//! The service's limits: how many reminders it accepts, and how far ahead. The rest are sent once they are within the limits.

use chrono::TimeDelta;
use mijn_brug_sync::reminders::{DEFAULT_STEP_SECONDS, OwnerLimits, ReminderLimits};

/// Fallback for a service that does not report its limits: the defaults of docs/service.md.
const PAIRED: OwnerLimits = OwnerLimits {
    reminders: 200,
    ahead: 400 * DAY,
};
const GUEST: OwnerLimits = OwnerLimits {
    reminders: 50,
    ahead: 62 * DAY,
};

/// A day in seconds.
const DAY: u64 = 24 * 60 * 60;

/// The limits on what this device sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// The largest number of reminders.
    pub most: usize,
    /// How far ahead the last one may be due.
    pub ahead: TimeDelta,
    /// How far the service may round a moment up.
    pub step: TimeDelta,
}

/// The limits to apply: those that the service reported, or else the defaults.
pub fn limits(known: Option<&ReminderLimits>, is_paired: bool) -> Limits {
    let (paired, guest, step) = match known {
        Some(known) => (known.paired, known.guest, known.step),
        None => (PAIRED, GUEST, DEFAULT_STEP_SECONDS),
    };
    let of_owner = if is_paired { paired } else { guest };
    Limits {
        most: usize::try_from(of_owner.reminders).unwrap_or(usize::MAX),
        ahead: seconds(of_owner.ahead),
        step: seconds(step),
    }
}

/// A duration of at most ten years, which every moment can be moved by.
fn seconds(n: u64) -> TimeDelta {
    TimeDelta::seconds(i64::try_from(n.min(3650 * DAY)).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(known: Option<&ReminderLimits>, is_paired: bool, expected: (usize, i64, i64)) {
        let limits = limits(known, is_paired);
        let found = (limits.most, limits.ahead.num_seconds(), limits.step.num_seconds());
        assert_eq!(found, expected, "{known:?}, paired: {is_paired}");
    }

    #[test]
    fn without_an_answer_the_defaults_hold() {
        check(None, true, (200, 34_560_000, 300));
        check(None, false, (50, 5_356_800, 300));
    }

    #[test]
    fn limits_of_the_service_replace_the_defaults() {
        let known = ReminderLimits {
            step: 60,
            paired: OwnerLimits {
                reminders: 7,
                ahead: 1000,
            },
            guest: OwnerLimits {
                reminders: 0,
                ahead: 100,
            },
        };
        check(Some(&known), true, (7, 1000, 60));
        check(Some(&known), false, (0, 100, 60));
    }

    #[test]
    fn no_number_is_too_large() {
        let all = OwnerLimits {
            reminders: u64::MAX,
            ahead: u64::MAX,
        };
        let known = ReminderLimits {
            step: u64::MAX,
            paired: all,
            guest: all,
        };
        let ten_years = 3650 * 24 * 60 * 60;
        check(Some(&known), true, (usize::MAX, ten_years, ten_years));
    }
}
