//! `DELETE /v1/mailboxes/{box}`

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use mijn_brug_sync::openapi::Id;

use crate::access::Bearer;
use crate::app::App;
use crate::problem::Problem;
use crate::request::{GuessGuard, PathId};

problems!(Malformed, Unauthorized, MailboxNotFound);

/// Delete both mailboxes of a pairing code
///
/// With the token that created them.
#[utoipa::path(
    delete,
    path = "/v1/mailboxes/{box}",
    operation_id = "deleteMailboxes",
    tag = "mailboxes",
    security(("bearer" = [])),
    params(("box" = Id, Path, description = "One of the two mailboxes.")),
    responses((status = 204, description = "Both are gone."), Problems),
)]
pub async fn handler(
    State(app): State<Arc<App>>,
    PathId(mailbox): PathId,
    Bearer(maker): Bearer,
    guard: GuessGuard,
) -> Result<StatusCode, Problem> {
    let now = app.config.clock.now();
    let deleted = app.database.delete_mailboxes(&mailbox, &maker, now).await?;
    guard.count(&app, deleted)?;
    Ok(StatusCode::NO_CONTENT)
}
