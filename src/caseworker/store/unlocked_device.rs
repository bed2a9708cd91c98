//! A device with its key open: enrolling it at the service, and turning it into the store.

use leptos::prelude::GetValue;
use mijn_brug_plan::content::Content;
use mijn_brug_seal::{Keyring, TeamKey};
use mijn_brug_sync::RequestError;
use mijn_brug_sync::api::{NewTeam, Team};

use super::profile::{Joining, Profile, TEAM, keep_profile};
use super::sealed_log::SealedLog;
use super::{TeamStore, Who};
use crate::device::service::{self, Token};
use crate::device::store::{SealedRow, Store, StoreError};

/// A device with its key open, enrolled or not.
pub struct UnlockedDevice {
    pub(super) store: Store,
    pub(super) key: TeamKey,
    pub(super) locked: Vec<u8>,
    pub(super) profile: Profile,
    pub(super) records: Vec<SealedRow>,
}

/// Why enrolling failed. The key is stored, and enrolling can be tried again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnrolError {
    /// It could not be stored.
    NotStored(StoreError),
    /// The device does not have enough memory.
    OutOfMemory,
    /// The request to the service failed.
    Request(RequestError),
}

impl UnlockedDevice {
    /// Stores a new device.
    pub(super) async fn begin(
        store: Store,
        key: TeamKey,
        locked: Vec<u8>,
        profile: Profile,
    ) -> Result<Self, StoreError> {
        let unlocked = Self {
            store,
            key,
            locked,
            profile,
            records: Vec::new(),
        };
        unlocked.keep().await?;
        Ok(unlocked)
    }

    /// Whether the service knows the team.
    pub fn is_enrolled(&self) -> bool {
        self.profile.team.is_some()
    }

    /// Enrols the team at the service, and returns the device with the team's name. Idempotent: after a lost answer, the
    /// same request gets the same answer.
    ///
    /// # Errors
    /// Fails if the service refuses or cannot be reached, or if its answer cannot be stored.
    pub async fn enrolled(&self) -> Result<Self, EnrolError> {
        let log = self.key.log_key();
        let asked = NewTeam {
            grant: self.profile.grant.clone().unwrap_or_default(),
            log: log.log_id().to_string(),
            token: Token::new(&log.access_token()).text().to_owned(),
        };
        let team: Team = service::json("/v1/teams", None, &asked)
            .await
            .map_err(EnrolError::Request)?;
        let enrolled = Self {
            store: self.store.clone(),
            key: TeamKey::from_random(*self.key.expose()),
            locked: self.locked.clone(),
            profile: Profile {
                caseworker: self.profile.caseworker.clone(),
                team: Some(team.name),
                ..Profile::default()
            },
            records: self.records.clone(),
        };
        enrolled.keep().await.map_err(EnrolError::NotStored)?;
        Ok(enrolled)
    }

    async fn keep(&self) -> Result<(), StoreError> {
        keep_profile(&self.store, &self.locked, &self.profile).await
    }

    /// Turns the device into the store, with the bridge's content or what is wrong with its file.
    pub async fn into_store(self, content: Result<Content, String>) -> TeamStore {
        let keyring = Keyring::caseworker(&self.key.log_key(), &self.key);
        let team = SealedLog::new(self.store.part(TEAM), keyring, &self.records);
        let who = Who {
            team: self.profile.team.clone().unwrap_or_default(),
            caseworker: self.profile.caseworker.clone(),
        };
        let joining = Joining::new(self.locked, self.profile);
        let store = TeamStore::new(self.key, self.store, joining, team, who, content);
        // Ignored: the first sync shows the failure, with its status.
        let device = store.device.get_value();
        drop(store.read_digests(&device).await);
        store.begin_drafts().await;
        store
    }
}
