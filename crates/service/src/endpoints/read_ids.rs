//! `GET /v1/logs/{log}/ids`

use std::sync::Arc;

use axum::extract::State;
use axum::response::IntoResponse;
use mijn_brug_sync::api::Code;
use mijn_brug_sync::openapi::Id;
use mijn_brug_sync::wire::{IDS_MAX, MEDIA_TYPE, Numbered, Page, RecordId};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{OctetStream, records};
use crate::app::App;
use crate::db::unsigned;
use crate::problem::Problem;
use crate::request::{Access, QueryParams};

/// Which ids.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct IdsQuery {
    /// Only records with a higher number.
    #[serde(default)]
    #[param(default = 0)]
    after: u64,
}

problems!(Malformed, Unauthorized, LogNotFound, LogErased);

/// Get the ids of a log's records
///
/// So that a device can find out which records one side lacks. At most 10,000 ids.
#[utoipa::path(
    get,
    path = "/v1/logs/{log}/ids",
    operation_id = "readIds",
    tag = "logs",
    security(("bearer" = [])),
    params(("log" = Id, Path, description = "The log."), IdsQuery),
    responses(
        (
            status = 200,
            description = "The head: last number (8 bytes), XOR of the ids (16), number of records (8). Then for each record its number (8) and id (16). Numbers are big-endian.",
            body = inline(OctetStream),
            content_type = MEDIA_TYPE
        ),
        Problems,
    ),
)]
pub async fn handler(
    State(app): State<Arc<App>>,
    access: Access,
    QueryParams(query): QueryParams<IdsQuery>,
) -> Result<impl IntoResponse, Problem> {
    let log = app.database.log(access.log).await?.ok_or(Code::LogNotFound)?;
    let head = log.head_for(&access.token)?;
    let most = u64::try_from(IDS_MAX).unwrap_or(u64::MAX);
    let upto = head.seq.min(query.after.saturating_add(most));
    let ids = if query.after < head.seq {
        app.database.ids(access.log, query.after, upto).await?
    } else {
        Vec::new()
    };
    let items = ids.into_iter().filter_map(|(seq, id)| {
        let item = RecordId::from_bytes(id.try_into().ok()?);
        Some(Numbered {
            seq: unsigned(seq),
            item,
        })
    });
    let page = Page {
        head,
        items: items.collect(),
    };
    Ok((records(), page.write()))
}
