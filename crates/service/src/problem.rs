//! The form of errors: `application/problem+json` (RFC 9457), with a stable [`Code`].

use std::collections::BTreeMap;

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use mijn_brug_sync::api::{self, Code};
use utoipa::openapi::{
    ContentBuilder, HeaderBuilder, ObjectBuilder, Ref, RefOr, Response as Described, ResponseBuilder, Type,
};

const MEDIA_TYPE: &str = "application/problem+json";

/// What went wrong, and when to try again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What went wrong.
    pub code: Code,
    /// The number of seconds after which the same request may succeed.
    pub retry_after: Option<u64>,
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        // It takes minutes at best until a database is back or a disk has space again; clients double this delay themselves.
        let retry_after = matches!(code, Code::Unavailable | Code::TooManyRequests).then_some(5);
        Self { code, retry_after }
    }
}

impl Problem {
    /// Too many requests, with the number of seconds until the next may succeed.
    pub fn too_many(retry_after: u64) -> Self {
        Self {
            code: Code::TooManyRequests,
            retry_after: Some(retry_after.max(1)),
        }
    }

    /// The body of the answer.
    pub fn body(self) -> api::Problem {
        api::Problem {
            kind: "about:blank".to_owned(),
            status: self.code.status(),
            code: self.code,
            title: self.code.title().to_owned(),
            detail: self.detail(),
        }
    }
}

impl Problem {
    /// What to do about it, for the people who build or run a client.
    fn detail(self) -> String {
        let advice = match self.code {
            Code::NotFound | Code::MethodNotAllowed => {
                "See /v1/openapi.json for the addresses and their methods."
            }
            Code::Malformed | Code::RecordInvalid => "See /v1/openapi.json for the form of this request.",
            Code::TooLarge => "Send fewer records or bytes at a time.",
            Code::Unauthorized => "Send the token as `Authorization: Bearer` with 64 hexadecimal digits.",
            Code::Forbidden => "Ask the operator of this service.",
            Code::LogNotFound => "Check the id of the log, or create it first.",
            Code::LogErased => "An erased log does not come back. Create another one.",
            Code::LogTaken | Code::ReminderTaken => "Choose another id.",
            Code::LogFull | Code::TeamFull => "Ask the operator to raise the limit.",
            Code::GrantInvalid => "Ask the operator for a new enrolment link.",
            Code::MailboxNotFound | Code::MailboxUsed => "Make a new pairing code.",
            Code::RemindersOff => "The operator can turn reminders on with `push_contact`.",
            Code::SubscriptionInvalid => "Subscribe again, with the key of /v1/push-key.",
            Code::DueInvalid => "See /v1/reminder-limits for the furthest moment.",
            Code::RemindersFull => "See /v1/reminder-limits for the limit, and delete reminders first.",
            Code::Internal => "Report this to the operator of this service.",
            Code::TooManyRequests | Code::Unavailable => {
                return match self.retry_after {
                    Some(seconds) => format!("Try again after {seconds} s."),
                    None => "Try again later.".to_owned(),
                };
            }
            // `Code` may get new variants: this is the fallback for those.
            _ => "See /v1/openapi.json.",
        };
        advice.to_owned()
    }
}

/// The OpenAPI responses for these codes, by status.
pub fn responses(codes: &[Code]) -> BTreeMap<String, RefOr<Described>> {
    let mut by_status: BTreeMap<u16, Vec<Code>> = BTreeMap::new();
    for code in codes {
        by_status.entry(code.status()).or_default().push(*code);
    }
    let described = by_status.into_iter().map(|(status, codes)| {
        let lines: Vec<String> = codes
            .iter()
            .map(|code| format!("`{}`: {}", code.text(), code.title()))
            .collect();
        let schema = Ref::from_schema_name("Problem");
        let mut response = ResponseBuilder::new()
            .description(lines.join(" "))
            .content(MEDIA_TYPE, ContentBuilder::new().schema(Some(schema)).build());
        if codes
            .iter()
            .any(|code| Problem::from(*code).retry_after.is_some())
        {
            let seconds = HeaderBuilder::new()
                .description(Some(
                    "The number of seconds after which the request may be sent again.",
                ))
                .schema(Some(ObjectBuilder::new().schema_type(Type::Integer)));
            response = response.header("Retry-After", seconds.build());
        }
        (status.to_string(), response.build().into())
    });
    described.collect()
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers: [(HeaderName, HeaderValue); 2] = [
            (CONTENT_TYPE, HeaderValue::from_static(MEDIA_TYPE)),
            (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        // The body has no maps and no numbers that JSON lacks, so writing it cannot fail.
        let body = serde_json::to_string(&self.body()).unwrap_or_default();
        let mut response = (status, headers, body).into_response();
        if let Some(seconds) = self.retry_after {
            response
                .headers_mut()
                .insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
