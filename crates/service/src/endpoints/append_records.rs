//! `POST /v1/logs/{log}/records`

use std::sync::Arc;

use axum::extract::State;
use axum::response::IntoResponse;
use mijn_brug_sync::api::Code;
use mijn_brug_sync::openapi::Id;
use mijn_brug_sync::wire::{self, MEDIA_TYPE, RecordId, WireError};

use super::{OctetStream, records};
use crate::app::App;
use crate::append::Batch;
use crate::problem::Problem;
use crate::request::{Access, RawBody};

problems!(
    Malformed,
    Unauthorized,
    LogFull,
    LogNotFound,
    LogErased,
    TooLarge,
    RecordInvalid
);

/// Append a batch of records
///
/// All of the batch is appended, or nothing. A record that is in the log already counts as appended. The answer comes once the batch
/// is on disk.
#[utoipa::path(
    post,
    path = "/v1/logs/{log}/records",
    operation_id = "appendRecords",
    tag = "logs",
    security(("bearer" = [])),
    params(("log" = Id, Path, description = "The log.")),
    request_body(
        content = inline(OctetStream),
        content_type = MEDIA_TYPE,
        description = "For each record its length (4 bytes, big-endian) and its sealed bytes. At most 500 records and 1 MiB."
    ),
    responses(
        (
            status = 200,
            description = "The head of the log: last number (8 bytes), XOR of the ids (16), number of records (8). Numbers are big-endian.",
            body = inline(OctetStream),
            content_type = MEDIA_TYPE
        ),
        Problems,
    ),
)]
pub async fn handler(
    State(app): State<Arc<App>>,
    access: Access,
    RawBody(body): RawBody,
) -> Result<impl IntoResponse, Problem> {
    let batch = wire::read_batch(&body).map_err(|error| match error {
        WireError::CutOff => Code::Malformed,
        WireError::NotARecord { .. } => Code::RecordInvalid,
        WireError::TooMuch => Code::TooLarge,
    })?;
    if u64::try_from(batch.len()).is_ok_and(|len| len > app.config.batch_records) {
        return Err(Code::TooLarge.into());
    }
    let named = batch
        .into_iter()
        .map(|sealed| (RecordId::of(sealed), body.slice_ref(sealed)));
    let batch = Batch {
        log: access.log,
        token: access.token,
        records: named.collect(),
    };
    let head = app.appender.append(batch).await?;
    Ok((records(), wire::write_page(&head)))
}
