//! `GET /readyz`

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use mijn_brug_sync::api::Code;

use super::NO_STORE;
use crate::app::App;
use crate::problem::Problem;

problems!(@only Unavailable);

/// Report whether the service can do its work
///
/// It can when the database can be read and the last append could be written.
#[utoipa::path(
    get,
    path = "/readyz",
    operation_id = "ready",
    tag = "service",
    responses(
        (status = 200, description = "It can.", body = String, content_type = "text/plain"),
        Problems,
    ),
)]
pub async fn handler(State(app): State<Arc<App>>) -> Response {
    if app.health.is_ready(&app.database).await {
        ([NO_STORE], "ready\n").into_response()
    } else {
        Problem::from(Code::Unavailable).into_response()
    }
}
