//! The forms of reminders: what a device asks of the service's sender of push messages.
//!
//! | request | by | does |
//! |---|---|---|
//! | `GET /v1/push-key` | anybody | the key to subscribe with: [`PushKey`], or [`Code::RemindersOff`] |
//! | `PUT /v1/reminders/{id}` [`NewReminder`] | an owner | keeps a reminder, or changes it; answers [`Reminder`] |
//! | `DELETE /v1/reminders/{id}` | its owner | takes it away; one that isn't there counts as done |
//! | `DELETE /v1/reminders` (`?log=…` when linked) | an owner | takes away all of this owner |
//! | `POST /v1/test-reminders` [`TestReminder`] | an owner | sends one at once, and says how that went: [`Tested`] |
//!
//! Who is linked is the owner by the log: `log` names it, and the token is the log's. Who isn't linked is the owner by a token that
//! the device made itself, of 32 random bytes: nobody has to know it beforehand, and the service keeps only part of its hash.
//!
//! [`Code::RemindersOff`]: crate::api::Code::RemindersOff

use serde::{Deserialize, Serialize};

/// Due moments are multiples of so many seconds, unless the operator says otherwise.
pub const STEP: u64 = 5 * 60;

/// How long after its moment a reminder is still of use, in seconds, when the device doesn't say.
pub const USEFUL: u64 = 4 * 60 * 60;

/// The least and the most of it.
pub const USEFUL_LIMITS: (u64, u64) = (5 * 60, 24 * 60 * 60);

/// The most characters of a tag: `A` to `Z`, `a` to `z`, `0` to `9`, `-`, `_`.
pub const TAG_MAX: usize = 32;

/// The most bytes of a push service's address.
pub const ENDPOINT_MAX: usize = 1024;

/// The most bytes of the page's address.
pub const PAGE_MAX: usize = 200;

/// The key to subscribe with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushKey {
    /// `applicationServerKey`: an uncompressed P-256 point in base64url without padding (RFC 8292, section 3.2).
    pub key: String,
}

/// Where a browser listens: what its `PushSubscription` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subscription {
    /// The push service's address for this browser: at most [`ENDPOINT_MAX`] bytes.
    pub endpoint: String,
    /// The browser's key in base64url without padding, as `getKey('p256dh')` gives its bytes.
    pub p256dh: String,
    /// The browser's secret in base64url without padding, as `getKey('auth')` gives its bytes.
    pub auth: String,
}

/// The language of the neutral text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Dutch.
    Nl,
    /// English.
    En,
}

/// Keeps a reminder, or changes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewReminder {
    /// The log of whoever is linked, 32 hexadecimal digits; nothing for others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log: Option<String>,
    /// Where to.
    pub subscription: Subscription,
    /// When: seconds since 1970-01-01 UTC. The service rounds it up to a multiple of [`STEP`].
    pub due: i64,
    /// What the device knows it by: opaque. A later message with the same tag takes the place of one that waits at the push service.
    pub tag: String,
    /// The language of the neutral text.
    pub lang: Language,
    /// The page that a tap opens: an absolute address, `https` (or `http` on this machine), at most [`PAGE_MAX`] bytes.
    pub page: String,
    /// Whether it may wake a phone that saves its battery.
    #[serde(default)]
    pub urgent: bool,
    /// For how many seconds after its moment it is still of use, within [`USEFUL_LIMITS`]; [`USEFUL`] when it isn't said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub useful: Option<u64>,
}

/// A reminder that is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// When it is due after rounding: seconds since 1970-01-01 UTC.
    pub due: i64,
}

/// Sends a message at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestReminder {
    /// As in [`NewReminder`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub log: Option<String>,
    /// Where to.
    pub subscription: Subscription,
    /// As in [`NewReminder`].
    pub tag: String,
    /// As in [`NewReminder`].
    pub lang: Language,
    /// As in [`NewReminder`].
    pub page: String,
}

/// How the test went as far as the push service: what the phone then did, the phone must say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tested {
    /// The link that failed, or none did.
    pub outcome: TestOutcome,
}

/// How the test went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TestOutcome {
    /// The push service took it.
    Sent,
    /// The subscription is no more: subscribe again.
    Gone,
    /// The push service takes nothing from this service for this subscription: subscribe again with the key of this service.
    Refused,
    /// The push service asks to come again later.
    Busy,
    /// The push service doesn't answer, or answers with a fault.
    Unreachable,
}
