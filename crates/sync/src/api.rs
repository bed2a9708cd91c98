//! The service's addresses, JSON bodies and stable error codes.
//!
//! | request | by | does |
//! |---|---|---|
//! | `POST /v1/teams` [`NewTeam`] | a grant that `team create` printed | enrols a team and creates its own log; the log's token is the team's |
//! | `POST /v1/logs` [`NewLog`] | the team's token | creates a resident's log |
//! | `GET /v1/logs/{log}/records?after=N&limit=500&wait=25` | the log's token | returns a page ([`crate::wire`]); `wait` makes it a long poll of up to that many seconds |
//! | `POST /v1/logs/{log}/records` | the log's token | appends a batch, all or nothing; known records are skipped. Returns a head |
//! | `GET /v1/logs/{log}/ids?after=N` | the log's token | returns a list of ids |
//! | `DELETE /v1/logs/{log}` | the log's token | erases a resident's log for ever; others then get `log-erased`. For a team's own log it is `forbidden`: only the operator erases that |
//! | `POST /v1/heads` [`HeadsRequest`] | each log's token | returns the heads of up to [`LOGS_MAX`] logs: [`Heads`] |
//! | `POST /v1/mailboxes` [`NewMailboxes`] | the token of a team or a log | creates the two mailboxes of one pairing code. Returns how long they exist: [`CreatedMailboxes`] |
//! | `GET /v1/mailboxes/{id}` | anybody who knows the id | returns the content as bytes; 204 if the mailbox is empty |
//! | `PUT /v1/mailboxes/{id}` | anybody who knows the id | fills an empty mailbox, once |
//! | `DELETE /v1/mailboxes/{id}` | the token that created it | deletes both mailboxes of the pair |
//!
//! For reminders see [`crate::reminders`].
//!
//! A token is sent in `Authorization: Bearer` as 64 hexadecimal digits; the service stores only its SHA-256. Every error is
//! `application/problem+json` with a [`Code`].

use std::fmt;

use serde::{Deserialize, Serialize};

#[cfg(feature = "openapi")]
mod schemas;

/// The maximum number of logs in one request for heads.
pub const LOGS_MAX: usize = 200;

/// The maximum length of a mailbox's content in bytes.
pub const MAILBOX_MAX: usize = 4096;

/// How long a mailbox exists by default, in seconds. The operator may set another time.
pub const MAILBOX_SECONDS: u64 = 15 * 60;

/// The maximum wait of a long poll, in seconds: below the minute after which many proxies close idle connections.
pub const WAIT_MAX: u64 = 25;

/// Enrols a team.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewTeam {
    /// The one-time secret of the link that `team create` printed.
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

/// Creates a log.
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
pub struct HeadsRequest {
    /// The logs with their tokens.
    #[cfg_attr(feature = "openapi", schema(max_items = 200))]
    pub logs: Vec<NewLog>,
}

/// The requested heads, in the order of the request.
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

/// Creates the two mailboxes of a pairing code.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewMailboxes {
    /// The mailbox that `content` fills at once: 32 hexadecimal digits.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Id))]
    pub offer: String,
    /// The mailbox for the answer: 32 hexadecimal digits.
    #[cfg_attr(feature = "openapi", schema(value_type = crate::openapi::Id))]
    pub answer: String,
    /// The content of the offer, in hexadecimal digits: at most 4,096 bytes.
    #[cfg_attr(feature = "openapi", schema(pattern = "^([0-9a-fA-F]{2}){1,4096}$"))]
    pub content: String,
}

/// The mailboxes of a pairing code were created.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreatedMailboxes {
    /// After how many seconds they expire.
    pub seconds: u64,
}

impl CreatedMailboxes {
    /// The lifetime to show to people, in whole minutes: at least one.
    pub fn minutes(self) -> usize {
        usize::try_from(self.seconds / 60).unwrap_or(usize::MAX).max(1)
    }
}

