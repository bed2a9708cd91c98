//! What a caseworker reads when something failed, and about the state of the sync.

use mijn_brug_sync::api::Code;
use mijn_brug_sync::{Cause, RequestError, Status, SyncProblem};

use super::store::{
    CodeError, DispatchError, EnrolError, ExportError, InvitationError, JoinError, RecordError, UnlockError,
};
use crate::device::service;
use crate::device::store::StoreError;
use crate::ui::refusal::refused;
use crate::ui::request_errors;
use crate::ui::texts::{t, tf, tn};

/// The text for an enrolment that failed.
pub fn not_enrolled(error: &EnrolError) -> String {
    match error {
        EnrolError::NotStored(error) => not_stored(error),
        EnrolError::OutOfMemory => t("team.no_memory"),
        EnrolError::Request(failure) => request(*failure),
    }
}

/// The text for a colleague who could not join.
pub fn not_joined(error: &JoinError) -> String {
    match error {
        JoinError::Code(CodeError::WrongLength { len }) => tf("pair.length", &[("length", &len.to_string())]),
        JoinError::Code(CodeError::WrongCharacter) => t("pair.character"),
        JoinError::Code(CodeError::Mistyped) => t("pair.mistyped"),
        JoinError::Gone => t("join.gone"),
        JoinError::OtherPurpose => t("join.foreign"),
        JoinError::OutOfMemory => t("team.no_memory"),
        JoinError::NotStored(error) => not_stored(error),
        JoinError::Request(failure) => request(*failure),
    }
}

/// The text for a research table that could not be made.
pub fn export_error(why: &ExportError) -> String {
    match why {
        ExportError::TooFew(too_few) => tn("research.too_few", too_few.consented),
        ExportError::ContentMissing => t("bridge.broken"),
        ExportError::NotStored(error) => not_stored(error),
    }
}

/// The text for a device that could not be unlocked.
pub fn not_unlocked(error: UnlockError) -> String {
    match error {
        UnlockError::WrongPassphrase => t("team.wrong_passphrase"),
        UnlockError::OutOfMemory => t("team.no_memory"),
        UnlockError::Damaged => t("team.damaged"),
    }
}

/// The text for an event that could not be recorded in the team's log.
pub fn record_error(error: &RecordError) -> String {
    match error {
        RecordError::NotStored(error) => not_stored(error),
        RecordError::NotSealed(_) | RecordError::NotSerialised => t("failure.too_long"),
    }
}

/// The text for a command on a resident's plan that failed.
pub fn dispatch_error(error: &DispatchError) -> String {
    match error {
        DispatchError::Refused(refusal) => refused(*refusal),
        DispatchError::NotRecorded(error) => record_error(error),
        DispatchError::Gone => t("cases.gone_text"),
    }
}

/// The text for an invitation that failed.
pub fn not_paired(trouble: &InvitationError) -> String {
    match trouble {
        InvitationError::OutOfMemory => t("team.no_memory"),
        InvitationError::InvalidAnswer => t("cases.foreign"),
        InvitationError::Request(failure) => request(*failure),
        InvitationError::NotRecorded(error) => record_error(error),
    }
}

/// The text for what the device could not store.
fn not_stored(error: &StoreError) -> String {
    match error {
        StoreError::Full => t("team.full"),
        StoreError::Blocked => t("team.blocked_text"),
        StoreError::Silent => t("failure.silent"),
        StoreError::Newer => t("failure.newer"),
        StoreError::Gone => t("failure.gone"),
        StoreError::Damaged | StoreError::Failed(_) => t("team.not_stored"),
    }
}

/// The text for a request that failed.
fn request(failure: RequestError) -> String {
    let cause = failure.cause(service::is_online());
    request_errors::retried_by_person(cause).unwrap_or_else(|| match cause {
        Cause::Refused(Code::GrantInvalid) => t("team.grant_invalid"),
        Cause::Refused(Code::TeamFull) => t("team.team_full"),
        Cause::Refused(Code::Unauthorized) => t("team.unauthorized"),
        Cause::Refused(Code::LogTaken) => t("team.taken"),
        _ => t("net.update"),
    })
}

/// The state of the team's sync: a pictogram and a text.
pub fn sync(status: Status) -> (&'static str, String) {
    match status {
        Status::Safe => ("circle-check", t("team.sync_safe")),
        Status::Waiting => ("clock", t("team.sync_waiting")),
        Status::Unreachable => ("clock", temporary(Cause::NoAnswer)),
        Status::Working | Status::NotPaired => ("clock", t("team.sync_working")),
        Status::WaitingForCaseworker | Status::Erased => ("info", t("team.sync_gone")),
        Status::Problem(problem) => ("info", sync_problem(problem)),
    }
}

/// The text for an error that the app retries automatically.
fn temporary(cause: Cause) -> String {
    request_errors::retried_automatically(cause).unwrap_or_else(|| t("net.update"))
}

fn sync_problem(problem: SyncProblem) -> String {
    match problem {
        SyncProblem::Service => temporary(Cause::Fault),
        SyncProblem::Busy(retry_after) => temporary(Cause::Busy { retry_after }),
        SyncProblem::NotFromService => temporary(Cause::NotFromService),
        SyncProblem::Access => t("team.unauthorized"),
        SyncProblem::ServiceFull => t("team.team_full"),
        SyncProblem::DeviceFull => t("team.full"),
        SyncProblem::Device => t("team.not_stored"),
        SyncProblem::Disagrees => t("team.sync_disagrees"),
        SyncProblem::Update => t("net.update"),
    }
}
