//! From nothing to the state: a team is enrolled once from a printed link, a colleague joins with a code, and later the
//! device is unlocked with a passphrase.
//!
//! The device keeps, as its keyring, the team's key locked under the passphrase, and after it a [`Profile`] as JSON: both in
//! one value, so that they change together.

use leptos::prelude::GetValue;
use mijn_brug_seal::{Cost, Keyring, TeamKey, lock};
use mijn_brug_sync::Failure;
use mijn_brug_sync::api::{NewTeam, Team};
use serde::{Deserialize, Serialize};

use super::joining::{Joiner, Joining};
use super::sealed_log::SealedLog;
use super::{App, Who};
use crate::device::service::{self, Token};
use crate::device::store::start::{self, Started, Trouble};
use crate::device::store::{self, Change, SealedRow, Store, StoreError};
use crate::device::{draft, page, rng, settings, tabs, unicode, worker};
use crate::ui::content;

pub use mijn_brug_seal::Passphrase;

/// A passphrase of a text as it was typed.
pub fn typed(text: &str) -> Passphrase {
    Passphrase::typed(text, unicode::normalize)
}

/// The database of a team's device: the team's own log, and one for each resident.
const DATABASE: &str = "mijn-brug-begeleider";

/// The team's own log in it. No resident's has this name: theirs are hexadecimal digits.
pub(super) const TEAM: &str = "team";

/// What stands before the secret of an enrolment link.
pub const LINK: &str = "aanmelden=";

/// The fewest characters of a passphrase. It guards the residents' plans on a laptop that may be lost, so it is longer than
/// a pin code.
pub const PASSPHRASE_MIN: usize = 10;

/// What the device remembers beside the locked key. Nothing of a resident.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Profile {
    pub caseworker: String,
    /// The team's name, once the service has enrolled it.
    pub team: Option<String>,
    /// The secret of the link, until then.
    pub grant: Option<String>,
    /// The team's log says that this colleague joined.
    #[serde(default)]
    pub has_joined: bool,
}

/// What the start of the app found.
#[derive(Clone)]
pub enum Opened {
    /// This browser keeps nothing, so no key can be kept here.
    Blocked,
    /// What the browser keeps cannot be opened now. Nothing of it was changed.
    Trouble(Trouble),
    /// No team, and no link to enrol one: a colleague may join here. Perhaps there was a team, and its key or all of it is gone.
    NoLink(Joiner, Option<Trouble>),
    /// A link to enrol a team.
    New(NewDesk),
    /// A team behind a passphrase.
    Locked(Locked),
}

/// A device that is to become a team's.
#[derive(Clone)]
pub struct NewDesk {
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
    /// A link was opened, and this device has a team already.
    pub is_link_unused: bool,
}

/// A device whose key is open, enrolled or not yet.
pub struct Desk {
    store: Store,
    key: TeamKey,
    locked: Vec<u8>,
    profile: Profile,
    records: Vec<SealedRow>,
}

/// Why the passphrase did not open the device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnlockError {
    /// It is another one.
    WrongPassphrase,
    /// The device has not the memory.
    OutOfMemory,
    /// What the device keeps cannot be read.
    Damaged,
}

/// Why the team was not enrolled. The key is kept, and it can be tried again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnrolError {
    /// It could not be stored.
    NotStored(StoreError),
    /// The device has not the memory.
    OutOfMemory,
    /// The service did not do it.
    Request(Failure),
}

/// Takes the secret of an enrolment link out of the address.
pub fn take_grant() -> Option<String> {
    page::hide_secret(|text| text.starts_with(LINK));
    page::take_secret().and_then(|text| text.strip_prefix(LINK).map(str::to_owned))
}

