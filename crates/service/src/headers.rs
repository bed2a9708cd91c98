//! The headers of every answer.

use axum::http::HeaderMap;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};

/// The content security policy of pages: no inline script or style, no other origin. `wasm-unsafe-eval` allows compiling wasm and
/// nothing else. No nonce: the service worker keeps the page, so a nonce would never change.
pub const PAGE_CSP: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// What pages may ask of the device: the camera, to scan a code, and nothing else.
pub const PERMISSIONS: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(self), \
    display-capture=(), encrypted-media=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), \
    local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), xr-spatial-tracking=()";

/// The policy of an answer that is data: a browser that shows it anyway runs and loads nothing. Short, because tablets ask for the
/// heads of all their residents again and again.
pub const API_CSP: &str = "default-src 'none'; frame-ancestors 'none'";

/// The version of the API: semantic versioning, in the header `API-Version` and in the OpenAPI document.
pub const API_VERSION: &str = "1.0.0";

const PAGE_HEADERS: [(HeaderName, &str); 3] = [
    (CONTENT_SECURITY_POLICY, PAGE_CSP),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
];

const API_HEADERS: [(HeaderName, &str); 1] = [(CONTENT_SECURITY_POLICY, API_CSP)];

const VERSION: (HeaderName, &str) = (HeaderName::from_static("api-version"), API_VERSION);

const COMMON_HEADERS: [(HeaderName, &str); 4] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (X_FRAME_OPTIONS, "DENY"),
];

/// The part of the service that answers a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseKind {
    /// An endpoint under `/v1/`.
    Api,
    /// An endpoint for monitors, outside `/v1/`.
    Health,
    /// A file of the web apps.
    Pages,
}

impl ResponseKind {
    /// The part that answers at a path.
    pub fn of(path: &str) -> Self {
        match path {
            "/healthz" | "/readyz" => Self::Health,
            _ if path.starts_with("/v1/") => Self::Api,
            _ => Self::Pages,
        }
    }
}

/// Adds the headers to an answer. `https` adds HSTS (RFC 6797): browsers then never use plain http again.
pub fn add(headers: &mut HeaderMap, kind: ResponseKind, https: bool) {
    let own = match kind {
        ResponseKind::Api => &API_HEADERS[..],
        ResponseKind::Health | ResponseKind::Pages => &PAGE_HEADERS[..],
    };
    let version = (kind != ResponseKind::Pages).then_some(VERSION);
    for (name, value) in own.iter().cloned().chain(COMMON_HEADERS).chain(version) {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if https {
        let value = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(STRICT_TRANSPORT_SECURITY, value);
    }
}
