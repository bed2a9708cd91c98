//! How errors look: `application/problem+json` (RFC 9457), with a stable [`Code`].

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use axum::http::{HeaderName, StatusCode};
use axum::response::{IntoResponse, Response};
use mijn_brug_sync::api::{self, Code};

/// What went wrong, and when to come again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What went wrong.
    pub code: Code,
    /// After how many seconds the same request may succeed.
    pub retry_after: Option<u64>,
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        // A database comes back, or a disk gets room, within minutes at best; a client doubles this by itself.
        let retry_after = matches!(code, Code::Unavailable | Code::TooManyRequests).then_some(5);
        Self { code, retry_after }
    }
}

impl Problem {
    /// Too many requests: come again after so many seconds.
    pub fn too_many(retry_after: u64) -> Self {
        Self {
            code: Code::TooManyRequests,
            retry_after: Some(retry_after.max(1)),
        }
    }

    /// The body that is sent.
    pub fn body(self) -> api::Problem {
        api::Problem {
            kind: "about:blank".to_owned(),
            status: self.code.status(),
            code: self.code,
            title: self.code.title().to_owned(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers: [(HeaderName, HeaderValue); 2] = [
            (CONTENT_TYPE, HeaderValue::from_static("application/problem+json")),
            (CACHE_CONTROL, HeaderValue::from_static("no-store")),
        ];
        // The form has no maps and no numbers that JSON lacks, so that writing it can't fail.
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
