//! What every answer carries.

use axum::http::HeaderMap;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, HeaderName, HeaderValue, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};

/// The content security policy. No inline script or style, no other origin; `wasm-unsafe-eval` lets wasm compile and
/// nothing else. No nonce: the page is kept by the service worker, so a nonce would be the same for ever.
pub const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";

/// What the pages may ask the phone for: the camera, to scan a code, and nothing else.
pub const PERMISSIONS: &str = "accelerometer=(), autoplay=(), browsing-topics=(), camera=(self), \
    display-capture=(), encrypted-media=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), \
    local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), xr-spatial-tracking=()";

/// The policy of an answer that is data: a browser that shows it all the same runs and loads nothing. Short, because a
/// tablet asks for the heads of all its residents again and again.
pub const API_POLICY: &str = "default-src 'none'; frame-ancestors 'none'";

const OF_PAGES: [(HeaderName, &str); 3] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (HeaderName::from_static("permissions-policy"), PERMISSIONS),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
];

const OF_API: [(HeaderName, &str); 1] = [(CONTENT_SECURITY_POLICY, API_POLICY)];

const ALWAYS: [(HeaderName, &str); 4] = [
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (X_FRAME_OPTIONS, "DENY"),
];

/// Adds them, to a page or to an answer of the API; with `https` also that browsers must never come over plain http again
/// (RFC 6797).
pub fn add(headers: &mut HeaderMap, is_api: bool, https: bool) {
    let own = if is_api { &OF_API[..] } else { &OF_PAGES[..] };
    for (name, value) in own.iter().cloned().chain(ALWAYS) {
        headers.insert(name, HeaderValue::from_static(value));
    }
    if https {
        let value = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(STRICT_TRANSPORT_SECURITY, value);
    }
}
