//! Why a request failed, as far as people need to know. Their network is blamed only if it is the cause.

use crate::api::Code;
use crate::driver::RequestError;

/// The wait before a busy service is asked again if it sent no `Retry-After`, in seconds.
const DEFAULT_RETRY_AFTER: u32 = 60;

/// The cause to show to people. The texts are with the screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The browser says that there is no network.
    Offline,
    /// No answer, although the browser says that there is a network: the network leads nowhere, the service is down, or TLS
    /// failed, as it does on a device whose clock is far off.
    NoAnswer,
    /// The answer did not come from the service, but from something else, such as the sign-in page of a public network.
    NotFromService,
    /// The service is overloaded.
    Busy {
        /// After how many seconds to try again.
        retry_after: u32,
    },
    /// The service has a fault or is under maintenance. It passes by itself.
    Fault,
    /// App and service do not understand each other.
    Update,
    /// The service refused this particular request.
    Refused(Code),
}

impl Cause {
    /// Whether it passes without a change to the app.
    pub const fn is_temporary(self) -> bool {
        match self {
            Self::Offline | Self::NoAnswer | Self::NotFromService | Self::Busy { .. } | Self::Fault => true,
            Self::Update | Self::Refused(_) => false,
        }
    }

    /// After how many seconds to try again; `None` unless the service is busy.
    pub const fn retry_after(self) -> Option<u32> {
        match self {
            Self::Busy { retry_after: again } => Some(again),
            _ => None,
        }
    }
}

impl RequestError {
    /// The error for an unsuccessful response. `problem` is the code in its body, if the body is a problem document of our
    /// service; `retry_after` is its `Retry-After`, in seconds.
    pub const fn from_response(status: u16, problem: Option<Code>, retry_after: Option<u32>) -> Self {
        let code = match (problem, status) {
            (Some(code), _) => code,
            // A proxy in front of our service answers with a body of its own.
            (None, 429) => Code::TooManyRequests,
            // 511 comes from a network that requires a sign-in (RFC 6585, section 6).
            (None, 500..=510 | 512..=599) => Code::Unavailable,
            (None, _) => return Self::NotFromService,
        };
        Self::Refused { code, retry_after }
    }

    /// The cause to show to people. `is_online` is what the browser reports about the network.
    pub const fn cause(self, is_online: bool) -> Cause {
        match self {
            Self::NoAnswer if !is_online => Cause::Offline,
            Self::NoAnswer => Cause::NoAnswer,
            Self::NotFromService => Cause::NotFromService,
            Self::Malformed => Cause::Update,
            Self::Refused { code, retry_after } => match code {
                Code::TooManyRequests => Cause::Busy {
                    retry_after: match retry_after {
                        Some(seconds) => seconds,
                        None => DEFAULT_RETRY_AFTER,
                    },
                },
                Code::Unavailable | Code::Internal | Code::Unknown => Cause::Fault,
                // Only an app of another version sends such requests.
                Code::NotFound | Code::MethodNotAllowed | Code::Malformed => Cause::Update,
                code => Cause::Refused(code),
            },
        }
    }
}
