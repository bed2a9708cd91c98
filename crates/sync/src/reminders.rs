//! The JSON bodies of reminders, which the service sends as push messages.
//!
//! | request | by | does |
//! |---|---|---|
//! | `GET /v1/push-key` | anybody | returns the key to subscribe with, [`PushKey`], or [`Code::RemindersOff`] |
//! | `GET /v1/reminder-limits` | anybody | returns the operator's limits, [`ReminderLimits`], or [`Code::RemindersOff`] |
//! | `PUT /v1/reminders/{id}` [`NewReminder`] | an owner | stores or replaces a reminder; returns [`Reminder`] |
//! | `DELETE /v1/reminders/{id}` | its owner | deletes it; succeeds if it does not exist |
//! | `DELETE /v1/reminders` (`?log=…` when paired) | an owner | deletes all of this owner's reminders |
//! | `POST /v1/test-reminders` [`TestReminder`] | an owner | sends one at once and returns the result: [`TestReminderResult`] |
//!
//! The owner of a paired resident's reminders is the log: `log` names it, and the token is the log's. Otherwise the owner is a
//! guest, with a token of 32 bytes that the device derives from the root key: see [`guest_token`]. The service need not know it
//! beforehand, and keeps only part of its hash.
//!
//! [`guest_token`]: mijn_brug_seal::RootKey::guest_token
//!
//! [`Code::RemindersOff`]: crate::api::Code::RemindersOff

use serde::{Deserialize, Serialize};

/// The default step in seconds: due moments are rounded up to a multiple of it. The operator may set another.
pub const DEFAULT_STEP_SECONDS: u64 = 5 * 60;

/// How long a reminder is useful after its due moment, in seconds, if the device does not say.
pub const DEFAULT_USEFUL_SECONDS: u64 = 4 * 60 * 60;

/// The minimum and the maximum of `useful`, in seconds.
pub const USEFUL_SECONDS_RANGE: (u64, u64) = (5 * 60, 24 * 60 * 60);

/// The maximum length of a tag, whose characters are `A` to `Z`, `a` to `z`, `0` to `9`, `-` and `_`.
pub const TAG_MAX: usize = 32;

/// The maximum length of a push service's address in bytes.
pub const ENDPOINT_MAX: usize = 1024;

/// The maximum length of the page's address in bytes.
pub const PAGE_MAX: usize = 200;

/// The service's public key, with which browsers subscribe.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushKey {
    /// `applicationServerKey`: an uncompressed P-256 point in base64url without padding (RFC 8292, section 3.2).
    #[cfg_attr(feature = "openapi", schema(pattern = "^[A-Za-z0-9_-]*$"))]
    pub key: String,
}

/// A browser's push subscription: the fields of its `PushSubscription`.
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

/// Stores or replaces a reminder.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NewReminder {
    /// The log of a paired resident: 32 hexadecimal digits. Left out by guests.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::Id>))]
    pub log: Option<String>,
    /// Where to send it.
    pub subscription: Subscription,
    /// When it is due: seconds since 1970-01-01 UTC. The service rounds it up to a multiple of its step.
    pub due: i64,
    /// An opaque name that the device chose. A later message with the same tag replaces one still waiting at the push service.
    #[cfg_attr(feature = "openapi", schema(pattern = "^[A-Za-z0-9_-]{1,32}$"))]
    pub tag: String,
    /// The language of the neutral text.
    pub lang: Language,
    /// The page that a tap opens: an absolute `https` address (or `http` on localhost) of at most 200 bytes.
    #[cfg_attr(feature = "openapi", schema(max_length = 200))]
    pub page: String,
    /// Whether it may wake a phone that is saving battery.
    #[serde(default)]
    pub urgent: bool,
    /// How many seconds it is useful after its due moment: 300 to 86,400; 14,400 if left out.
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
    /// For a paired resident.
    pub paired: OwnerLimits,
    /// For a guest: a resident who is not paired.
    pub guest: OwnerLimits,
}

/// The limits on one owner's reminders.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OwnerLimits {
    /// The maximum number of reminders that wait at the same time; 0 for none.
    pub reminders: u64,
    /// The maximum time until a due moment, in seconds.
    pub ahead: u64,
}

/// A stored reminder.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// When it is due after rounding: seconds since 1970-01-01 UTC.
    pub due: i64,
}

/// Sends a test message at once.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TestReminder {
    /// As in `NewReminder`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<crate::openapi::Id>))]
    pub log: Option<String>,
    /// Where to send it.
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

/// The result of a test, as far as the push service. Only the phone can tell whether the message arrived.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestReminderResult {
    /// What the push service answered.
    pub outcome: TestOutcome,
}

/// How the test went.
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TestOutcome {
    /// The push service accepted it.
    Sent,
    /// The subscription no longer exists: subscribe again.
    Gone,
    /// The push service accepts nothing from this service for this subscription: subscribe again with this service's key.
    Refused,
    /// The push service asks to try again later.
    Busy,
    /// The push service does not answer, or answers with a server error.
    Unreachable,
}
