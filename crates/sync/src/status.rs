//! What to tell people about the sync, as a pure function of what is known. The words themselves stand with the screens.

use crate::api::Code;
use crate::cause::Cause;
use crate::driver::{Outcome, Stopped, StoreFailed};
use crate::planner::GiveUp;

/// What people see. In every one of these the plan stands on the device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// The plan is on this device alone, as the resident chose.
    Unlinked,
    /// Device and service hold the same, as far as the service shows: "De kopie bij je begeleider is gelijk aan je plan". Not
    /// more: a service that hides a newest record which no device here knows of cannot be told from one that never got it.
    Safe,
    /// Under way, or about to be.
    Working,
    /// The browser says that there is no network: "Wacht op internet".
    Waiting,
    /// There is a network, and no answer.
    Unreachable,
    /// Paired, and the caseworker's side has not made its place yet.
    WaitingForCaseworker,
    /// One side ended the sharing: the service's copy is erased.
    Erased,
    /// Something that the sentence below the status explains.
    Trouble(Trouble),
}

/// What is wrong, for the sentence below the status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The service has a fault. It passes by itself.
    Service,
    /// The service has too much to do, and wants to be asked again after so many seconds.
    Busy(u32),
    /// Somebody else answers, such as the sign-in page of a public network.
    Foreign,
    /// The service doesn't know this device's token: link anew.
    Access,
    /// The service keeps as much of this plan as it may: ask the caseworker.
    ServiceFull,
    /// The phone has no room.
    DeviceFull,
    /// The phone's own storage failed: open the app again.
    Device,
    /// The service gives something else than it says.
    Disagrees,
    /// App and service don't understand each other: update the app.
    Update,
}

/// What is known of the sync of one log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Situation {
    /// There is a service to sync with.
    pub is_paired: bool,
    /// The browser says that there is a network. It may be wrong when it says so, hardly when it says no.
    pub is_online: bool,
    /// A sync is running. A long poll that waits is none.
    pub is_running: bool,
    /// How many records still have to be sent.
    pub unsent: u64,
    /// What came of the last sync. `None` before the first.
    pub last: Option<Result<Outcome, Stopped>>,
}

impl Situation {
    /// What people see.
    pub fn status(&self) -> Status {
        if !self.is_paired {
            return Status::Unlinked;
        }
        let failed = match self.last {
            Some(Err(stopped)) => Some(of_failure(stopped)),
            _ => None,
        };
        match failed {
            // What only people can change is said with and without a network.
            Some(status @ (Status::Erased | Status::Trouble(Trouble::Access))) => status,
            _ if !self.is_online => Status::Waiting,
            // It stands while the next try runs, so that the text doesn't flicker.
            Some(status) => status,
            None if self.is_running || self.unsent > 0 || self.last.is_none() => Status::Working,
            None => Status::Safe,
        }
    }
}

const fn of_failure(stopped: Stopped) -> Status {
    Status::Trouble(match stopped {
        // Whether there is a network was asked before.
        Stopped::Request(failure) => match failure.cause(true) {
            Cause::Offline => return Status::Waiting,
            Cause::NoAnswer => return Status::Unreachable,
            Cause::Foreign => Trouble::Foreign,
            Cause::Busy { again } => Trouble::Busy(again),
            Cause::Fault => Trouble::Service,
            Cause::Update => Trouble::Update,
            Cause::Refused(code) => match code {
                Code::LogNotFound => return Status::WaitingForCaseworker,
                Code::LogErased => return Status::Erased,
                Code::Unauthorized => Trouble::Access,
                Code::LogFull => Trouble::ServiceFull,
                _ => Trouble::Update,
            },
        },
        Stopped::Store(StoreFailed::Full) => Trouble::DeviceFull,
        Stopped::Store(StoreFailed::Failed) => Trouble::Device,
        // The next sync goes on where this one ended.
        Stopped::GaveUp(GiveUp::TooMuch) => return Status::Working,
        Stopped::GaveUp(_) => Trouble::Disagrees,
    })
}
