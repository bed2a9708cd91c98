//! `POST /v1/logs`

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use mijn_brug_sync::api::{Code, NewLog};
use mijn_brug_sync::wire::LogId;

use crate::access::{Bearer, TokenHash};
use crate::app::App;
use crate::db::signed;
use crate::problem::Problem;
use crate::request::JsonBody;

problems!(Malformed, Unauthorized, TeamFull, LogTaken, LogErased, TooLarge);

/// Create a resident's log
///
/// With the token of the team. Creating the same log again succeeds.
#[utoipa::path(
    post,
    path = "/v1/logs",
    operation_id = "createLog",
    tag = "logs",
    security(("bearer" = [])),
    request_body = NewLog,
    responses((status = 204, description = "The log exists."), Problems),
)]
pub async fn handler(
    State(app): State<Arc<App>>,
    Bearer(team): Bearer,
    JsonBody(new): JsonBody<NewLog>,
) -> Result<StatusCode, Problem> {
    let log: LogId = new.log.parse().map_err(|_| Code::Malformed)?;
    let token = TokenHash::of(&new.token).ok_or(Code::Malformed)?;
    let (team_logs, today) = (signed(app.config.team_logs), app.config.clock.today());
    app.database
        .create_log(&team, log, &token, team_logs, today)
        .await??;
    Ok(StatusCode::NO_CONTENT)
}
