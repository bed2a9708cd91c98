//! Backup, restore, pin code, and erasing everything.

use leptos::prelude::*;
use mijn_brug_seal::backup::{self, BackupError, UnlockError};
use mijn_brug_seal::{Cost, RecordId, RootKey, lock};

use super::PlanStore;
use crate::device::store::{self, Change, RESIDENT, Store, StoreError};
use crate::device::{draft, push, rng, settings, tabs, unicode, worker};

pub use mijn_brug_seal::Passphrase;

/// A pin code or password from typed text.
pub fn passphrase_from(text: &str) -> Passphrase {
    Passphrase::from_typed(text, unicode::normalize)
}

/// Maximum size of a backup file, in bytes.
pub const FILE_MAX: f64 = 64.0 * 1024.0 * 1024.0;

/// Why a backup file could not be restored. Nothing changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RestoreError {
    /// Not a file of this app, or incomplete.
    File(BackupError),
    /// Not the password it was made with.
    WrongPassphrase,
    /// The phone does not have enough memory to try the password.
    OutOfMemory,
    /// The phone holds another plan, which restoring would replace.
    OtherPlan,
    /// It could not be stored.
    NotStored(StoreError),
}

/// Why the pin code did not change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PinError {
    /// The current pin code is a different one.
    Wrong,
    /// It could not be stored.
    NotStored(StoreError),
}

impl From<StoreError> for PinError {
    fn from(error: StoreError) -> Self {
        Self::NotStored(error)
    }
}

/// What a backup file restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Restored {
    /// Number of records that were not on the phone.
    pub added: usize,
}

impl PlanStore {
    /// Makes a backup file of all records, sealed with a password. Includes records that this version cannot read.
    ///
    /// # Errors
    /// Fails if the records cannot be loaded or sealed.
    pub async fn backup(self, passphrase: &Passphrase) -> Result<Vec<u8>, StoreError> {
        let device = self.device.get_value();
        let kept = device.store.load().await?;
        let records: Vec<Vec<u8>> = kept.records.into_iter().map(|(_, bytes)| bytes).collect();
        let keyring = device.keyring();
        backup::write(
            &records,
            keyring.root_key(),
            passphrase,
            rng::bytes(),
            rng::bytes(),
            Cost::DEFAULT,
        )
        .map_err(|error| StoreError::Failed(error.to_string()))
    }

    /// Restores a backup file. If it is of the same plan, the missing records are added. Another plan is restored only
    /// with `replace`, or if this phone holds nothing yet. `before_replaced` runs before a plan is replaced.
    ///
    /// # Errors
    /// [`RestoreError::OtherPlan`] if another plan would be replaced without `replace`; otherwise if the file cannot be
    /// opened or its records cannot be stored.
    pub async fn restore(
        self,
        file: &[u8],
        passphrase: &Passphrase,
        replace: bool,
        before_replaced: impl AsyncFnOnce(),
    ) -> Result<Restored, RestoreError> {
        let read = backup::read(file).map_err(RestoreError::File)?;
        let root = read.unlock(passphrase).map_err(|error| match error {
            UnlockError::WrongPassphrase => RestoreError::WrongPassphrase,
            UnlockError::OutOfMemory => RestoreError::OutOfMemory,
        })?;
        let device = self.device.get_value();
        let _guard = device.write_lock.lock().await;
        let records: Vec<(String, Vec<u8>)> = read
            .records()
            .iter()
            .map(|bytes| (RecordId::of(bytes).to_string(), bytes.to_vec()))
            .collect();
        let added = records
            .iter()
            .filter(|(id, _)| !device.index.borrow().ids.contains(id))
            .count();
        let root_bytes = root.expose().to_vec();
        let same_plan = root.shared_key(0).log_id() == device.keyring().root_key().shared_key(0).log_id();
        if !same_plan && replace {
            before_replaced().await;
        }
        let stored = if same_plan {
            self.store(&device, &records, false).await
        } else if replace || self.log.with_untracked(mijn_brug_plan::Log::is_empty) {
            let change = Change {
                clear: true,
                keyring: Some(&root_bytes),
                put: &records,
                ..Change::default()
            };
            device.store.change(&change).await
        } else {
            return Err(RestoreError::OtherPlan);
        };
        stored.map_err(RestoreError::NotStored)?;
        if !same_plan {
            // These belonged to the replaced plan, and were sealed with its key.
            draft::forget();
            settings::forget_plan();
        }
        settings::finish_welcome();
        tabs::broadcast(tabs::Broadcast::Reset);
        Ok(Restored { added })
    }

    /// Locks the keyring with a pin code, or removes the lock if `pin` is `None`. `now` is the current pin code, if
    /// any: without it, whoever finds the app open on a shared phone could lock its owner out.
    ///
    /// # Errors
    /// [`PinError::Wrong`] if `now` is not the current pin code.
    pub async fn set_pin(self, now: &Passphrase, pin: Option<&Passphrase>) -> Result<(), PinError> {
        let device = self.device.get_value();
        let locked = device
            .store
            .load()
            .await?
            .keyring
            .filter(|keyring| is_locked(keyring));
        if locked.is_some_and(|locked| lock::unlock::<RootKey>(&locked, now).is_err()) {
            return Err(PinError::Wrong);
        }
        let own = device.keyring();
        let root = own.root_key();
        let keyring = match pin {
            None => root.expose().to_vec(),
            Some(pin) => lock::lock(root, pin, rng::bytes(), rng::bytes(), Cost::DEFAULT)
                .map_err(|error| StoreError::Failed(error.to_string()))?,
        };
        let change = Change {
            keyring: Some(&keyring),
            ..Change::default()
        };
        Ok(device.store.change(&change).await?)
    }

    /// Whether a pin code is set.
    pub async fn has_pin(self) -> bool {
        let device = self.device.get_value();
        let kept = device.store.load().await;
        kept.is_ok_and(|kept| kept.keyring.is_some_and(|keyring| is_locked(&keyring)))
    }

    /// Erases everything: records, keys, settings, and the files of the app.
    ///
    /// # Errors
    /// Fails as the function [`erase`] does.
    pub async fn erase(self) -> Result<(), StoreError> {
        erase(&self.device.get_value().store).await
    }
}

/// Whether these bytes are locked by a pin code. Otherwise they are the root key.
fn is_locked(keyring: &[u8]) -> bool {
    <&[u8; 32]>::try_from(keyring).is_err()
}

/// Erases everything, also when the pin code is forgotten.
///
/// # Errors
/// Fails if the records cannot be deleted. Keys, settings and the files of the app are kept then.
pub async fn erase(store: &Store) -> Result<(), StoreError> {
    // First, because a draft written later would recreate the database.
    draft::forget();
    store.erase().await?;
    forget().await;
    Ok(())
}

/// Erases everything where the plan cannot even be opened.
///
/// # Errors
/// Fails if the database cannot be deleted. The rest is kept then.
pub async fn erase_unopened() -> Result<(), StoreError> {
    store::delete(RESIDENT).await?;
    forget().await;
    Ok(())
}

/// Erases what is stored outside the records.
async fn forget() {
    push::unsubscribe().await;
    settings::forget();
    worker::forget().await;
    tabs::broadcast(tabs::Broadcast::Reset);
}
