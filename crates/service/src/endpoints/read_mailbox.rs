//! `GET /v1/mailboxes/{box}`

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use mijn_brug_sync::openapi::Id;

use super::{NO_STORE, OctetStream, octets};
use crate::app::App;
use crate::problem::Problem;
use crate::request::{GuessGuard, PathId};

problems!(Malformed, MailboxNotFound);

/// Read a mailbox
///
/// Anybody who knows its id may. The offer is gone once the answer is there.
#[utoipa::path(
    get,
    path = "/v1/mailboxes/{box}",
    operation_id = "readMailbox",
    tag = "mailboxes",
    params(("box" = Id, Path, description = "The mailbox.")),
    responses(
        (status = 200, description = "Its content.", body = inline(OctetStream), content_type = "application/octet-stream"),
        (status = 204, description = "The mailbox is empty."),
        Problems,
    ),
)]
pub async fn handler(
    State(app): State<Arc<App>>,
    PathId(mailbox): PathId,
    guard: GuessGuard,
) -> Result<Response, Problem> {
    let found = app.database.mailbox(&mailbox, app.config.clock.now()).await?;
    Ok(match guard.count(&app, found)? {
        Some(content) => (octets("application/octet-stream"), content).into_response(),
        None => (StatusCode::NO_CONTENT, [NO_STORE]).into_response(),
    })
}
