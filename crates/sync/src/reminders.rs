//! The forms of reminders: what a device asks of the service's sender of push messages.
//!
//! | request | by | does |
//! |---|---|---|
//! | `GET /v1/push-key` | anybody | the key to subscribe with: [`PushKey`], or [`Code::RemindersOff`] |
//! | `GET /v1/reminder-limits` | anybody | the operator's limits: [`ReminderLimits`], or [`Code::RemindersOff`] |
//! | `PUT /v1/reminders/{id}` [`NewReminder`] | an owner | keeps a reminder, or changes it; answers [`Reminder`] |
//! | `DELETE /v1/reminders/{id}` | its owner | takes it away; one that isn't there counts as done |
//! | `DELETE /v1/reminders` (`?log=…` when paired) | an owner | takes away all of this owner |
//! | `POST /v1/test-reminders` [`TestReminder`] | an owner | sends one at once, and says how that went: [`Tested`] |
//!
//! Who is paired is the owner by the log: `log` names it, and the token is the log's. Who isn't paired is the owner by a token that
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
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushKey {
    /// `applicationServerKey`: an uncompressed P-256 point in base64url without padding (RFC 8292, section 3.2).
    #[cfg_attr(feature = "openapi", schema(pattern = "^[A-Za-z0-9_-]*$"))]
    pub key: String,
}

/// Where a browser listens: what its `PushSubscription` says.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Subscription {
    /// The push service's address for this browser: at most 1,024 bytes.
    #[cfg_attr(feature = "openapi", schema(max_length = 1024))]
    pub endpoint: String,
    /// The browser's key in base64url without padding, as `getKey('p256dh')` gives its bytes.
    #[cfg_attr(feature = "openapi", schema(pattern = "^[A-Za-z0-9_-]*$"))]
    pub p256dh: String,
    /// The browser's secret in base64url without padding, as `getKey('auth')` gives its bytes.
    #[cfg_attr(feature = "openapi", schema(pattern = "^[A-Za-z0-9_-]*$"))]
    pub auth: String,
}

/// The language of the neutral text.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Dutch.
    Nl,
    /// English.
    En,
}

/// Keeps a reminder, or changes it.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewReminder {
    /// The log of whoever is paired, 32 hexadecimal digits; nothing for others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::Id>))]
    pub log: Option<String>,
    /// Where to.
    pub subscription: Subscription,
    /// When: seconds since 1970-01-01 UTC. The service rounds it up to a multiple of its step.
    pub due: i64,
    /// What the device knows it by: opaque. A later message with the same tag takes the place of one that waits at the push service.
    #[cfg_attr(feature = "openapi", schema(pattern = "^[A-Za-z0-9_-]{1,32}$"))]
    pub tag: String,
    /// The language of the neutral text.
    pub lang: Language,
    /// The page that a tap opens: an absolute address, `https` (or `http` on this machine), at most 200 bytes.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub page: String,
    /// Whether it may wake a phone that saves its battery.
    #[serde(default)]
    pub urgent: bool,
    /// How many seconds after its moment it is still useful: 300 to 86,400; 14,400 when left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(
        feature = "openapi",
        schema(minimum = 300, maximum = 86_400, default = 14_400)
    )]
    pub useful: Option<u64>,
}

/// The operator's limits on reminders.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ReminderLimits {
    /// Seconds: the service rounds due moments up to a multiple of it.
    pub step: u64,
    /// For a person who is paired.
    pub paired: OwnerLimits,
    /// For a person who is not paired.
    pub guest: OwnerLimits,
}

/// The limits on one owner's reminders.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnerLimits {
    /// The largest number of reminders that wait at the same time; 0 is none.
    pub reminders: u64,
    /// Seconds from now: the furthest due moment.
    pub ahead: u64,
}

/// A reminder that is kept.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// When it is due after rounding: seconds since 1970-01-01 UTC.
    pub due: i64,
}

/// Sends a message at once.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestReminder {
    /// As in `NewReminder`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::Id>))]
    pub log: Option<String>,
    /// Where to.
    pub subscription: Subscription,
    /// As in `NewReminder`.
    #[cfg_attr(feature = "openapi", schema(pattern = "^[A-Za-z0-9_-]{1,32}$"))]
    pub tag: String,
    /// As in `NewReminder`.
    pub lang: Language,
    /// As in `NewReminder`.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub page: String,
}

/// How the test went as far as the push service: what the phone then did, the phone must say.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tested {
    /// The step that failed, or none did.
    pub outcome: TestOutcome,
}

/// How the test went.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
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
