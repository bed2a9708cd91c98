//! Opening the app. A team is enrolled once from a printed link, a colleague joins with a code, and afterwards the
//! device is unlocked with a passphrase.
//!
//! The device stores as its keyring the team's key, locked with the passphrase, followed by a [`Profile`] as JSON. They
//! are one value, so that they change together.

use mijn_brug_seal::{Cost, TeamKey, lock};

use super::joining::Joiner;
use super::profile::{DATABASE, Profile, TEAM, forget, forget_outside};
use super::unlocked_device::{EnrolError, UnlockedDevice};
use crate::device::store::start::{self, StartFailure, Started};
use crate::device::store::{self, SealedRow, Store, StoreError};
use crate::device::{page, rng, settings, unicode};

pub use mijn_brug_seal::Passphrase;

/// A passphrase from typed text.
pub fn passphrase_from(text: &str) -> Passphrase {
    Passphrase::from_typed(text, unicode::normalize)
}

/// The prefix of the secret in an enrolment link.
pub const LINK: &str = "aanmelden=";

/// Minimum length of a passphrase, in characters. It protects the residents' plans on a laptop that may be lost, so it
/// is longer than a pin code.
pub const PASSPHRASE_MIN: usize = 10;

/// The result of opening the app.
#[derive(Clone)]
pub enum Opened {
    /// This browser stores nothing, so it cannot keep a key.
    Blocked,
    /// The stored data cannot be opened now. Nothing of it was changed.
    Failed(StartFailure),
    /// There is no team, and no link to enrol one: a colleague may join here. Holds what was lost, if there was a team
    /// whose key or data is gone.
    NoLink(Joiner, Option<StartFailure>),
    /// A link to enrol a team.
    New(NewDevice),
    /// A team behind a passphrase.
    Locked(Locked),
}

/// A device on which a team is about to be enrolled.
#[derive(Clone)]
pub struct NewDevice {
    store: Store,
    grant: String,
}

/// A team's device behind its passphrase.
#[derive(Clone)]
pub struct Locked {
    store: Store,
    key: Vec<u8>,
    profile: Profile,
    records: Vec<SealedRow>,
    /// An enrolment link was opened, but this device already has a team.
    pub is_link_unused: bool,
}

/// Why the passphrase did not open the device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnlockError {
    /// It is a different one.
    WrongPassphrase,
    /// The device does not have enough memory.
    OutOfMemory,
    /// The stored data cannot be read.
    Damaged,
}

/// Takes the secret of an enrolment link out of the address.
pub fn take_grant() -> Option<String> {
    page::hide_secret(|text| text.starts_with(LINK));
    page::take_secret().and_then(|text| text.strip_prefix(LINK).map(str::to_owned))
}

/// Finds out the state of this device. `slow` is called if that takes long.
pub async fn open(grant: Option<String>, slow: impl Fn(StartFailure) + 'static) -> Opened {
    let had_team = settings::held(DATABASE) == Some(true);
    let started = start::start(DATABASE, slow, async || {
        let store = Store::open(DATABASE).await?;
        let kept = store.part(TEAM).load().await?;
        let is_keyless = kept.keyring.is_none() && !store.is_empty().await?;
        Ok((store, kept, is_keyless))
    });
    let (store, kept, is_keyless) = match started.await {
        Started::Opened(found) => found,
        Started::InMemory => return Opened::Blocked,
        Started::Failed(failure) => return Opened::Failed(failure),
    };
    settings::note_held(DATABASE, kept.keyring.is_some());
    match (kept.keyring, grant) {
        (None, None) => {
            let lost = match (is_keyless, had_team) {
                (true, _) => Some(StartFailure::KeyGone),
                (false, true) => Some(StartFailure::Erased),
                (false, false) => None,
            };
            Opened::NoLink(Joiner::new(store), lost)
        }
        (None, Some(grant)) => Opened::New(NewDevice { store, grant }),
        (Some(keyring), grant) => {
            let (locked, profile) = keyring.split_at_checked(lock::LOCKED_LEN).unwrap_or_default();
            let mut profile: Profile = serde_json::from_slice(profile).unwrap_or_default();
            let is_enrolled = profile.team.is_some();
            let is_link_unused = is_enrolled && grant.is_some();
            if !is_enrolled && grant.is_some() {
                // A newer link replaces one that did not work.
                profile.grant = grant;
            }
            Opened::Locked(Locked {
                store,
                key: locked.to_vec(),
                profile,
                records: kept.records,
                is_link_unused,
            })
        }
    }
}

/// Removes data that cannot be opened from this device.
///
/// # Errors
/// Fails if the database cannot be deleted. The rest is kept then.
pub async fn forget_unopened() -> Result<(), StoreError> {
    store::delete(DATABASE).await?;
    forget_outside().await;
    Ok(())
}

impl NewDevice {
    /// Makes the team's key and stores it under the passphrase. The service does not know of the team yet.
    ///
    /// # Errors
    /// Fails if there is not enough memory for the passphrase, or if the key cannot be stored.
    pub async fn make(
        self,
        passphrase: &Passphrase,
        caseworker: String,
    ) -> Result<UnlockedDevice, EnrolError> {
        let key = TeamKey::from_random(rng::bytes());
        let locked = lock::lock(&key, passphrase, rng::bytes(), rng::bytes(), Cost::DEFAULT)
            .map_err(|_| EnrolError::OutOfMemory)?;
        let profile = Profile {
            caseworker,
            grant: Some(self.grant),
            ..Profile::default()
        };
        let unlocked = UnlockedDevice::begin(self.store, key, locked, profile)
            .await
            .map_err(EnrolError::NotStored)?;
        page::request_persistence();
        Ok(unlocked)
    }
}

impl Locked {
    /// The team's name, if it is enrolled.
    pub fn team(&self) -> Option<&str> {
        self.profile.team.as_deref()
    }

    /// Removes the team from this device. Residents lose nothing: their plans are on their phones, at the service, and
    /// with colleagues.
    ///
    /// # Errors
    /// Fails if the database can neither be cleared nor deleted.
    pub async fn forget(&self) -> Result<(), StoreError> {
        forget(&self.store).await
    }

    /// Opens the device. Blocks for as long as Argon2id takes.
    ///
    /// # Errors
    /// Fails if the passphrase is wrong, memory runs out, or the stored data cannot be read.
    pub fn unlock(&self, passphrase: &Passphrase) -> Result<UnlockedDevice, UnlockError> {
        let key = lock::unlock::<TeamKey>(&self.key, passphrase).map_err(|error| match error {
            // An empty secret is as wrong as any other.
            lock::UnlockError::WrongSecret => UnlockError::WrongPassphrase,
            lock::UnlockError::OutOfMemory => UnlockError::OutOfMemory,
            _ => UnlockError::Damaged,
        })?;
        Ok(UnlockedDevice {
            store: self.store.clone(),
            key,
            locked: self.key.clone(),
            profile: self.profile.clone(),
            records: self.records.clone(),
        })
    }
}