/// `application/problem+json` (RFC 9457).
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Always `about:blank`: the code identifies the problem.
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
        /// What went wrong. The texts are stable; a client reads one that it does not know as [`Code::Unknown`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
            /// A code that this version does not know.
            Unknown,
        }

        impl Code {
            /// Every code that the service sends.
            pub const ALL: &[Self] = &[$(Self::$name),+];

            /// The stable text.
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)+ Self::Unknown => "unknown" }
            }

            /// The HTTP status.
            pub const fn status(self) -> u16 {
                match self { $(Self::$name => $status,)+ Self::Unknown => 500 }
            }

            /// One sentence for operators.
            pub const fn title(self) -> &'static str {
                match self { $(Self::$name => $title,)+ Self::Unknown => "Something went wrong." }
            }

            /// Parses the stable text.
            pub fn read(text: &str) -> Self {
                match text { $($text => Self::$name,)+ _ => Self::Unknown }
            }
        }
    };
}

codes! {
    /// Nothing is at this address.
    NotFound = "not-found", 404, "Nothing is at this address.";
    /// The address exists, but not for this method.
    MethodNotAllowed = "method-not-allowed", 405, "This address does not support that method.";
    /// The body or the query cannot be parsed.
    Malformed = "malformed", 400, "The request can't be read.";
    /// The body is over a limit.
    TooLarge = "too-large", 413, "The request is larger than the service accepts.";
    /// A batch contains bytes that are not a sealed record.
    RecordInvalid = "record-invalid", 422, "The batch contains something that is not a sealed record.";
    /// The token is missing or wrong.
    Unauthorized = "unauthorized", 401, "The token is missing or wrong.";
    /// The token is valid, but does not permit this.
    Forbidden = "forbidden", 403, "Only the operator may do this.";
    /// There is no such log, or not yet.
    LogNotFound = "log-not-found", 404, "There is no such log.";
    /// The log was erased, for ever.
    LogErased = "log-erased", 410, "The log was erased.";
    /// A log with this id exists, with another token or team.
    LogTaken = "log-taken", 409, "A log with this id already exists.";
    /// The log has its maximum number of records or bytes.
    LogFull = "log-full", 403, "The log has reached its limit.";
    /// The team has its maximum number of logs.
    TeamFull = "team-full", 403, "The team has reached its limit.";
    /// The grant is unknown, used or expired.
    GrantInvalid = "grant-invalid", 404, "The enrolment link is unknown, used or expired.";
    /// There is no such mailbox, or not any more.
    MailboxNotFound = "mailbox-not-found", 404, "There is no such mailbox, or not any more.";
    /// The mailbox was filled before.
    MailboxUsed = "mailbox-used", 409, "The mailbox has already been used.";
    /// This service sends no reminders.
    RemindersOff = "reminders-off", 404, "This service sends no reminders.";
    /// The push service's address or the browser's keys are invalid, or this service does not allow the push service.
    SubscriptionInvalid = "subscription-invalid", 422, "This service cannot use the subscription.";
    /// The due moment is in the past or too far ahead.
    DueInvalid = "due-invalid", 422, "The due moment is in the past or too far ahead.";
    /// The owner has its maximum number of reminders, or the service has its maximum for guests.
    RemindersFull = "reminders-full", 403, "The number of reminders has reached its limit.";
    /// A reminder with this id exists, with another owner.
    ReminderTaken = "reminder-taken", 409, "A reminder with this id already exists.";
    /// Too many requests: `Retry-After` says when to try again.
    TooManyRequests = "too-many-requests", 429, "Too many requests; try again later.";
    /// The database is unreachable or the disk is full: `Retry-After` says when to try again.
    Unavailable = "unavailable", 503, "The service can't store anything now; try again later.";
    /// A fault of the service.
    Internal = "internal", 500, "The service failed unexpectedly.";
}

impl Code {
    /// Whether the same request may succeed later without any change.
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
