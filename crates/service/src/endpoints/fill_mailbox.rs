//! `PUT /v1/mailboxes/{box}`

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use mijn_brug_sync::api::{Code, MAILBOX_MAX};
use mijn_brug_sync::openapi::Id;

use super::OctetStream;
use crate::app::App;
use crate::problem::Problem;
use crate::request::{GuessGuard, PathId, RawBody};

problems!(Malformed, MailboxNotFound, MailboxUsed, TooLarge);

/// Fill the empty mailbox
///
/// Once. The same content again succeeds, because the first answer may have been lost.
#[utoipa::path(
    put,
    path = "/v1/mailboxes/{box}",
    operation_id = "fillMailbox",
    tag = "mailboxes",
    params(("box" = Id, Path, description = "The mailbox for the answer.")),
    request_body(
        content = inline(OctetStream),
        content_type = "application/octet-stream",
        description = "1 to 4,096 bytes."
    ),
    responses((status = 204, description = "The mailbox holds this content."), Problems),
)]
pub async fn handler(
    State(app): State<Arc<App>>,
    PathId(mailbox): PathId,
    guard: GuessGuard,
    RawBody(content): RawBody,
) -> Result<StatusCode, Problem> {
    if content.len() > MAILBOX_MAX {
        return Err(Code::TooLarge.into());
    }
    if content.is_empty() {
        return Err(Code::Malformed.into());
    }
    let filled = app
        .database
        .fill_mailbox(&mailbox, &content, app.config.clock.now())
        .await?;
    guard.count(&app, filled)?;
    Ok(StatusCode::NO_CONTENT)
}
