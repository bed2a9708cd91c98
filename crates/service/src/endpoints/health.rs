//! `GET /healthz`

use axum::response::IntoResponse;

use super::NO_STORE;

/// Report that the process answers
#[utoipa::path(
    get,
    path = "/healthz",
    operation_id = "health",
    tag = "service",
    responses((status = 200, description = "It answers.", body = String, content_type = "text/plain")),
)]
pub async fn handler() -> impl IntoResponse {
    ([NO_STORE], "ok\n")
}
