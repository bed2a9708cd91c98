//! The one state of the caseworker's app: the team's log with the caseload, and the log of each resident.

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
pub use pairing::{Guest, Stage, Trouble};
pub use reading::CaseReading;
pub use research::NoTable;
pub use sealed_log::NotWritten;

use caseload::{OpenCase, Seen};
use digest::CaseDigest;
use reading::TeamReading;
use sealed_log::SealedLog;

/// Who works here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who {
    /// The team's name.
    pub team: String,
    /// What the person at this device is called.
    pub caseworker: String,
}

/// Which residents the list shows. It leaves their order alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// Everybody whom the team works with.
    Open,
    /// Those whom this colleague cares for.
    Mine,
    /// Those who asked for help and have no answer yet.
    Help,
    /// Those with whom the work ended.
    Closed,
}

impl Filter {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Open, Self::Mine, Self::Help, Self::Closed];

    /// A word for it, as a form holds it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Mine => "mine",
            Self::Help => "help",
            Self::Closed => "closed",
        }
    }
}

/// What keeps the team's side: behind one pointer, so that [`App`] stays `Copy`.
struct Device {
    key: TeamKey,
    store: Store,
    joining: profile::Joining,
    team: SealedLog<TeamReading>,
    /// The residents' logs that somebody holds open.
    open: RefCell<BTreeMap<String, Weak<OpenCase>>>,
    /// One opening at a time.
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
    /// What each log comes to, open or not.
    digests: RwSignal<BTreeMap<String, CaseDigest>>,
    /// Who works here.
    pub who: RwSignal<Who>,
    /// The bridge's content, or the file that cannot be used.
    pub content: RwSignal<Result<Content, String>>,
    /// The screen.
    pub route: RwSignal<Route>,
    /// How the sync goes.
    pub sync: RwSignal<Status>,
    /// What the list is searched for. Kept while the app is open, for who comes back from a resident.
    pub search: RwSignal<String>,
    /// Which residents the list shows.
    pub filter: RwSignal<Filter>,
    /// A newer version of the app is ready.
    pub update_waits: RwSignal<bool>,
    /// What was not stored of a screen that is gone. What was typed there is still a draft.
    pub trouble: RwSignal<Option<String>>,
    /// Residents who stopped sharing since the app was unlocked. Not kept: nothing of them is.
    pub stopped: RwSignal<Vec<Case>>,
    /// Bumped when the language changes: the whole app is drawn anew.
    pub language_turn: RwSignal<u32>,
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
        let language_turn = content::follow_language(content);
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
            language_turn,
        }
    }

    /// Asks something of the caseload, and follows its changes.
    pub fn team<T>(self, ask: impl FnOnce(&Team) -> T) -> T {
        self.team.with(|reading| ask(&reading.team))
    }

    /// Asks something of the caseload once.
    fn team_now<T>(self, ask: impl FnOnce(&Team) -> T) -> T {
        self.team.with_untracked(|reading| ask(&reading.team))
    }

    /// Goes to a screen.
    pub fn go(self, route: &Route) {
        page::push(&route.path(), false);
        self.route.set(route.clone());
    }

    /// Writes into the team's log. When this returns `Ok`, it is on the disk.
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
        tabs::tell(tabs::Word::New);
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
