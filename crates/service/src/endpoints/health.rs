//! `GET /healthz`: the process answers. `GET /readyz`: its database does too.

use std::sync::Arc;

use axum::extract::State;
use axum::response::{IntoResponse, Response};
use mijn_brug_sync::api::Code;

use super::NO_STORE;
use crate::app::App;
use crate::problem::Problem;

/// The service runs and answers.
pub async fn is_up() -> impl IntoResponse {
    ([NO_STORE], "ok\n")
}

/// The service can store and read.
pub async fn is_ready(State(app): State<Arc<App>>) -> Response {
    if app.health.is_ready(&app.database).await {
        ([NO_STORE], "ready\n").into_response()
    } else {
        Problem::from(Code::Unavailable).into_response()
    }
}
