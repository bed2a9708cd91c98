//! `GET /v1/logs/{log}/records`

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::response::IntoResponse;
use mijn_brug_sync::api::{Code, WAIT_MAX};
use mijn_brug_sync::openapi::Id;
use mijn_brug_sync::wire::{self, Head, MEDIA_TYPE, RECORDS_MAX};
use serde::Deserialize;
use tokio::time::{Instant, timeout_at};
use utoipa::IntoParams;

use super::{OctetStream, records};
use crate::app::App;
use crate::db::unsigned;
use crate::problem::Problem;
use crate::request::{Access, QueryParams};

/// Which records.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct RecordsQuery {
    /// Only records with a higher number.
    #[serde(default)]
    #[param(default = 0)]
    after: u64,
    /// The largest number of records.
    #[param(value_type = u64, required = false, minimum = 1, maximum = 500, default = 500)]
    limit: Option<u64>,
    /// Long poll: the largest number of seconds to wait until the head's number differs from `after`.
    #[serde(default)]
    #[param(maximum = 25, default = 0)]
    wait: u64,
}

problems!(Malformed, Unauthorized, LogNotFound, LogErased);

/// Get a page of records
///
/// At most 500 records and 1 MiB, and at least one record if there is one.
#[utoipa::path(
    get,
    path = "/v1/logs/{log}/records",
    operation_id = "readRecords",
    tag = "logs",
    security(("bearer" = [])),
    params(("log" = Id, Path, description = "The log."), RecordsQuery),
    responses(
        (
            status = 200,
            description = "The head: last number (8 bytes), XOR of the ids (16), number of records (8). Then for each record its number (8), length (4) and sealed bytes. Numbers are big-endian.",
            body = inline(OctetStream),
            content_type = MEDIA_TYPE
        ),
        Problems,
    ),
)]
pub async fn handler(
    State(app): State<Arc<App>>,
    access: Access,
    QueryParams(query): QueryParams<RecordsQuery>,
) -> Result<impl IntoResponse, Problem> {
    let most = u64::try_from(RECORDS_MAX).unwrap_or(u64::MAX);
    let limit = query.limit.unwrap_or(most).min(most);
    if limit == 0 {
        return Err(Code::Malformed.into());
    }
    let head = if query.wait == 0 {
        Box::pin(read_head(&app, &access)).await?
    } else {
        wait(&app, &access, &query).await?
    };
    let mut page = wire::write_page(&head);
    if query.after < head.seq {
        let upto = head.seq.min(query.after.saturating_add(limit));
        let records = Box::pin(app.database.records(access.log, query.after, upto)).await?;
        for (seq, sealed) in records {
            wire::write_numbered(unsigned(seq), &sealed, &mut page);
        }
    }
    Ok((records(), page))
}

/// Returns the head once its number differs from the client's, the time is over, or the service stops.
async fn wait(app: &App, access: &Access, query: &RecordsQuery) -> Result<Head, Problem> {
    let deadline = Instant::now() + Duration::from_secs(query.wait.min(WAIT_MAX));
    let mut shutdown = app.shutdown.clone();
    let mut poll = app.polls.watch(access.log);
    loop {
        // Boxed, and dropped before the wait: thousands of requests wait, and the state of a statement is kilobytes.
        let head = Box::pin(read_head(app, access)).await?;
        // Higher, or lower: after a restore from a backup the client must hear at once too.
        if head.seq != query.after {
            return Ok(head);
        }
        let changed = async {
            tokio::select! {
                () = poll.changed() => true,
                _ = shutdown.wait_for(|is_shutdown| *is_shutdown) => false,
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
        // Once a day. Reading goes on when the disk is full.
        _ = app.database.touch_log(access.log, today).await;
    }
    Ok(head)
}
