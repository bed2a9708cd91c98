//! `POST /v1/mailboxes`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use mijn_brug_sync::api::{Code, CreatedMailboxes, MAILBOX_MAX, NewMailboxes};

use crate::access::{Bearer, read_hex};
use crate::app::App;
use crate::db::mailboxes::MailboxPair;
use crate::db::{signed, unsigned};
use crate::problem::Problem;
use crate::request::{JsonBody, read_16};

problems!(Malformed, Unauthorized, MailboxUsed, TooLarge);

/// Create the two mailboxes of a pairing code
///
/// With the token of a team or a log. The answer says when the mailboxes expire. Creating the same mailboxes again succeeds, and does
/// not prolong them.
#[utoipa::path(
    post,
    path = "/v1/mailboxes",
    operation_id = "createMailboxes",
    tag = "mailboxes",
    security(("bearer" = [])),
    request_body = NewMailboxes,
    responses((status = 200, description = "The mailboxes exist.", body = CreatedMailboxes), Problems),
)]
pub async fn handler(
    State(app): State<Arc<App>>,
    Bearer(creator): Bearer,
    JsonBody(new): JsonBody<NewMailboxes>,
) -> Result<Json<CreatedMailboxes>, Problem> {
    let now = app.config.clock.now();
    let pair = MailboxPair {
        offer: read_16(&new.offer)?,
        answer: read_16(&new.answer)?,
        content: read_hex(&new.content).ok_or(Code::Malformed)?,
        expires: now.saturating_add(signed(app.config.mailbox_seconds)),
    };
    if pair.offer == pair.answer || pair.content.is_empty() {
        return Err(Code::Malformed.into());
    }
    if pair.content.len() > MAILBOX_MAX {
        return Err(Code::TooLarge.into());
    }
    if !app.database.is_token(&creator).await? {
        return Err(Code::Unauthorized.into());
    }
    let at_most = signed(app.config.mailboxes);
    let expires = app
        .database
        .create_mailboxes(&creator, &pair, at_most, now)
        .await??;
    Ok(Json(CreatedMailboxes {
        seconds: unsigned(expires.saturating_sub(now)),
    }))
}
