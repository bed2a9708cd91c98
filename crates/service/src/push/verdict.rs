//! What an answer of a push service means. Pure.
//!
//! RFC 8030: 201 took it (section 5); 404 and 410 say that the subscription is no more (7.3); 413 that the message is too large
//! (7.2); 429 that we ask too often, with `Retry-After` (8.4). RFC 8292: 401 and 403 say that our signature is missing or is not
//! the one that the browser subscribed with (4.2). RFC 9110: 5xx may pass, 503 with `Retry-After`; other 4xx don't.

use std::time::UNIX_EPOCH;

use mijn_brug_sync::reminders::TestOutcome;

/// The first wait before trying again, doubled each time, in seconds.
const FIRST: i64 = 30;
/// The longest wait of our own making.
const LONGEST: i64 = 30 * 60;
/// More than this nobody is believed who asks us to wait.
const BELIEVED: i64 = 24 * 60 * 60;
/// How often a push service may refuse our signature before we stop asking.
const REFUSALS: i64 = 2;

/// What came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A status, and after how many seconds to come again if it says so.
    Status(u16, Option<i64>),
    /// Nothing in time, or no connection.
    Nothing,
}

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The push service has it.
    Sent,
    /// The subscription is no more: forget all that is for it.
    Gone,
    /// Again after so many seconds.
    Again(i64),
    /// Again after so many seconds, and until then nothing else to this push service.
    Pause(i64),
    /// Never again: this message isn't taken.
    Dropped,
}

/// What an answer means for a message that was tried so many times, this one included.
pub fn verdict(answer: Answer, tries: i64) -> Verdict {
    let wait = || backoff(tries);
    match answer {
        Answer::Status(200..=299, _) => Verdict::Sent,
        Answer::Status(404 | 410, _) => Verdict::Gone,
        Answer::Status(429, after) => Verdict::Pause(after.unwrap_or_else(wait).clamp(1, BELIEVED)),
        Answer::Status(503, Some(after)) => Verdict::Pause(after.clamp(1, BELIEVED)),
        // A fresh signature may be taken: a clock was wrong, or it came too late.
        Answer::Status(401 | 403, _) if tries < REFUSALS => Verdict::Again(wait()),
        Answer::Status(408 | 425 | 500..=599, after) => {
            Verdict::Again(after.map_or_else(wait, |after| after.clamp(1, BELIEVED)))
        }
        Answer::Nothing => Verdict::Again(wait()),
        // 400 and 413: what we send is wrong, and stays so. 3xx: an address that moves is not followed. All else we don't know.
        Answer::Status(..) => Verdict::Dropped,
    }
}

/// How long to wait after so many tries.
fn backoff(tries: i64) -> i64 {
    let doublings = u32::try_from(tries.saturating_sub(1).clamp(0, 16)).unwrap_or(0);
    FIRST.saturating_mul(2_i64.saturating_pow(doublings)).min(LONGEST)
}

/// The same for people.
pub fn outcome(answer: Answer) -> TestOutcome {
    match answer {
        Answer::Status(200..=299, _) => TestOutcome::Sent,
        Answer::Status(404 | 410, _) => TestOutcome::Gone,
        Answer::Status(429, _) | Answer::Status(503, Some(_)) => TestOutcome::Busy,
        Answer::Status(500..=599, _) | Answer::Nothing => TestOutcome::Unreachable,
        Answer::Status(..) => TestOutcome::Refused,
    }
}

/// The seconds of `Retry-After`: a number, or a date (RFC 9110, section 10.2.3).
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

    fn check(answer: Answer, tries: i64, expected: Verdict) {
        assert_eq!(verdict(answer, tries), expected, "{answer:?} at try {tries}");
    }

    #[test]
    fn every_answer() {
        use Verdict::{Again, Dropped, Gone, Pause, Sent};
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
            check(Answer::Status(status, after), 1, first);
            check(Answer::Status(status, after), 4, later);
        }
        check(Answer::Nothing, 1, Again(30));
        check(Answer::Nothing, 4, Again(240));
    }

    #[test]
    fn the_wait_stays_within_half_an_hour() {
        check(Answer::Nothing, 40, Verdict::Again(LONGEST));
        check(Answer::Nothing, i64::MAX, Verdict::Again(LONGEST));
        check(Answer::Nothing, 0, Verdict::Again(FIRST));
    }

    #[test]
    fn the_test_message_names_the_link() {
        for (status, expected) in [
            (201, TestOutcome::Sent),
            (410, TestOutcome::Gone),
            (403, TestOutcome::Refused),
            (400, TestOutcome::Refused),
            (429, TestOutcome::Busy),
            (500, TestOutcome::Unreachable),
        ] {
            assert_eq!(outcome(Answer::Status(status, None)), expected, "{status}");
        }
        assert_eq!(outcome(Answer::Nothing), TestOutcome::Unreachable);
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
