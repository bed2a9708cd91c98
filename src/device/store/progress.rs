//! The store's queries for the sync.

use std::collections::BTreeSet;

use js_sys::Array;
use leptos::web_sys::IdbTransaction;
use wasm_bindgen::prelude::*;

use super::idb::{bytes_of, failed, result_of, store_of};
use super::{CURSOR, DIGESTS, Mode, RECORDS, SYNC, SealedRow, Store, StoreError, UNSENT};

/// The progress of a log's sync.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// The sequence number up to which the service's records are here.
    pub cursor: u64,
    /// The number of records that the service does not have yet.
    pub unsent: u64,
}

impl Store {
    /// Reads the progress of the sync.
    ///
    /// # Errors
    /// Fails if the database cannot be read or does not respond in time.
    pub async fn progress(&self) -> Result<Progress, StoreError> {
        let Self::Disk(disk) = self else {
            return Ok(Progress::default());
        };
        let range = disk.range()?;
        let ask = |transaction: &IdbTransaction| {
            let count = store_of(transaction, UNSENT)?
                .count_with_key(&range)
                .map_err(failed)?;
            let cursor = store_of(transaction, SYNC)?
                .get(&disk.key(CURSOR).into())
                .map_err(failed)?;
            Ok((count, cursor))
        };
        let (count, cursor) = disk.transact(&[UNSENT, SYNC], Mode::Read, ask).await?;
        let cursor = bytes_of(&result_of(&cursor)).and_then(|bytes| bytes.try_into().ok());
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::as_conversions,
            reason = "a count is a non-negative whole number"
        )]
        let unsent = result_of(&count).as_f64().unwrap_or_default() as u64;
        Ok(Progress {
            cursor: cursor.map(u64::from_be_bytes).unwrap_or_default(),
            unsent,
        })
    }

    /// Up to `max` records that the service does not have yet. Ids without a record are skipped.
    ///
    /// # Errors
    /// Fails as [`progress`](Self::progress) does.
    pub async fn unsent(&self, max: u32) -> Result<Vec<SealedRow>, StoreError> {
        let Self::Disk(disk) = self else {
            return Ok(Vec::new());
        };
        let range = disk.range()?;
        let ask = |transaction: &IdbTransaction| {
            store_of(transaction, UNSENT)?
                .get_all_keys_with_key_and_limit(&range, max)
                .map_err(failed)
        };
        let keys = disk.transact(&[UNSENT], Mode::Read, ask).await?;
        let keys = Array::from(&result_of(&keys));
        if keys.length() == 0 {
            return Ok(Vec::new());
        }
        let ask = |transaction: &IdbTransaction| {
            let records = store_of(transaction, RECORDS)?;
            let ask_one = |key: JsValue| Ok((records.get(&key).map_err(failed)?, key));
            keys.iter().map(ask_one).collect::<Result<Vec<_>, StoreError>>()
        };
        let asked = disk.transact(&[RECORDS], Mode::Read, ask).await?;
        Ok(asked
            .into_iter()
            .filter_map(|(record, key)| Some((disk.id(&key)?, bytes_of(&result_of(&record))?)))
            .collect())
    }

    /// The digests of all logs in the database, by the name of the log, and the names of the logs with records that
    /// the service does not have yet.
    ///
    /// # Errors
    /// Fails as [`progress`](Self::progress) does.
    pub async fn digests(&self) -> Result<(Vec<SealedRow>, BTreeSet<String>), StoreError> {
        let Self::Disk(disk) = self else {
            return Ok(Default::default());
        };
        let ask = |transaction: &IdbTransaction| {
            let digests = store_of(transaction, DIGESTS)?;
            let names = digests.get_all_keys().map_err(failed)?;
            let values = digests.get_all().map_err(failed)?;
            let unsent = store_of(transaction, UNSENT)?.get_all_keys().map_err(failed)?;
            Ok((names, values, unsent))
        };
        let (names, values, unsent) = disk.transact(&[DIGESTS, UNSENT], Mode::Read, ask).await?;
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
