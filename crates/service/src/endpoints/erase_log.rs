//! `DELETE /v1/logs/{log}`

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use mijn_brug_sync::api::Code;
use mijn_brug_sync::openapi::Id;

use crate::app::App;
use crate::problem::Problem;
use crate::request::Access;

problems!(Malformed, Unauthorized, Forbidden, LogNotFound, LogErased);

/// Erase a resident's log for good
///
/// A tombstone stays, so that other holders of the token learn of it: they read `log-erased`, and so does a second call. Only the
/// operator can erase the log of a team: for its members that is `forbidden`, because all of them hold its token.
#[utoipa::path(
    delete,
    path = "/v1/logs/{log}",
    operation_id = "eraseLog",
    tag = "logs",
    security(("bearer" = [])),
    params(("log" = Id, Path, description = "The log.")),
    responses((status = 204, description = "The log is erased."), Problems),
)]
pub async fn handler(State(app): State<Arc<App>>, access: Access) -> Result<StatusCode, Problem> {
    let log = app.database.log(access.log).await?.ok_or(Code::LogNotFound)?;
    log.head_for(&access.token)?;
    if app.database.team_of(access.log).await?.is_some() {
        return Err(Code::Forbidden.into());
    }
    app.database.erase(access.log, app.config.clock.today()).await?;
    app.notify_changed(access.log);
    Ok(StatusCode::NO_CONTENT)
}
