//! `POST /v1/teams`: uses a grant, once.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use mijn_brug_sync::api::{Code, NewTeam, Team};
use mijn_brug_sync::wire::LogId;

use crate::access::TokenHash;
use crate::app::App;
use crate::problem::Problem;
use crate::request::{Form, Guesser};

/// The team that was enrolled.
pub async fn answer(
    State(app): State<Arc<App>>,
    guesser: Guesser,
    Form(asked): Form<NewTeam>,
) -> Result<Json<Team>, Problem> {
    let log: LogId = asked.log.parse().map_err(|_| Code::Malformed)?;
    let token = TokenHash::of(&asked.token).ok_or(Code::Malformed)?;
    let clock = &app.config.clock;
    let enrolled = match TokenHash::of(&asked.grant) {
        // A mistyped link is a link that doesn't work.
        None => Err(Code::GrantInvalid),
        Some(grant) => {
            app.database
                .enrol(&grant, log, &token, clock.now(), clock.today())
                .await?
        }
    };
    guesser.note(&app, enrolled).map(|name| Json(Team { name }))
}
