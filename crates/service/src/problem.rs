//! How errors look: `application/problem+json` (RFC 9457), with a stable `code`.

use axum::http::StatusCode;
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use serde_json::json;

/// What went wrong, for a program (`code`) and for a person (`title`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Nothing is at this address.
    NotFound,
    /// The address is there to be read only.
    MethodNotAllowed,
}

impl Problem {
    /// The HTTP status.
    pub fn status(self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        }
    }

    /// The name that programs may rely on.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::NotFound => "Nothing is at this address.",
            Self::MethodNotAllowed => "This address takes GET and HEAD only.",
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({
            "type": "about:blank",
            "status": self.status().as_u16(),
            "code": self.code(),
            "title": self.title(),
        });
        let headers = [
            (CONTENT_TYPE, "application/problem+json"),
            (CACHE_CONTROL, "no-store"),
        ];
        let mut response = (self.status(), headers, body.to_string()).into_response();
        if self == Self::MethodNotAllowed {
            response
                .headers_mut()
                .insert(ALLOW, axum::http::HeaderValue::from_static("GET, HEAD"));
        }
        response
    }
}
