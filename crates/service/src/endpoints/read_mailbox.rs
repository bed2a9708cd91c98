//! `GET /v1/mailboxes/{box}`: what stands in a box.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};

use super::{NO_STORE, octets};
use crate::app::App;
use crate::problem::Problem;
use crate::request::{Guesser, Name};

/// Its bytes; an empty box has none.
pub async fn answer(
    State(app): State<Arc<App>>,
    Name(name): Name,
    guesser: Guesser,
) -> Result<Response, Problem> {
    let found = app.database.mailbox(&name, app.config.clock.now()).await?;
    Ok(match guesser.note(&app, found)? {
        Some(content) => (octets("application/octet-stream"), content).into_response(),
        None => (StatusCode::NO_CONTENT, [NO_STORE]).into_response(),
    })
}
