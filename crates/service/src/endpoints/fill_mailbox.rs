//! `PUT /v1/mailboxes/{box}`: fills the empty box, once.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use mijn_brug_sync::api::{Code, MAILBOX_MAX};

use crate::app::App;
use crate::problem::Problem;
use crate::request::{Guesser, Name, Octets};

/// Done. The same content again, as after a lost answer, is done already.
pub async fn answer(
    State(app): State<Arc<App>>,
    Name(name): Name,
    guesser: Guesser,
    Octets(content): Octets,
) -> Result<StatusCode, Problem> {
    if content.len() > MAILBOX_MAX {
        return Err(Code::TooLarge.into());
    }
    if content.is_empty() {
        return Err(Code::Malformed.into());
    }
    let filled = app
        .database
        .fill_mailbox(&name, &content, app.config.clock.now())
        .await?;
    guesser.note(&app, filled)?;
    Ok(StatusCode::NO_CONTENT)
}
