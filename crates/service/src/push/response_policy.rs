//! What to do about the response of a push service. No IO.
//!
//! RFC 8030: 201 accepts the message (section 5), 404 and 410 say that the subscription no longer exists (7.3), 413 that the message is
//! too large (7.2), 429 that requests come too often, with `Retry-After` (8.4). RFC 8292: 401 and 403 say that the VAPID signature is
//! missing or not by the key of the subscription (4.2). RFC 9110: 5xx is temporary, 503 with `Retry-After`; other 4xx are permanent.

use std::time::UNIX_EPOCH;

use mijn_brug_sync::reminders::TestOutcome;

/// The wait before the second try in seconds; doubled for each further try.
const FIRST: i64 = 30;
/// The longest wait without a `Retry-After`, in seconds.
const LONGEST: i64 = 30 * 60;
/// The longest `Retry-After` that is followed, in seconds.
const RETRY_AFTER_MAX: i64 = 24 * 60 * 60;
/// The number of refused signatures after which a message is dropped.
const REFUSALS: i64 = 2;

/// The response to a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PushResponse {
    /// A status, and the seconds of `Retry-After` if there is one.
    Status(u16, Option<i64>),
    /// No response in time, or no connection.
    None,
}

/// What to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Nothing: the push service accepted it.
    Sent,
    /// Forget the subscription, which no longer exists.
    Gone,
    /// Try again after this number of seconds.
    Again(i64),
    /// Try again after this number of seconds, and until then send nothing else to this push service.
    Pause(i64),
    /// Give the message up.
    Dropped,
}

/// What to do after the `tries`th try.
pub fn action(response: PushResponse, tries: i64) -> Action {
    let wait = || backoff(tries);
    match response {
        PushResponse::Status(200..=299, _) => Action::Sent,
        PushResponse::Status(404 | 410, _) => Action::Gone,
        PushResponse::Status(429, after) => {
            Action::Pause(after.unwrap_or_else(wait).clamp(1, RETRY_AFTER_MAX))
        }
        PushResponse::Status(503, Some(after)) => Action::Pause(after.clamp(1, RETRY_AFTER_MAX)),
        // A new signature may be accepted: the old one may have expired, or a clock was wrong.
        PushResponse::Status(401 | 403, _) if tries < REFUSALS => Action::Again(wait()),
        PushResponse::Status(408 | 425 | 500..=599, after) => {
            Action::Again(after.map_or_else(wait, |after| after.clamp(1, RETRY_AFTER_MAX)))
        }
        PushResponse::None => Action::Again(wait()),
        // 400 and 413: the message is wrong and stays wrong. 3xx: redirects are not followed. Others are unknown.
        PushResponse::Status(..) => Action::Dropped,
    }
}

/// The wait after this number of tries, in seconds.
fn backoff(tries: i64) -> i64 {
    let doublings = u32::try_from(tries.saturating_sub(1).clamp(0, 16)).unwrap_or(0);
    FIRST.saturating_mul(2_i64.saturating_pow(doublings)).min(LONGEST)
}

/// The outcome of a test message, for the person who asked for it.
pub fn outcome(response: PushResponse) -> TestOutcome {
    match response {
        PushResponse::Status(200..=299, _) => TestOutcome::Sent,
        PushResponse::Status(404 | 410, _) => TestOutcome::Gone,
        PushResponse::Status(429, _) | PushResponse::Status(503, Some(_)) => TestOutcome::Busy,
        PushResponse::Status(500..=599, _) | PushResponse::None => TestOutcome::Unreachable,
        PushResponse::Status(..) => TestOutcome::Refused,
    }
}

/// Reads `Retry-After` as seconds from `now`: a number, or a date (RFC 9110, section 10.2.3).
pub fn retry_after(text: &str, now: i64) -> Option<i64> {
    let text = text.trim();
    let seconds = || text.parse::<i64>().ok().filter(|seconds| *seconds >= 0);
    let date = || {
        let at = httpdate::parse_http_date(text).ok()?;
        let at = at.duration_since(UNIX_EPOCH).ok()?.as_secs();
        Some(i64::try_from(at).ok()?.saturating_sub(now).max(0))
    };
    seconds().or_else(date)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(response: PushResponse, tries: i64, expected: Action) {
        assert_eq!(action(response, tries), expected, "{response:?} at try {tries}");
    }

    #[test]
    fn every_answer() {
        use Action::{Again, Dropped, Gone, Pause, Sent};
        for (status, after, first, later) in [
            (200, None, Sent, Sent),
            (201, None, Sent, Sent),
            (202, None, Sent, Sent),
            (204, None, Sent, Sent),
            (301, None, Dropped, Dropped),
            (307, None, Dropped, Dropped),
            (308, None, Dropped, Dropped),
            (400, None, Dropped, Dropped),
            (401, None, Again(30), Dropped),
            (403, None, Again(30), Dropped),
            (404, None, Gone, Gone),
            (405, None, Dropped, Dropped),
            (408, None, Again(30), Again(240)),
            (410, None, Gone, Gone),
            (413, None, Dropped, Dropped),
            (415, None, Dropped, Dropped),
            (429, None, Pause(30), Pause(240)),
            (429, Some(7), Pause(7), Pause(7)),
            (429, Some(0), Pause(1), Pause(1)),
            (429, Some(i64::MAX), Pause(86_400), Pause(86_400)),
            (500, None, Again(30), Again(240)),
            (500, Some(90), Again(90), Again(90)),
            (502, None, Again(30), Again(240)),
            (503, None, Again(30), Again(240)),
            (503, Some(120), Pause(120), Pause(120)),
            (504, None, Again(30), Again(240)),
            (599, None, Again(30), Again(240)),
            (100, None, Dropped, Dropped),
            (600, None, Dropped, Dropped),
        ] {
            check(PushResponse::Status(status, after), 1, first);
            check(PushResponse::Status(status, after), 4, later);
        }
        check(PushResponse::None, 1, Again(30));
        check(PushResponse::None, 4, Again(240));
    }

    #[test]
    fn the_wait_stays_within_half_an_hour() {
        check(PushResponse::None, 40, Action::Again(LONGEST));
        check(PushResponse::None, i64::MAX, Action::Again(LONGEST));
        check(PushResponse::None, 0, Action::Again(FIRST));
    }

    #[test]
    fn the_test_message_names_the_step() {
        for (status, expected) in [
            (201, TestOutcome::Sent),
            (410, TestOutcome::Gone),
            (403, TestOutcome::Refused),
            (400, TestOutcome::Refused),
            (429, TestOutcome::Busy),
            (500, TestOutcome::Unreachable),
        ] {
            assert_eq!(outcome(PushResponse::Status(status, None)), expected, "{status}");
        }
        assert_eq!(outcome(PushResponse::None), TestOutcome::Unreachable);
    }

    #[test]
    fn retry_after_in_both_forms() {
        assert_eq!(retry_after("120", 0), Some(120));
        assert_eq!(retry_after(" 0 ", 0), Some(0));
        // The example of RFC 9110, section 5.6.7.
        let at = 784_111_777;
        assert_eq!(retry_after("Sun, 06 Nov 1994 08:49:37 GMT", at - 5), Some(5));
        assert_eq!(retry_after("Sun, 06 Nov 1994 08:49:37 GMT", at + 5), Some(0));
        for text in ["", "-5", "soon", "Sun, 06 Nov", "Sun, 06 Nov 1994 08:49:37 CET"] {
            assert_eq!(retry_after(text, 0), None, "{text}");
        }
    }
}
