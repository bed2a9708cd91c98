//! `POST /v1/mailboxes`

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use mijn_brug_sync::api::{Code, MAILBOX_MAX, NewMailboxes};

use crate::access::{Bearer, read_hex};
use crate::app::App;
use crate::db::mailboxes::MailboxPair;
use crate::db::signed;
use crate::problem::Problem;
use crate::request::{JsonBody, read_16};

problems!(Malformed, Unauthorized, MailboxUsed, TooLarge);

/// Create the two mailboxes of a pairing code
///
/// With the token of a team or a log. The mailboxes expire, after 15 minutes unless the operator set another time. Creating the same
/// mailboxes again succeeds.
#[utoipa::path(
    post,
    path = "/v1/mailboxes",
    operation_id = "createMailboxes",
    tag = "mailboxes",
    security(("bearer" = [])),
    request_body = NewMailboxes,
    responses((status = 204, description = "The mailboxes exist."), Problems),
)]
pub async fn handler(
    State(app): State<Arc<App>>,
    Bearer(maker): Bearer,
    JsonBody(new): JsonBody<NewMailboxes>,
) -> Result<StatusCode, Problem> {
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
    if !app.database.is_token(&maker).await? {
        return Err(Code::Unauthorized.into());
    }
    let at_most = signed(app.config.mailboxes);
    app.database
        .create_mailboxes(&maker, &pair, at_most, now)
        .await??;
    Ok(StatusCode::NO_CONTENT)
}
