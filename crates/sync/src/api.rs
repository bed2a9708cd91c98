//! The service's addresses, JSON forms and stable error codes.
//!
//! | request | by | does |
//! |---|---|---|
//! | `POST /v1/teams` [`NewTeam`] | a grant that `team create` printed | enrols a team: makes its own log; the log's token is the team's |
//! | `POST /v1/logs` [`NewLog`] | the team's token | makes a resident's log |
//! | `GET /v1/logs/{log}/records?after=N&limit=500&wait=25` | the log's token | a page ([`crate::wire`]); `wait` is a long poll in seconds |
//! | `POST /v1/logs/{log}/records` | the log's token | appends a batch: all or nothing, a known record counts as done. Answers a head |
//! | `GET /v1/logs/{log}/ids?after=N` | the log's token | a list of ids |
//! | `DELETE /v1/logs/{log}` | the log's token | erases a resident's log for ever; others then read `log-erased`. A team's own log is `forbidden`: the operator's |
//! | `POST /v1/heads` [`HeadsAsked`] | each log's token | the heads of up to [`LOGS_MAX`] logs: [`Heads`] |
//! | `POST /v1/mailboxes` [`NewMailboxes`] | the token of a team or a log | makes the two boxes of one pairing code, for 15 minutes |
//! | `GET /v1/mailboxes/{id}` | anybody who can name it | its content, octets; an empty box is 204 |
//! | `PUT /v1/mailboxes/{id}` | anybody who can name it | fills the empty box, once |
//! | `DELETE /v1/mailboxes/{id}` | the token that made it | takes both boxes of the pair away |
//!
//! Reminders have a table of their own: [`crate::reminders`].
//!
//! A token goes in `Authorization: Bearer` as 64 hexadecimal digits; the service keeps its SHA-256 alone. Every error is
//! `application/problem+json` with a [`Code`].

use std::fmt;

use serde::{Deserialize, Serialize};

/// The most logs in one call of `heads`.
pub const LOGS_MAX: usize = 200;

/// The most bytes in a mailbox.
pub const MAILBOX_MAX: usize = 4096;

/// How long a mailbox stands, in seconds.
pub const MAILBOX_SECONDS: u64 = 15 * 60;

/// The longest wait of a long poll, in seconds: under the minute after which proxies hang up.
pub const WAIT_MAX: u64 = 25;

/// Enrols a team.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewTeam {
    /// The one-time secret of the printed link.
    pub grant: String,
    /// The team's log: 32 hexadecimal digits.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Id))]
    pub log: String,
    /// The token of the team's log: 64 hexadecimal digits.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Token))]
    pub token: String,
}

/// The team that was enrolled.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// The name that the operator gave it.
    pub name: String,
}

/// Makes a log.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewLog {
    /// The log: 32 hexadecimal digits.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Id))]
    pub log: String,
    /// Its token: 64 hexadecimal digits.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Token))]
    pub token: String,
}

/// Asks for the heads of several logs.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadsAsked {
    /// The logs with their tokens.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub logs: Vec<NewLog>,
}

/// The heads that were asked for, in the order of the question.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heads {
    /// One for each log.
    pub heads: Vec<HeadOrCode>,
}

/// A log's head, or why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum HeadOrCode {
    /// The head.
    Head {
        /// The number of the last record.
        seq: u64,
        /// How many records there are.
        count: u64,
        /// The XOR of their ids: 32 hexadecimal digits.
        xor: String,
    },
    /// Why there is none.
    Code {
        /// [`Code::LogNotFound`] or [`Code::LogErased`].
        code: Code,
    },
}

/// Makes the two boxes of a pairing code.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewMailboxes {
    /// The box that is filled at once: 32 hexadecimal digits.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Id))]
    pub offer: String,
    /// The box for the answer: 32 hexadecimal digits.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Id))]
    pub answer: String,
    /// The content of the first, in hexadecimal digits: at most 4,096 bytes.
    #[cfg_attr(feature = "openapi", schema(pattern = "^([0-9a-fA-F]{2}){1,4096}$"))]
    pub content: String,
}

