//! `POST /v1/teams`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use mijn_brug_sync::api::{Code, NewTeam, Team};
use mijn_brug_sync::wire::LogId;

use crate::access::TokenHash;
use crate::app::App;
use crate::problem::Problem;
use crate::request::{GuessGuard, JsonBody};

problems!(Malformed, GrantInvalid, LogTaken, LogErased, TooLarge);

/// Enrol a team
///
/// With the secret of the link that the operator made, which works once. The same request again has the same answer.
#[utoipa::path(
    post,
    path = "/v1/teams",
    operation_id = "enrolTeam",
    tag = "teams",
    request_body = NewTeam,
    responses((status = 200, description = "The team.", body = Team), Problems),
)]
pub async fn handler(
    State(app): State<Arc<App>>,
    guard: GuessGuard,
    JsonBody(new): JsonBody<NewTeam>,
) -> Result<Json<Team>, Problem> {
    let log: LogId = new.log.parse().map_err(|_| Code::Malformed)?;
    let token = TokenHash::of(&new.token).ok_or(Code::Malformed)?;
    let clock = &app.config.clock;
    let enrolled = match TokenHash::of(&new.grant) {
        // Report a malformed secret like an unknown one: for the person who mistyped the link, it just does not work.
        None => Err(Code::GrantInvalid),
        Some(grant) => {
            app.database
                .enrol(&grant, log, &token, clock.now(), clock.today())
                .await?
        }
    };
    guard.count(&app, enrolled).map(|name| Json(Team { name }))
}
