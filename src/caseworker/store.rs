//! What a caseworker's device stores: the team's log with the caseload, and the log of each resident. Knows no texts and no
//! screens.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};

use futures_util::lock::Mutex;
use leptos::prelude::*;
use mijn_brug_plan::content::Content;
use mijn_brug_plan::ids::AuthorId;
use mijn_brug_plan::team::{Case, Team, TeamEntry, TeamEvent};
use mijn_brug_seal::TeamKey;
use mijn_brug_sync::Status;

use crate::device::store::Store;
use crate::device::{clock, rng, tabs};

mod caseload;
mod deciding;
mod digest;
mod granting;
mod joining;
mod locking;
mod opening;
mod pairing;
mod profile;
mod projection;
mod research;
mod sealed_log;
mod sync;
mod unlocked_device;

pub use crate::device::store::StoreError;
pub use caseload::{CaseLog, can_open};
pub use deciding::DispatchError;
pub use granting::pick;
pub use joining::{JoinError, Joiner};
pub use locking::lock;
pub use mijn_brug_seal::pairing::CodeError;
pub use opening::{
    LINK, Locked, NewDevice, Opened, PASSPHRASE_MIN, Passphrase, UnlockError, forget_unopened, open,
    passphrase_from, take_grant,
};
pub use pairing::{InvitationError, Invitee, Stage};
pub use projection::CaseProjection;
pub use research::ExportError;
pub use sealed_log::RecordError;
pub use unlocked_device::{EnrolError, UnlockedDevice};

use caseload::{CaseSignals, OpenCase};
use digest::CaseDigest;
use projection::TeamProjection;
use sealed_log::SealedLog;

/// The caseworker and their team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The team's name.
    pub team: String,
    /// The name of the person at this device.
    pub caseworker: String,
}

/// The state that is not reactive. Behind one pointer, so that [`TeamStore`] stays `Copy`.
struct Device {
    key: TeamKey,
    store: Store,
    joining: profile::Joining,
    team: SealedLog<TeamProjection>,
    /// The residents' logs that are in use.
    open: RefCell<BTreeMap<String, Weak<OpenCase>>>,
    /// Serialises opening logs.
    opening: Mutex<()>,
    author: AuthorId,
    running: sync::Running,
}

/// The opened logs, and the only way to change them. All signals live as long as the page.
#[derive(Clone, Copy)]
pub struct TeamStore {
    device: StoredValue<Rc<Device>, LocalStorage>,
    /// What the team's log reads as.
    team: RwSignal<TeamProjection>,
    /// The residents' logs that are open, by the id of the case.
    logs: RwSignal<BTreeMap<String, CaseSignals>>,
    /// The digest of each log, open or not.
    digests: RwSignal<BTreeMap<String, CaseDigest>>,
    /// The caseworker and their team.
    pub who: RwSignal<Who>,
    /// The bridge's content, or what is wrong with its file.
    pub content: RwSignal<Result<Content, String>>,
    /// The state of the sync.
    pub sync: RwSignal<Status>,
    /// Residents who stopped sharing since the app was unlocked. Never stored, because nothing about them may be.
    pub stopped: RwSignal<Vec<Case>>,
}

impl TeamStore {
    fn new(
        key: TeamKey,
        store: Store,
        joining: profile::Joining,
        team: SealedLog<TeamProjection>,
        who: Who,
        content: Result<Content, String>,
    ) -> Self {
        let projection = RwSignal::from(team.projection.clone());
        let device = Device {
            key,
            store,
            joining,
            team,
            open: RefCell::default(),
            opening: Mutex::new(()),
            author: AuthorId::from_random(rng::bytes()),
            running: sync::Running::default(),
        };
        Self {
            device: StoredValue::new_local(Rc::new(device)),
            team: projection,
            logs: RwSignal::new(BTreeMap::new()),
            digests: RwSignal::new(BTreeMap::new()),
            who: RwSignal::new(who),
            content: RwSignal::new(content),
            sync: RwSignal::new(Status::Working),
            stopped: RwSignal::new(Vec::new()),
        }
    }

    /// Reads from the caseload, and tracks its changes.
    pub fn team<T>(self, ask: impl FnOnce(&Team) -> T) -> T {
        self.team.with(|projection| ask(&projection.team))
    }

    /// Reads from the caseload without tracking it.
    fn team_now<T>(self, ask: impl FnOnce(&Team) -> T) -> T {
        self.team.with_untracked(|projection| ask(&projection.team))
    }

    /// Records an event in the team's log. `Ok` means that it is on the disk.
    ///
    /// # Errors
    /// Fails if the event cannot be serialised, sealed or stored.
    pub async fn record(self, event: TeamEvent) -> Result<(), RecordError> {
        let device = self.device.get_value();
        let write = |projection: &TeamProjection| {
            let entry = TeamEntry {
                v: TeamEntry::VERSION,
                lamport: projection.team.next_lamport,
                at: clock::now(),
                author: device.author,
                event,
            };
            let body = serde_json::to_vec(&entry).map_err(|_| RecordError::NotSerialised)?;
            Ok::<_, RecordError>(vec![body])
        };
        device.team.add(write).await?;
        tabs::broadcast(tabs::Broadcast::NewRecords);
        self.sync_soon();
        Ok(())
    }
}
