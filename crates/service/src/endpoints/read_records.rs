//! `GET /v1/logs/{log}/records`: a page of a log; with `wait`, as soon as there is one.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::IntoResponse;
use mijn_brug_sync::api::{Code, WAIT_MAX};
use mijn_brug_sync::wire::{self, Head, RECORDS_MAX};
use serde::Deserialize;
use tokio::time::{Instant, timeout_at};

use super::records;
use crate::app::App;
use crate::db::unsigned;
use crate::problem::Problem;
use crate::request::{Access, Asked};

/// What may be asked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    #[serde(default)]
    after: u64,
    limit: Option<u64>,
    #[serde(default)]
    wait: u64,
}

/// A page.
pub async fn answer(
    State(app): State<Arc<App>>,
    access: Access,
    Asked(asked): Asked<Question>,
) -> Result<impl IntoResponse, Problem> {
    let most = u64::try_from(RECORDS_MAX).unwrap_or(u64::MAX);
    let limit = asked.limit.unwrap_or(most).min(most);
    if limit == 0 {
        return Err(Code::Malformed.into());
    }
    let head = if asked.wait == 0 {
        Box::pin(read_head(&app, &access)).await?
    } else {
        wait(&app, &access, &asked).await?
    };
    let mut page = wire::write_page(&head);
    if asked.after < head.seq {
        let upto = head.seq.min(asked.after.saturating_add(limit));
        let records = Box::pin(app.database.records(access.log, asked.after, upto)).await?;
        for (seq, sealed) in records {
            wire::write_numbered(unsigned(seq), &sealed, &mut page);
        }
    }
    Ok((records(), page))
}

/// The head as soon as it is past what the client has, or when the time is over, or when the service stops.
async fn wait(app: &App, access: &Access, asked: &Question) -> Result<Head, Problem> {
    let deadline = Instant::now() + Duration::from_secs(asked.wait.min(WAIT_MAX));
    let mut stopping = app.stopping.clone();
    let mut poll = app.polls.watch(access.log);
    loop {
        // In a box, which goes before the wait begins: thousands wait, and a statement's state is some kilobytes.
        let head = Box::pin(read_head(app, access)).await?;
        // Past it, or before it: a service restored from a backup must be heard at once too.
        if head.seq != asked.after {
            return Ok(head);
        }
        let changed = async {
            tokio::select! {
                () = poll.changed() => true,
                _ = stopping.wait_for(|stopping| *stopping) => false,
            }
        };
        if !timeout_at(deadline, changed).await.unwrap_or(false) {
            return Ok(head);
        }
    }
}

async fn read_head(app: &App, access: &Access) -> Result<Head, Problem> {
    let log = app.database.log(access.log).await?.ok_or(Code::LogNotFound)?;
    let head = log.head_for(&access.token)?;
    let today = app.config.clock.today();
    if log.last_seen.is_none_or(|day| day < today) {
        // Once a day. Not worth a refusal when the disk is full: reading goes on.
        _ = app.database.seen(access.log, today).await;
    }
    Ok(head)
}
