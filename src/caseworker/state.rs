//! The state of the caseworker's app: the team's log with the caseload, and the log of each resident.

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

use super::route::Route;
use crate::device::store::Store;
use crate::device::{clock, page, rng, tabs};
use crate::ui::content;

mod caseload;
mod deciding;
mod desk;
mod digest;
mod granting;
mod joining;
mod locking;
mod opening;
mod pairing;
mod profile;
mod reading;
mod research;
mod sealed_log;
mod sync;

pub use crate::device::store::StoreError;
pub use caseload::{CaseLog, can_open};
pub use deciding::NotDone;
pub use desk::{Desk, EnrolError};
pub use granting::pick;
pub use joining::{JoinError, Joiner};
pub use locking::lock;
pub use mijn_brug_seal::pairing::CodeError;
pub use opening::{
    LINK, Locked, NewDesk, Opened, PASSPHRASE_MIN, Passphrase, UnlockError, forget_unopened, open,
    take_grant, typed,
};
pub use pairing::{Guest, InvitationError, Stage};
pub use reading::CaseReading;
pub use research::NoTable;
pub use sealed_log::NotWritten;

use caseload::{OpenCase, Seen};
use digest::CaseDigest;
use reading::TeamReading;
use sealed_log::SealedLog;

/// The caseworker and their team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The team's name.
    pub team: String,
    /// The name of the person at this device.
    pub caseworker: String,
}

/// Which residents the list shows. Does not affect their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// Everybody the team is working with.
    Open,
    /// Those this colleague cares for.
    Mine,
    /// Those whose request for help has no answer yet.
    Help,
    /// Those with whom the work has ended.
    Closed,
}

impl Filter {
    /// All filters.
    pub const ALL: [Self; 4] = [Self::Open, Self::Mine, Self::Help, Self::Closed];

    /// The value of the filter in a form.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Mine => "mine",
            Self::Help => "help",
            Self::Closed => "closed",
        }
    }
}

/// The state that is not reactive. Behind one pointer, so that [`App`] stays `Copy`.
struct Device {
    key: TeamKey,
    store: Store,
    joining: profile::Joining,
    team: SealedLog<TeamReading>,
    /// The residents' logs that are in use.
    open: RefCell<BTreeMap<String, Weak<OpenCase>>>,
    /// Serialises opening logs.
    opening: Mutex<()>,
    author: AuthorId,
    running: sync::Running,
}

/// The state of the unlocked app. All signals live as long as the page.
#[derive(Clone, Copy)]
pub struct App {
    device: StoredValue<Rc<Device>, LocalStorage>,
    /// What the team's log reads as.
    team: RwSignal<TeamReading>,
    /// The residents' logs that are open, by the id of the case.
    logs: RwSignal<BTreeMap<String, Seen>>,
    /// The digest of each log, open or not.
    digests: RwSignal<BTreeMap<String, CaseDigest>>,
    /// The caseworker and their team.
    pub who: RwSignal<Who>,
    /// The bridge's content, or what is wrong with its file.
    pub content: RwSignal<Result<Content, String>>,
    /// The current screen.
    pub route: RwSignal<Route>,
    /// The state of the sync.
    pub sync: RwSignal<Status>,
    /// The search text of the list. Kept while the app is open, for coming back from a resident.
    pub search: RwSignal<String>,
    /// Which residents the list shows.
    pub filter: RwSignal<Filter>,
    /// A newer version of the app is ready.
    pub update_waits: RwSignal<bool>,
    /// Error text of a screen that was closed before its command failed. What was typed there is still a draft.
    pub trouble: RwSignal<Option<String>>,
    /// Residents who stopped sharing since the app was unlocked. Never stored, because nothing about them may be.
    pub stopped: RwSignal<Vec<Case>>,
    /// Incremented when the language changes, which redraws the whole app.
    pub language_revision: RwSignal<u32>,
}

impl App {
    fn new(
        key: TeamKey,
        store: Store,
        joining: profile::Joining,
        team: SealedLog<TeamReading>,
        who: Who,
        content: Result<Content, String>,
    ) -> Self {
        let reading = RwSignal::from(team.reading.clone());
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
        let content = RwSignal::new(content);
        let language_revision = content::follow_language(content);
        Self {
            device: StoredValue::new_local(Rc::new(device)),
            team: reading,
            logs: RwSignal::new(BTreeMap::new()),
            digests: RwSignal::new(BTreeMap::new()),
            who: RwSignal::new(who),
            content,
            route: RwSignal::new(Route::read(&page::path())),
            sync: RwSignal::new(Status::Working),
            search: RwSignal::new(String::new()),
            filter: RwSignal::new(Filter::Open),
            update_waits: RwSignal::new(false),
            trouble: RwSignal::new(None),
            stopped: RwSignal::new(Vec::new()),
            language_revision,
        }
    }

    /// Reads from the caseload, and tracks its changes.
    pub fn team<T>(self, ask: impl FnOnce(&Team) -> T) -> T {
        self.team.with(|reading| ask(&reading.team))
    }

    /// Reads from the caseload without tracking it.
    fn team_now<T>(self, ask: impl FnOnce(&Team) -> T) -> T {
        self.team.with_untracked(|reading| ask(&reading.team))
    }

    /// Goes to a screen.
    pub fn go(self, route: &Route) {
        page::push(&route.path(), false);
        self.route.set(route.clone());
    }

    /// Records an event in the team's log. `Ok` means that it is on the disk.
    ///
    /// # Errors
    /// Fails if the event cannot be serialised, sealed or stored.
    pub async fn record(self, event: TeamEvent) -> Result<(), NotWritten> {
        let device = self.device.get_value();
        let write = |reading: &TeamReading| {
            let entry = TeamEntry {
                v: TeamEntry::VERSION,
                lamport: reading.team.next_lamport,
                at: clock::now(),
                author: device.author,
                event,
            };
            let body = serde_json::to_vec(&entry).map_err(|_| NotWritten::NoForm)?;
            Ok::<_, NotWritten>(vec![body])
        };
        device.team.add(write).await?;
        tabs::broadcast(tabs::Broadcast::NewRecords);
        self.sync_soon();
        Ok(())
    }
}

/// The state, for every component.
pub fn use_app() -> App {
    #[expect(
        clippy::expect_used,
        reason = "`app` provides it at the root, above every component"
    )]
    use_context::<App>().expect("the state stands at the root")
}
