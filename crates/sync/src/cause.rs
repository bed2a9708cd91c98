//! Why a request came to nothing, as far as people need to know: only what really lies at their network is said to.

use crate::api::Code;
use crate::driver::Failure;

/// When no moment was named, a service that is too busy is asked again about then, in seconds.
const AGAIN: u32 = 60;

/// What to tell people. The words themselves stand with the screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The browser says that there is no network.
    Offline,
    /// Nothing came back, though there is a network as far as the browser knows: it leads nowhere, the service is gone, or the secure
    /// connection failed, as it does on a device whose clock is far off.
    NoAnswer,
    /// Somebody else answered, such as the sign-in page of a public network.
    Foreign,
    /// The service has too much to do.
    Busy {
        /// After how many seconds to come again.
        again: u32,
    },
    /// The service has a fault, or is being worked on. It passes by itself.
    Fault,
    /// App and service do not understand each other.
    Update,
    /// The service understood, and said no to just this.
    Refused(Code),
}

impl Cause {
    /// Whether it passes without anybody changing anything in the app.
    pub const fn passes(self) -> bool {
        match self {
            Self::Offline | Self::NoAnswer | Self::Foreign | Self::Busy { .. } | Self::Fault => true,
            Self::Update | Self::Refused(_) => false,
        }
    }

    /// In how many seconds the service wants to be asked again, if it said so.
    pub const fn again(self) -> Option<u32> {
        match self {
            Self::Busy { again } => Some(again),
            _ => None,
        }
    }
}

impl Failure {
    /// What an answer means that is not the one hoped for. `problem` is the code in its body, when that is a problem of our service;
    /// `retry_after` its header, in seconds.
    pub const fn of_answer(status: u16, problem: Option<Code>, retry_after: Option<u32>) -> Self {
        let code = match (problem, status) {
            (Some(code), _) => code,
            // What stands before our service says it in its own words.
            (None, 429) => Code::TooManyRequests,
            // 511 is what a network answers that wants one to sign in first (RFC 6585, section 6).
            (None, 500..=510 | 512..=599) => Code::Unavailable,
            (None, _) => return Self::Foreign,
        };
        Self::Refused { code, retry_after }
    }

    /// What to tell people; `is_online` is what the browser says of the network.
    pub const fn cause(self, is_online: bool) -> Cause {
        match self {
            Self::NoAnswer if !is_online => Cause::Offline,
            Self::NoAnswer => Cause::NoAnswer,
            Self::Foreign => Cause::Foreign,
            Self::Malformed => Cause::Update,
            Self::Refused { code, retry_after } => match code {
                Code::TooManyRequests => Cause::Busy {
                    again: match retry_after {
                        Some(seconds) => seconds,
                        None => AGAIN,
                    },
                },
                Code::Unavailable | Code::Internal | Code::Unknown => Cause::Fault,
                // Nobody but an app of another age asks so.
                Code::NotFound | Code::MethodNotAllowed | Code::Malformed => Cause::Update,
                code => Cause::Refused(code),
            },
        }
    }
}
