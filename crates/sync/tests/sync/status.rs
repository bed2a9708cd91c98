//! The status that people see, and which failures are retried.

use mijn_brug_sync::api::Code;
use mijn_brug_sync::status::Situation;
use mijn_brug_sync::wire::Head;
use mijn_brug_sync::{GiveUpReason, LocalStoreError, Outcome, RequestError, Status, SyncError, SyncProblem};

const EQUAL: Outcome = Outcome {
    received: 0,
    sent: 0,
    head: Head {
        seq: 0,
        set: mijn_brug_seal::SetHash::from_parts([0; 16], 0),
    },
};

fn after(last: Result<Outcome, SyncError>) -> Situation {
    Situation {
        is_paired: true,
        is_online: true,
        last: Some(last),
        ..Situation::default()
    }
}

const fn refused(code: Code) -> SyncError {
    SyncError::Request(RequestError::Refused {
        code,
        retry_after: None,
    })
}

fn check(situation: Situation, expected: Status) {
    assert_eq!(situation.status(), expected, "{situation:?}");
}

/// Checks the status after this failure, and whether it may be retried.
fn check_failure(stopped: SyncError, expected: Status, may_retry: bool) {
    check(after(Err(stopped)), expected);
    assert_eq!(stopped.may_retry(), may_retry, "{stopped:?}");
}

#[test]
fn without_a_service_nothing_is_wrong() {
    check(Situation::default(), Status::NotPaired);
    check(
        Situation {
            is_paired: false,
            ..after(Err(refused(Code::LogFull)))
        },
        Status::NotPaired,
    );
}

#[test]
fn safe_only_when_proven_equal_and_everything_sent() {
    check(after(Ok(EQUAL)), Status::Safe);
    check(
        Situation {
            unsent: 1,
            ..after(Ok(EQUAL))
        },
        Status::Working,
    );
    check(
        Situation {
            is_running: true,
            ..after(Ok(EQUAL))
        },
        Status::Working,
    );
    check(
        Situation {
            last: None,
            ..after(Ok(EQUAL))
        },
        Status::Working,
    );
    check(
        Situation {
            is_online: false,
            ..after(Ok(EQUAL))
        },
        Status::Waiting,
    );
    check(
        Situation {
            is_online: false,
            last: None,
            ..after(Ok(EQUAL))
        },
        Status::Waiting,
    );
}

#[test]
fn a_failure_stays_visible_while_the_next_try_runs() {
    let failed = after(Err(refused(Code::Internal)));
    check(
        Situation {
            is_running: true,
            unsent: 3,
            ..failed
        },
        Status::Problem(SyncProblem::Service),
    );
    check(
        Situation {
            is_online: false,
            ..failed
        },
        Status::Waiting,
    );
}

#[test]
fn what_only_people_can_change_is_shown_offline_too() {
    let offline = |code| Situation {
        is_online: false,
        ..after(Err(refused(code)))
    };
    let unheard = Situation {
        is_online: false,
        ..after(Err(RequestError::NoAnswer.into()))
    };
    check(unheard, Status::Waiting);
    check(offline(Code::LogErased), Status::Erased);
    check(offline(Code::Unauthorized), Status::Problem(SyncProblem::Access));
    check(offline(Code::LogNotFound), Status::Waiting);
}

#[test]
fn every_failure_has_its_status() {
    let problem = Status::Problem;
    check_failure(RequestError::NoAnswer.into(), Status::Unreachable, true);
    check_failure(
        RequestError::NotFromService.into(),
        problem(SyncProblem::NotFromService),
        true,
    );
    check_failure(RequestError::Malformed.into(), problem(SyncProblem::Update), true);
    check_failure(
        LocalStoreError::Full.into(),
        problem(SyncProblem::DeviceFull),
        false,
    );
    check_failure(LocalStoreError::Failed.into(), problem(SyncProblem::Device), true);
    check_failure(
        GiveUpReason::ServiceDisagrees.into(),
        problem(SyncProblem::Disagrees),
        true,
    );
    check_failure(
        GiveUpReason::NothingCame.into(),
        problem(SyncProblem::Disagrees),
        true,
    );
    check_failure(GiveUpReason::TooMuch.into(), Status::Working, true);
}

#[test]
fn every_code_has_its_status() {
    for &code in Code::ALL {
        let (expected, may_retry) = match code {
            Code::LogNotFound => (Status::WaitingForCaseworker, true),
            Code::LogErased => (Status::Erased, false),
            Code::Unauthorized => (Status::Problem(SyncProblem::Access), false),
            Code::LogFull => (Status::Problem(SyncProblem::ServiceFull), false),
            Code::TooManyRequests => (Status::Problem(SyncProblem::Busy(60)), true),
            Code::Unavailable | Code::Internal => (Status::Problem(SyncProblem::Service), true),
            _ => (Status::Problem(SyncProblem::Update), false),
        };
        check_failure(refused(code), expected, may_retry);
    }
    check_failure(
        refused(Code::Unknown),
        Status::Problem(SyncProblem::Service),
        true,
    );
}

#[test]
fn the_service_says_when_to_come_back() {
    let code = Code::TooManyRequests;
    let stopped = SyncError::Request(RequestError::Refused {
        code,
        retry_after: Some(9),
    });
    assert_eq!(stopped.retry_after(), Some(9));
    assert_eq!(SyncError::Request(RequestError::NoAnswer).retry_after(), None);
}
