//! `POST /v1/logs`: makes a resident's log.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use mijn_brug_sync::api::{Code, NewLog};
use mijn_brug_sync::wire::LogId;

use crate::access::{Bearer, TokenHash};
use crate::app::App;
use crate::db::signed;
use crate::problem::Problem;
use crate::request::Form;

/// Done, also when it was done before.
pub async fn answer(
    State(app): State<Arc<App>>,
    Bearer(team): Bearer,
    Form(asked): Form<NewLog>,
) -> Result<StatusCode, Problem> {
    let log: LogId = asked.log.parse().map_err(|_| Code::Malformed)?;
    let token = TokenHash::of(&asked.token).ok_or(Code::Malformed)?;
    let (team_logs, today) = (signed(app.config.team_logs), app.config.clock.today());
    app.database
        .create_log(&team, log, &token, team_logs, today)
        .await??;
    Ok(StatusCode::NO_CONTENT)
}
