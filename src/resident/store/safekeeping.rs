//! Backup, restore, pin code, and erasing everything.

use leptos::prelude::*;
use mijn_brug_seal::backup::{self, BackupError, UnlockError};
use mijn_brug_seal::{Cost, RecordId, RootKey, lock};

use super::PlanStore;
use crate::device::store::{self, Change, RESIDENT, Store, StoreError};
use crate::device::{draft, push, rng, settings, tabs, unicode, worker};

pub use mijn_brug_seal::Passphrase;

/// A pin code or password of a text as it was typed.
pub fn typed(text: &str) -> Passphrase {
    Passphrase::typed(text, unicode::normalize)
}

/// The largest backup file that is opened, in bytes.
pub const FILE_MAX: f64 = 64.0 * 1024.0 * 1024.0;

/// Why a backup file did not bring anything back. What was there is still there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RestoreError {
    /// Not a file of this app, or not a whole one.
    File(BackupError),
    /// Not the passphrase that it was made with.
    WrongPassphrase,
    /// The phone has not the memory to try the passphrase.
    OutOfMemory,
    /// The phone holds another plan: taking the file's would replace it.
    OtherPlan,
    /// It could not be stored.
    NotStored(StoreError),
}

/// Why the pin code stayed as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PinError {
    /// The pin code of now is another one.
    Wrong,
    /// It could not be stored.
    NotStored(StoreError),
}

impl From<StoreError> for PinError {
    fn from(error: StoreError) -> Self {
        Self::NotStored(error)
    }
}

/// What a backup file brought back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Restored {
    /// Records that were not on the phone.
    pub added: usize,
}

impl PlanStore {
    /// A backup file of all records, sealed with a passphrase. Includes what this version cannot read.
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

    /// Brings back what a backup file holds. The same plan: what is missing is added. Another plan: only with
    /// `replace`, or when this phone holds nothing yet; then `before_replaced` runs first.
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
        let _turn = device.turn.lock().await;
        let records: Vec<(String, Vec<u8>)> = read
            .records()
            .iter()
            .map(|bytes| (RecordId::of(bytes).to_string(), bytes.to_vec()))
            .collect();
        let added = records
            .iter()
            .filter(|(id, _)| !device.known.borrow().ids.contains(id))
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
            // Of the plan that is gone; its key sealed them.
            draft::forget();
            settings::forget_plan();
        }
        settings::begin();
        tabs::tell(tabs::Word::Anew);
        Ok(Restored { added })
    }

    /// Locks the keyring with a pin code, or unlocks it for good without one. `now` is the pin code until now, if there is
    /// one: who finds the app open on a shared phone cannot shut its owner out.
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
    pub async fn erase(self) -> Result<(), StoreError> {
        erase(&self.device.get_value().store).await
    }
}

/// Whether a pin code locks these bytes; else they are the root key.
fn is_locked(keyring: &[u8]) -> bool {
    <&[u8; 32]>::try_from(keyring).is_err()
}

/// Erases everything, also when the pin code is lost.
pub async fn erase(store: &Store) -> Result<(), StoreError> {
    // First: one that is written later would make the database anew.
    draft::forget();
    store.erase().await?;
    forget().await;
    Ok(())
}

/// Erases everything where the plan cannot even be opened.
pub async fn erase_unopened() -> Result<(), StoreError> {
    store::delete(RESIDENT).await?;
    forget().await;
    Ok(())
}

/// Forgets what lies outside the records.
async fn forget() {
    push::unsubscribe().await;
    settings::forget();
    worker::forget().await;
    tabs::tell(tabs::Word::Anew);
}
