//! When to try again.

use std::time::Duration;

use mijn_brug_sync::Backoff;

/// The backoff after this many consecutive failures.
fn failed(failures: u32) -> Backoff {
    let mut backoff = Backoff::default();
    for _ in 0..failures {
        backoff.failed(0, None);
    }
    backoff
}

fn check(failures: u32, random: u32, retry_after: Option<u32>, expected_millis: u64) {
    assert_eq!(
        failed(failures).failed(random, retry_after),
        Duration::from_millis(expected_millis),
        "{failures} {random} {retry_after:?}"
    );
}

#[test]
fn the_longest_wait_doubles_up_to_five_minutes() {
    for (failures, seconds) in [
        (0, 1),
        (1, 2),
        (2, 4),
        (8, 256),
        (9, 300),
        (10, 300),
        (31, 300),
        (1_000, 300),
    ] {
        check(failures, u32::MAX, None, seconds * 1_000 - 1);
    }
}

#[test]
fn the_wait_is_drawn_evenly() {
    check(0, 0, None, 0);
    check(1, 1 << 31, None, 1_000);
    check(20, 1 << 30, None, 75_000);
}

#[test]
fn retry_after_is_respected() {
    check(0, 0, Some(7), 7_000);
    check(1, 1 << 31, Some(7), 8_000);
    check(0, 0, Some(0), 0);
}

#[test]
fn retry_after_is_capped_at_an_hour() {
    check(0, 0, Some(3_600), 3_600_000);
    check(0, 0, Some(3_601), 3_600_000);
    check(99, u32::MAX, Some(u32::MAX), 3_899_999);
}

#[test]
fn a_success_starts_over() {
    let mut backoff = failed(5);
    backoff.reset();
    assert_eq!(backoff, Backoff::default());
    assert_eq!(backoff.failed(u32::MAX, None), Duration::from_millis(999));
}

#[test]
fn the_count_of_failures_saturates() {
    let mut backoff = Backoff::default();
    for _ in 0..100_000 {
        assert!(backoff.failed(u32::MAX, None) < Duration::from_mins(5));
    }
}
