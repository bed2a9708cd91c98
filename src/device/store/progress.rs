//! What a sync asks of the store.

use std::collections::BTreeSet;

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::idb::{begin, bytes_of, committed, done, failed, result_of, store_of};
use super::{CURSOR, DIGESTS, RECORDS, SYNC, SealedRow, Store, StoreError, UNSENT};

/// How far the sync of a log is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Up to which number the service's records are here.
    pub cursor: u64,
    /// How many records it has not got.
    pub unsent: u64,
}

impl Store {
    /// How far the sync is.
    pub async fn progress(&self) -> Result<Progress, StoreError> {
        let Self::Disk(disk) = self else {
            return Ok(Progress::default());
        };
        let transaction = begin(&disk.database, &[UNSENT, SYNC], "readonly")?;
        let count = store_of(&transaction, UNSENT)?
            .count_with_key(&disk.range()?)
            .map_err(failed)?;
        let cursor = store_of(&transaction, SYNC)?
            .get(&disk.key(CURSOR).into())
            .map_err(failed)?;
        committed(&transaction).await?;
        let cursor = bytes_of(&result_of(&cursor)).and_then(|bytes| bytes.try_into().ok());
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::as_conversions,
            reason = "a count of records"
        )]
        let unsent = result_of(&count).as_f64().unwrap_or_default() as u64;
        Ok(Progress {
            cursor: cursor.map(u64::from_be_bytes).unwrap_or_default(),
            unsent,
        })
    }

    /// Up to `max` records that the service has not got. An id without a record is left out.
    pub async fn unsent(&self, max: u32) -> Result<Vec<SealedRow>, StoreError> {
        let Self::Disk(disk) = self else {
            return Ok(Vec::new());
        };
        let transaction = begin(&disk.database, &[UNSENT, RECORDS], "readonly")?;
        let keys = store_of(&transaction, UNSENT)?
            .get_all_keys_with_key_and_limit(&disk.range()?, max)
            .map_err(failed)?;
        done(&keys).await?;
        let records = store_of(&transaction, RECORDS)?;
        let mut asked = Vec::new();
        for key in Array::from(&result_of(&keys)).iter() {
            let record = records.get(&key).map_err(failed)?;
            asked.push((key, record));
        }
        committed(&transaction).await?;
        Ok(asked
            .into_iter()
            .filter_map(|(key, record)| Some((disk.id(&key)?, bytes_of(&result_of(&record))?)))
            .collect())
    }

    /// The digests of all logs of the database by their names, and the names of the logs that have records which the
    /// service has not got.
    pub async fn digests(&self) -> Result<(Vec<SealedRow>, BTreeSet<String>), StoreError> {
        let Self::Disk(disk) = self else {
            return Ok(Default::default());
        };
        let transaction = begin(&disk.database, &[DIGESTS, UNSENT], "readonly")?;
        let digests = store_of(&transaction, DIGESTS)?;
        let (names, values) = (
            digests.get_all_keys().map_err(failed)?,
            digests.get_all().map_err(failed)?,
        );
        let unsent = store_of(&transaction, UNSENT)?.get_all_keys().map_err(failed)?;
        committed(&transaction).await?;
        let name = |key: JsValue| Some(key.as_string()?.split('/').next()?.to_owned());
        let (names, values) = (Array::from(&result_of(&names)), Array::from(&result_of(&values)));
        let rows = names.iter().zip(values.iter());
        Ok((
            rows.filter_map(|(key, value)| Some((name(key)?, bytes_of(&value)?)))
                .collect(),
            Array::from(&result_of(&unsent)).iter().filter_map(name).collect(),
        ))
    }
}
