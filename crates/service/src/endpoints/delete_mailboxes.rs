//! `DELETE /v1/mailboxes/{box}`: takes both boxes of a pair away.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;

use crate::access::Bearer;
use crate::app::App;
use crate::problem::Problem;
use crate::request::{Guesser, Name};

/// Done.
pub async fn answer(
    State(app): State<Arc<App>>,
    Name(name): Name,
    Bearer(maker): Bearer,
    guesser: Guesser,
) -> Result<StatusCode, Problem> {
    let now = app.config.clock.now();
    let deleted = app.database.delete_mailboxes(&name, &maker, now).await?;
    guesser.note(&app, deleted)?;
    Ok(StatusCode::NO_CONTENT)
}
