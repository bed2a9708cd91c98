//! `DELETE /v1/logs/{log}`: erases a log for ever.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use mijn_brug_sync::api::Code;

use crate::app::App;
use crate::problem::Problem;
use crate::request::Access;

/// Done, for a resident's log. A team's own log holds the keys, the ledger and the stock of everybody in it: its token opens it for
/// each of them, and none may end it for all. Only the operator may, on the command line. Again, it's [`Code::LogErased`]: for who wants it gone that says the same.
pub async fn answer(State(app): State<Arc<App>>, access: Access) -> Result<StatusCode, Problem> {
    let log = app.database.log(access.log).await?.ok_or(Code::LogNotFound)?;
    log.head_for(&access.token)?;
    if app.database.team_of(access.log).await?.is_some() {
        return Err(Code::Forbidden.into());
    }
    app.database.erase(access.log, app.config.clock.today()).await?;
    app.changed(access.log);
    Ok(StatusCode::NO_CONTENT)
}