/// `application/problem+json` (RFC 9457).
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Always `about:blank`: the code says it all.
    #[serde(rename = "type")]
    pub kind: String,
    /// The HTTP status.
    pub status: u16,
    /// What went wrong, for programs.
    pub code: Code,
    /// What went wrong, for people.
    pub title: String,
    /// What to do about it, for people.
    #[serde(default)]
    #[cfg_attr(feature = "openapi", schema(required))]
    pub detail: String,
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $text:literal, $status:literal, $title:literal;)+) => {
        /// What went wrong. The texts are stable; a client meets an unknown one as [`Code::Unknown`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
            /// One that this version does not know.
            Unknown,
        }

        impl Code {
            /// All that the service sends.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The stable text.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)+ Self::Unknown => "unknown" }
            }

            /// The HTTP status.
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)+ Self::Unknown => 500 }
            }

            /// One sentence for people who read logs.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)+ Self::Unknown => "Something went wrong." }
            }

            /// Reads the text.
            pub fn read(text: &str) -> Self {
                match text { $($text => Self::$name,)+ _ => Self::Unknown }
            }
        }
    };
}

codes! {
    /// Nothing is at this address.
    NotFound = "not-found", 404, "Nothing is at this address.";
    /// The address is there for other methods.
    MethodNotAllowed = "method-not-allowed", 405, "This address does not take that method.";
    /// The body or the query cannot be read.
    Malformed = "malformed", 400, "The request can't be read.";
    /// The body is over a limit.
    TooLarge = "too-large", 413, "The request is larger than the service takes.";
    /// A batch holds bytes that are no sealed record.
    RecordInvalid = "record-invalid", 422, "The batch holds something that is no sealed record.";
    /// No token, or one that does not fit.
    Unauthorized = "unauthorized", 401, "The token is missing or does not fit.";
    /// The token is good, and its holder may not do this.
    Forbidden = "forbidden", 403, "Only the operator may do this.";
    /// No such log, or not yet.
    LogNotFound = "log-not-found", 404, "There is no such log.";
    /// The log was erased, for ever.
    LogErased = "log-erased", 410, "The log was erased.";
    /// The log is there, with another token or team.
    LogTaken = "log-taken", 409, "There is a log with this id already.";
    /// The log has as many records or bytes as it may.
    LogFull = "log-full", 403, "The log has reached its limit.";
    /// The team has as many logs as it may.
    TeamFull = "team-full", 403, "The team has reached its limit.";
    /// The grant is unknown, used or expired.
    GrantInvalid = "grant-invalid", 404, "The enrolment link is unknown, used or expired.";
    /// No such mailbox, or no longer.
    MailboxNotFound = "mailbox-not-found", 404, "There is no such mailbox, or no longer.";
    /// The mailbox was filled before.
    MailboxUsed = "mailbox-used", 409, "The mailbox was used before.";
    /// This service sends no reminders.
    RemindersOff = "reminders-off", 404, "This service sends no reminders.";
    /// The push service's address or the browser's keys are of no use, or the push service is none that this service knows.
    SubscriptionInvalid = "subscription-invalid", 422, "The subscription is of no use to this service.";
    /// The moment is past, or too far away.
    DueInvalid = "due-invalid", 422, "The moment is past, or too far away.";
    /// The owner has as many reminders as it may, or the service has as many for people who are not paired.
    RemindersFull = "reminders-full", 403, "The number of reminders has reached its limit.";
    /// The reminder is there, with another owner.
    ReminderTaken = "reminder-taken", 409, "There is a reminder with this id already.";
    /// Too many requests: `Retry-After` says when.
    TooManyRequests = "too-many-requests", 429, "Too many requests; try again later.";
    /// The database is away or the disk is full: `Retry-After` says when.
    Unavailable = "unavailable", 503, "The service can't store anything now; try again later.";
    /// A fault of the service.
    Internal = "internal", 500, "The service made a mistake.";
}

impl Code {
    /// Whether the same request may succeed later without anybody changing anything.
    pub const fn may_retry(self) -> bool {
        matches!(
            self,
            Self::TooManyRequests | Self::Unavailable | Self::Internal | Self::Unknown
        )
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.text())
    }
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::read(&text))
    }
}
