//! The cause that people see after a failed request.

use mijn_brug_sync::api::Code;
use mijn_brug_sync::{Cause, RequestError};

/// Checks the cause of an answer with this status, this problem code and this `Retry-After`, on a device with a network.
fn check(status: u16, problem: Option<Code>, retry_after: Option<u32>, expected: Cause) {
    let failure = RequestError::from_response(status, problem, retry_after);
    assert_eq!(
        failure.cause(true),
        expected,
        "{status} {problem:?} {retry_after:?}"
    );
    // An answer arrived, so the network is not the cause, whatever the browser says.
    assert_eq!(
        failure.cause(false),
        expected,
        "{status} {problem:?} {retry_after:?}"
    );
}

#[test]
fn only_a_missing_answer_is_blamed_on_the_network() {
    assert_eq!(RequestError::NoAnswer.cause(false), Cause::Offline);
    assert_eq!(RequestError::NoAnswer.cause(true), Cause::NoAnswer);
    assert_eq!(RequestError::Malformed.cause(true), Cause::Update);
}

#[test]
fn answers_of_the_service() {
    let again = |again| Cause::Busy { retry_after: again };
    check(429, Some(Code::TooManyRequests), Some(3_600), again(3_600));
    check(429, Some(Code::TooManyRequests), None, again(60));
    check(503, Some(Code::Unavailable), Some(5), Cause::Fault);
    check(500, Some(Code::Internal), None, Cause::Fault);
    check(418, Some(Code::Unknown), None, Cause::Fault);
    check(404, Some(Code::NotFound), None, Cause::Update);
    check(400, Some(Code::Malformed), None, Cause::Update);
    for &code in Code::ALL {
        let cause = RequestError::from_response(code.status(), Some(code), None).cause(true);
        assert_eq!(cause.is_temporary(), code.may_retry(), "{code}");
    }
}

#[test]
fn answers_of_others() {
    check(429, None, Some(30), Cause::Busy { retry_after: 30 });
    check(502, None, None, Cause::Fault);
    check(503, None, Some(120), Cause::Fault);
    check(599, None, None, Cause::Fault);
    // The sign-in page of a public network may have any of these statuses.
    for status in [200, 204, 301, 302, 401, 403, 404, 407, 451, 511] {
        check(status, None, None, Cause::NotFromService);
    }
}
