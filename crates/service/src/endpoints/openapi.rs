//! `GET /v1/openapi.json`: the API's description, kept by hand beside the endpoints; a test compares it with them.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;

const DOCUMENT: &str = include_str!("openapi.json");

/// The description.
pub async fn answer() -> impl IntoResponse {
    let headers = [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-cache")];
    (headers, DOCUMENT)
}
