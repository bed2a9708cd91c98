//! `POST /v1/logs/{log}/records`: appends a batch, all of it or nothing; a record that is there counts as done.

use std::sync::Arc;

use axum::extract::State;
use axum::response::IntoResponse;
use mijn_brug_sync::api::Code;
use mijn_brug_sync::wire::{self, RecordId, WireError};

use super::records;
use crate::app::App;
use crate::append::Batch;
use crate::problem::Problem;
use crate::request::{Access, Octets};

/// The head, once the batch is on the disk.
pub async fn answer(
    State(app): State<Arc<App>>,
    access: Access,
    Octets(body): Octets,
) -> Result<impl IntoResponse, Problem> {
    let batch = wire::read_batch(&body).map_err(|error| match error {
        WireError::CutOff => Code::Malformed,
        WireError::NoRecord { .. } => Code::RecordInvalid,
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