/// Finds out what this device is. `slow` hears when that takes long.
pub async fn open(grant: Option<String>, slow: impl Fn(Trouble) + 'static) -> Opened {
    let had_team = settings::held(DATABASE) == Some(true);
    let started = start::start(DATABASE, slow, async || {
        let store = Store::open(DATABASE).await?;
        let kept = store.part(TEAM).load().await?;
        let is_keyless = kept.keyring.is_none() && !store.is_empty().await?;
        Ok((store, kept, is_keyless))
    });
    let (store, kept, is_keyless) = match started.await {
        Started::Here(found) => found,
        Started::Without => return Opened::Blocked,
        Started::Trouble(trouble) => return Opened::Trouble(trouble),
    };
    settings::note_held(DATABASE, kept.keyring.is_some());
    match (kept.keyring, grant) {
        (None, None) => {
            let lost = match (is_keyless, had_team) {
                (true, _) => Some(Trouble::KeyGone),
                (false, true) => Some(Trouble::Erased),
                (false, false) => None,
            };
            Opened::NoLink(Joiner::new(store), lost)
        }
        (None, Some(grant)) => Opened::New(NewDesk { store, grant }),
        (Some(keyring), grant) => {
            let (locked, profile) = keyring.split_at_checked(lock::LOCKED_LEN).unwrap_or_default();
            let mut profile: Profile = serde_json::from_slice(profile).unwrap_or_default();
            let is_enrolled = profile.team.is_some();
            let is_link_unused = is_enrolled && grant.is_some();
            if !is_enrolled && grant.is_some() {
                // A newer link in the place of one that did not work.
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

/// Takes what cannot be opened off this device.
pub async fn forget_unopened() -> Result<(), StoreError> {
    store::delete(DATABASE).await?;
    forget_outside().await;
    Ok(())
}

impl NewDesk {
    /// Makes the team's key and stores it under the passphrase. The service does not know of it yet.
    pub async fn make(self, passphrase: &Passphrase, caseworker: String) -> Result<Desk, EnrolError> {
        let key = TeamKey::from_random(rng::bytes());
        let locked = lock::lock(&key, passphrase, rng::bytes(), rng::bytes(), Cost::DEFAULT)
            .map_err(|_| EnrolError::OutOfMemory)?;
        let profile = Profile {
            caseworker,
            grant: Some(self.grant),
            ..Profile::default()
        };
        let desk = Desk::begin(self.store, key, locked, profile)
            .await
            .map_err(EnrolError::NotStored)?;
        page::keep();
        Ok(desk)
    }
}

impl Locked {
    /// The team's name, when it is enrolled.
    pub fn team(&self) -> Option<&str> {
        self.profile.team.as_deref()
    }

    /// Takes the team off this device. Residents lose nothing: their plans are on their phones, at the service, and with
    /// colleagues.
    pub async fn forget(&self) -> Result<(), StoreError> {
        forget(&self.store).await
    }

    /// Opens the device. Takes as long as Argon2id does.
    pub fn unlock(&self, passphrase: &Passphrase) -> Result<Desk, UnlockError> {
        let key = lock::unlock::<TeamKey>(&self.key, passphrase).map_err(|error| match error {
            // An empty secret is as wrong as any other.
            lock::UnlockError::WrongSecret => UnlockError::WrongPassphrase,
            lock::UnlockError::OutOfMemory => UnlockError::OutOfMemory,
            _ => UnlockError::Damaged,
        })?;
        Ok(Desk {
            store: self.store.clone(),
            key,
            locked: self.key.clone(),
            profile: self.profile.clone(),
            records: self.records.clone(),
        })
    }
}

impl Desk {
    /// A new device, stored.
    pub(super) async fn begin(
        store: Store,
        key: TeamKey,
        locked: Vec<u8>,
        profile: Profile,
    ) -> Result<Self, StoreError> {
        let desk = Self {
            store,
            key,
            locked,
            profile,
            records: Vec::new(),
        };
        desk.keep().await?;
        Ok(desk)
    }

    /// Whether the service knows the team.
    pub fn is_enrolled(&self) -> bool {
        self.profile.team.is_some()
    }

    /// Enrols the team at the service, and gives the desk with the team's name. The same question again, after a lost
    /// answer, has the same answer.
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

    /// The open app.
    pub async fn into_app(self) -> App {
        let keyring = Keyring::caseworker(&self.key.log_key(), &self.key);
        let team = SealedLog::new(self.store.part(TEAM), keyring, &self.records);
        let who = Who {
            team: self.profile.team.clone().unwrap_or_default(),
            caseworker: self.profile.caseworker.clone(),
        };
        let joining = Joining::new(self.locked, self.profile);
        let app = App::new(self.key, self.store, joining, team, who, content::load().await);
        // A failure shows again, with its status, at the first sync.
        let device = app.device.get_value();
        drop(app.read_digests(&device).await);
        app.begin_drafts().await;
        app
    }
}

pub(super) async fn forget(store: &Store) -> Result<(), StoreError> {
    // First: one that is written later would make the database anew.
    draft::forget();
    store.erase().await?;
    forget_outside().await;
    Ok(())
}

/// Forgets what lies outside the database.
async fn forget_outside() {
    settings::forget_held(DATABASE);
    worker::forget().await;
    tabs::tell(tabs::Word::Anew);
}

pub(super) async fn keep_profile(store: &Store, locked: &[u8], profile: &Profile) -> Result<(), StoreError> {
    let mut keyring = locked.to_vec();
    // A profile of texts always has a written form; an empty one reads as "not enrolled yet".
    keyring.extend(serde_json::to_vec(profile).unwrap_or_default());
    let change = Change {
        keyring: Some(&keyring),
        ..Change::default()
    };
    store.change(&change).await?;
    settings::note_held(DATABASE, true);
    Ok(())
}
