//! `GET /v1/logs/{log}/ids`: the ids, to find out what one side lacks.

use std::sync::Arc;

use axum::extract::State;
use axum::response::IntoResponse;
use mijn_brug_sync::api::Code;
use mijn_brug_sync::wire::{IDS_MAX, Numbered, Page, RecordId};
use serde::Deserialize;

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
}

/// A list of ids.
pub async fn answer(
    State(app): State<Arc<App>>,
    access: Access,
    Asked(asked): Asked<Question>,
) -> Result<impl IntoResponse, Problem> {
    let log = app.database.log(access.log).await?.ok_or(Code::LogNotFound)?;
    let head = log.head_for(&access.token)?;
    let most = u64::try_from(IDS_MAX).unwrap_or(u64::MAX);
    let upto = head.seq.min(asked.after.saturating_add(most));
    let ids = if asked.after < head.seq {
        app.database.ids(access.log, asked.after, upto).await?
    } else {
        Vec::new()
    };
    let items = ids.into_iter().filter_map(|(seq, id)| {
        let it = RecordId::from_bytes(id.try_into().ok()?);
        Some(Numbered {
            seq: unsigned(seq),
            it,
        })
    });
    let page = Page {
        head,
        items: items.collect(),
    };
    Ok((records(), page.write()))
}
