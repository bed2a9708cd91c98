//! Drafts of half-filled forms.

use js_sys::{Array, Uint8Array};
use leptos::web_sys::IdbTransaction;

use super::idb::{begin, bytes_of, commit, end_of, failed, from_dom, put, result_of, store_of, within};
use super::{DRAFTS, Mode, SealedRow, Store, StoreError, WRITTEN_WITHIN};

impl Store {
    /// The drafts of this log: their names and sealed bytes.
    ///
    /// # Errors
    /// Fails if the database cannot be read or does not respond in time.
    pub async fn drafts(&self) -> Result<Vec<SealedRow>, StoreError> {
        let Self::Disk(disk) = self else {
            return Ok(Vec::new());
        };
        let range = disk.range()?;
        let ask = |transaction: &IdbTransaction| {
            let drafts = store_of(transaction, DRAFTS)?;
            let names = drafts.get_all_keys_with_key(&range).map_err(failed)?;
            let values = drafts.get_all_with_key(&range).map_err(failed)?;
            Ok((names, values))
        };
        let (names, values) = disk.transact(&[DRAFTS], Mode::Read, ask).await?;
        let (names, values) = (Array::from(&result_of(&names)), Array::from(&result_of(&values)));
        let rows = names.iter().zip(values.iter());
        Ok(rows
            .filter_map(|(key, value)| Some((disk.id(&key)?, bytes_of(&value)?)))
            .collect())
    }

    /// Writes and deletes drafts. All requests are made before this function returns, so a page that is closing may
    /// call it; the future resolves once the bytes are on disk. If the connection was lost, fails and reopens it for
    /// the next call.
    ///
    /// # Errors
    /// Fails if the connection was lost or a request cannot be made; the future fails if the drafts are not stored in time.
    pub fn keep_drafts(
        &self,
        keep: &[SealedRow],
        delete: &[String],
    ) -> Result<impl Future<Output = Result<(), StoreError>> + use<>, StoreError> {
        let transaction = match self {
            Self::Disk(disk) => {
                let database = disk.connection.open_now()?;
                let transaction =
                    begin(&database, &[DRAFTS], "readwrite").inspect_err(|_| disk.connection.let_go())?;
                let drafts = store_of(&transaction, DRAFTS)?;
                for (name, bytes) in keep {
                    put(&drafts, &disk.key(name), &Uint8Array::from(bytes.as_slice()))?;
                }
                for name in delete {
                    drafts.delete(&disk.key(name).into()).map_err(failed)?;
                }
                commit(&transaction);
                Some(transaction)
            }
            Self::Memory(_) => None,
        };
        Ok(async move {
            match transaction {
                Some(transaction) => {
                    let why = || from_dom(transaction.error());
                    within(&end_of(&transaction), WRITTEN_WITHIN, why).await
                }
                None => Ok(()),
            }
        })
    }
}
