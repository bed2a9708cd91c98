//! `DELETE /v1/reminders/{reminder}`: takes one reminder away; `DELETE /v1/reminders`: all of an owner.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;

use crate::access::Bearer;
use crate::app::App;
use crate::problem::Problem;
use crate::request::{Asked, Name, owner};

/// Whose they are.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    log: Option<String>,
}

/// Done, also when there was none, and when it is somebody else's: then nothing of theirs is touched.
pub async fn one(
    State(app): State<Arc<App>>,
    Name(id): Name,
    Bearer(token): Bearer,
    Asked(asked): Asked<Question>,
) -> Result<StatusCode, Problem> {
    let owner = owner(&app, asked.log.as_deref(), &token).await?;
    app.database.drop_reminders(owner, Some(&id)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Done, also when there were none.
pub async fn all(
    State(app): State<Arc<App>>,
    Bearer(token): Bearer,
    Asked(asked): Asked<Question>,
) -> Result<StatusCode, Problem> {
    let owner = owner(&app, asked.log.as_deref(), &token).await?;
    app.database.drop_reminders(owner, None).await?;
    Ok(StatusCode::NO_CONTENT)
}
