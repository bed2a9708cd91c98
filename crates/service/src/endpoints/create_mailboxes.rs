//! `POST /v1/mailboxes`: makes the two boxes of a pairing code.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use mijn_brug_sync::api::{Code, MAILBOX_MAX, NewMailboxes};

use crate::access::{Bearer, read_hex};
use crate::app::App;
use crate::db::mailboxes::Pair;
use crate::db::signed;
use crate::problem::Problem;
use crate::request::{Form, read_16};

/// Done, also when it was done before.
pub async fn answer(
    State(app): State<Arc<App>>,
    Bearer(maker): Bearer,
    Form(asked): Form<NewMailboxes>,
) -> Result<StatusCode, Problem> {
    let now = app.config.clock.now();
    let pair = Pair {
        offer: read_16(&asked.offer)?,
        answer: read_16(&asked.answer)?,
        content: read_hex(&asked.content).ok_or(Code::Malformed)?,
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
