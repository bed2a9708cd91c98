//! A colleague joins with a code: the team's key arrives sealed in a mailbox, and is stored under a passphrase of their
//! own.

use leptos::prelude::GetValue;
use mijn_brug_plan::team::TeamEvent;
use mijn_brug_seal::pairing::{Code, CodeError, Purpose};
use mijn_brug_seal::{Cost, Passphrase, TeamKey, lock};
use mijn_brug_sync::RequestError;
use mijn_brug_sync::api::Code as Refusal;

use super::TeamStore;
use super::pairing::{ColleagueAnswer, ColleagueInvitation};
use super::profile::{Joining, Profile, forget, keep_profile};
use super::unlocked_device::UnlockedDevice;
use crate::device::service::{self, unhex};
use crate::device::store::{Store, StoreError};
use crate::device::{page, rng};

/// A device on which a colleague can join.
#[derive(Clone)]
pub struct Joiner {
    store: Store,
}

/// Why a colleague could not join. Nothing was stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JoinError {
    /// The text is not a code.
    Code(CodeError),
    /// The code is unknown, used or too old.
    Gone,
    /// The code is for something else.
    OtherPurpose,
    /// The device does not have enough memory.
    OutOfMemory,
    /// It could not be stored.
    NotStored(StoreError),
    /// The service could not be reached, or refused.
    Request(RequestError),
}

impl JoinError {
    /// Whether the code is to blame, so that another one helps.
    pub const fn another_code_helps(&self) -> bool {
        matches!(self, Self::Code(_) | Self::Gone | Self::OtherPurpose)
    }
}

impl Joiner {
    /// A device without a team.
    pub(super) fn new(store: Store) -> Self {
        Self { store }
    }

    /// Takes the team's key from the mailbox of a colleague's code, and stores it under a passphrase.
    ///
    /// # Errors
    /// Fails if the code is not valid, is gone or is for something else, or if the key cannot be stored.
    pub async fn join(
        self,
        code: &str,
        passphrase: &Passphrase,
        caseworker: String,
    ) -> Result<UnlockedDevice, JoinError> {
        let code: Code = code.parse().map_err(JoinError::Code)?;
        let boxes = code
            .mailboxes(Purpose::Colleague)
            .map_err(|_| JoinError::OutOfMemory)?;
        let sealed = match service::read_mailbox(boxes.offer.id()).await {
            Ok(sealed) => sealed.ok_or(JoinError::Gone)?,
            Err(RequestError::Refused {
                code: Refusal::MailboxNotFound,
                ..
            }) => return Err(JoinError::Gone),
            Err(failure) => return Err(JoinError::Request(failure)),
        };
        let opened = boxes.offer.open(&sealed).map_err(|_| JoinError::OtherPurpose)?;
        let invitation: ColleagueInvitation =
            serde_json::from_slice(&opened).map_err(|_| JoinError::OtherPurpose)?;
        let key = unhex(&invitation.key).ok_or(JoinError::OtherPurpose)?;
        let key = TeamKey::from_random(key);
        let locked = lock::lock(&key, passphrase, rng::bytes(), rng::bytes(), Cost::DEFAULT)
            .map_err(|_| JoinError::OutOfMemory)?;
        let answer = ColleagueAnswer {
            name: caseworker.clone(),
        };
        let profile = Profile {
            caseworker,
            team: Some(invitation.team),
            ..Profile::default()
        };
        let unlocked = UnlockedDevice::begin(self.store, key, locked, profile)
            .await
            .map_err(JoinError::NotStored)?;
        page::request_persistence();
        // A failure is ignored: it only informs the colleague who made the code, and this device has what it needs.
        if let Ok(content) = serde_json::to_vec(&answer) {
            let sealed = boxes.answer.seal(&content, rng::bytes());
            service::fill_mailbox(boxes.answer.id(), &sealed).await.ok();
        }
        Ok(unlocked)
    }
}

impl TeamStore {
    /// Records once in the team's log that this colleague joined. Runs after the first sync: an earlier entry would be
    /// sorted before everything the team wrote.
    pub(super) async fn join_once(self, device: &super::Device) {
        let Joining { locked, profile } = &device.joining;
        let new = profile.borrow().clone();
        if new.has_joined {
            return;
        }
        let event = TeamEvent::ColleagueJoined {
            name: new.caseworker.clone(),
        };
        if self.record(event).await.is_ok() {
            let new = Profile {
                has_joined: true,
                ..new
            };
            // If this fails, the next start records it again, which changes nothing.
            drop(keep_profile(&device.store, locked, &new).await);
            *profile.borrow_mut() = new;
        }
    }

    /// Removes the team from this device, in every tab.
    ///
    /// # Errors
    /// Fails if the database can neither be cleared nor deleted.
    pub async fn forget_device(self) -> Result<(), StoreError> {
        forget(&self.device.get_value().store).await
    }
}
