//! What to tell people about the sync, as a pure function of what is known. The texts are with the screens.

use crate::api::Code;
use crate::cause::Cause;
use crate::driver::{LocalStoreError, Outcome, SyncError};
use crate::planner::GiveUpReason;

/// The status that people see. In every status the plan is safe on the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The plan is on this device alone, as the resident chose.
    NotPaired,
    /// The device and the service hold the same records, as far as the device can tell: "De kopie bij je begeleider is gelijk aan
    /// je plan". A service that hides another device's new record looks the same as one that never received it.
    Safe,
    /// A sync is running or about to run.
    Working,
    /// The browser says that there is no network: "Wacht op internet".
    Waiting,
    /// There is a network, but no answer from the service.
    Unreachable,
    /// Paired, but the caseworker's side has not created the log yet.
    WaitingForCaseworker,
    /// One side ended the pairing: the service's copy is erased.
    Erased,
    /// A problem, which the sentence below the status explains.
    Problem(SyncProblem),
}

/// What is wrong, for the sentence below the status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyncProblem {
    /// The service has a fault. It passes by itself.
    Service,
    /// The service is overloaded; try again after this many seconds.
    Busy(u32),
    /// The answers do not come from the service, but for example from the sign-in page of a public network.
    NotFromService,
    /// The service does not accept this device's token: pair again.
    Access,
    /// The plan has reached its limit at the service: ask the caseworker.
    ServiceFull,
    /// The phone's storage is full.
    DeviceFull,
    /// The phone's own storage failed: open the app again.
    Device,
    /// The service's head does not match the records that it returns.
    Disagrees,
    /// The app and the service do not understand each other: update the app.
    Update,
}

/// What is known of the sync of one log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Situation {
    /// There is a service to sync with.
    pub is_paired: bool,
    /// Whether the browser reports a network connection. `true` may be wrong; `false` rarely is.
    pub is_online: bool,
    /// A sync is running. A waiting long poll does not count.
    pub is_running: bool,
    /// How many records are unsent.
    pub unsent: u64,
    /// The result of the last sync; `None` before the first.
    pub last: Option<Result<Outcome, SyncError>>,
}

impl Situation {
    /// The status that people see.
    pub fn status(&self) -> Status {
        if !self.is_paired {
            return Status::NotPaired;
        }
        let failed = match self.last {
            Some(Err(error)) => Some(of_error(error)),
            _ => None,
        };
        match failed {
            // People have to act on these, so they are shown even when offline.
            Some(status @ (Status::Erased | Status::Problem(SyncProblem::Access))) => status,
            _ if !self.is_online => Status::Waiting,
            // A failure stays visible while the next try runs, so that the text does not flicker.
            Some(status) => status,
            None if self.is_running || self.unsent > 0 || self.last.is_none() => Status::Working,
            None => Status::Safe,
        }
    }
}

const fn of_error(error: SyncError) -> Status {
    Status::Problem(match error {
        // `status` has already dealt with a missing network.
        SyncError::Request(failure) => match failure.cause(true) {
            Cause::Offline => return Status::Waiting,
            Cause::NoAnswer => return Status::Unreachable,
            Cause::NotFromService => SyncProblem::NotFromService,
            Cause::Busy { retry_after } => SyncProblem::Busy(retry_after),
            Cause::Fault => SyncProblem::Service,
            Cause::Update => SyncProblem::Update,
            Cause::Refused(code) => match code {
                Code::LogNotFound => return Status::WaitingForCaseworker,
                Code::LogErased => return Status::Erased,
                Code::Unauthorized => SyncProblem::Access,
                Code::LogFull => SyncProblem::ServiceFull,
                _ => SyncProblem::Update,
            },
        },
        SyncError::Store(LocalStoreError::Full) => SyncProblem::DeviceFull,
        SyncError::Store(LocalStoreError::Failed) => SyncProblem::Device,
        // The next sync continues where this one ended.
        SyncError::GaveUp(GiveUpReason::TooMuch) => return Status::Working,
        SyncError::GaveUp(_) => SyncProblem::Disagrees,
    })
}
