//! The one state of the caseworker's app: the team's log with the caseload, and the log of each resident.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mijn_brug_plan::content::Content;
use mijn_brug_plan::ids::AuthorId;
use mijn_brug_plan::team::{Case, Team, TeamEntry, TeamEvent};
use mijn_brug_seal::{Keyring, SharedKey, TeamKey};
use mijn_brug_sync::{Outcome, Status, Stopped};

use super::route::Route;
use crate::device::service::unhex;
use crate::device::store::StoreError;
use crate::device::{clock, page, rng, settings};

mod deciding;
mod granting;
mod opening;
mod pairing;
mod reading;
mod sealed_log;
mod sync;

pub use deciding::NotDone;
pub use granting::pick;
pub use opening::{Desk, EnrolError, LINK, Locked, NewDesk, Opened, PASSPHRASE_MIN, UnlockError, open};
pub use pairing::{Stage, Trouble};
pub use reading::CaseReading;
pub use sealed_log::NotWritten;

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

/// One resident's log, as the screens see it.
#[derive(Clone, Copy)]
pub struct CaseLog {
    /// What it reads as.
    pub reading: RwSignal<CaseReading>,
    /// What came of its last sync; `None` before the first.
    pub outcome: RwSignal<Option<Result<Outcome, Stopped>>>,
}

/// An open log of a resident.
#[derive(Clone)]
struct OpenCase {
    log: Rc<SealedLog<CaseReading>>,
    outcome: RwSignal<Option<Result<Outcome, Stopped>>>,
}

/// What keeps the team's side: behind one pointer, so that [`App`] stays `Copy`.
struct Device {
    key: TeamKey,
    team: SealedLog<TeamReading>,
    cases: RefCell<BTreeMap<String, OpenCase>>,
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
    logs: RwSignal<BTreeMap<String, CaseLog>>,
    /// Who works here.
    pub who: RwSignal<Who>,
    /// The bridge's content, or the file that cannot be used.
    pub content: RwSignal<Result<Content, String>>,
    /// The screen.
    pub route: RwSignal<Route>,
    /// How the sync goes.
    pub sync: RwSignal<Status>,
    /// Residents who stopped sharing since the app was unlocked. Not kept: nothing of them is.
    pub stopped: RwSignal<Vec<Case>>,
    /// Bumped when the language changes: the whole app is drawn anew.
    pub language_turn: RwSignal<u32>,
}

impl App {
    fn new(key: TeamKey, team: SealedLog<TeamReading>, who: Who, content: Result<Content, String>) -> Self {
        let reading = team.reading;
        let device = Device {
            key,
            team,
            cases: RefCell::default(),
            author: AuthorId::from_random(rng::bytes()),
            running: sync::Running::default(),
        };
        Self {
            device: StoredValue::new_local(Rc::new(device)),
            team: reading,
            logs: RwSignal::new(BTreeMap::new()),
            who: RwSignal::new(who),
            content: RwSignal::new(content),
            route: RwSignal::new(Route::read(&page::path())),
            sync: RwSignal::new(Status::Working),
            stopped: RwSignal::new(Vec::new()),
            language_turn: RwSignal::new(0),
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

    /// The log of a resident, once it is open.
    pub fn log(self, case: &str) -> Option<CaseLog> {
        self.logs.with(|logs| logs.get(case).copied())
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
        self.sync_soon();
        Ok(())
    }

    /// Opens the logs of the caseload that are not open yet, and deletes those that left it.
    async fn open_cases(self) -> Result<(), StoreError> {
        let device = self.device.get_value();
        let cases = self.team_now(|team| team.cases.clone());
        let mut failure = None;
        for (id, case) in &cases {
            if device.cases.borrow().contains_key(id) {
                continue;
            }
            // A key that cannot be read has no log: the case stands in the list, and that is all.
            let Some(shared) = shared_key(case) else { continue };
            let keyring = Keyring::caseworker(&shared, &device.key);
            match SealedLog::open(&database_of(id), keyring).await {
                Ok(log) => self.take_case(&device, id, log),
                Err(error) => failure = Some(error),
            }
        }
        let is_gone = |id: &String| !cases.contains_key(id);
        let gone: Vec<String> = device
            .cases
            .borrow()
            .keys()
            .filter(|id| is_gone(id))
            .cloned()
            .collect();
        for id in gone {
            self.close_case(&device, &id).await;
        }
        failure.map_or(Ok(()), Err)
    }

    fn take_case(self, device: &Device, id: &str, log: SealedLog<CaseReading>) {
        let outcome = RwSignal::new(None);
        let reading = log.reading;
        let case = OpenCase {
            log: Rc::new(log),
            outcome,
        };
        device.cases.borrow_mut().insert(id.to_owned(), case);
        self.logs.update(|logs| {
            logs.insert(id.to_owned(), CaseLog { reading, outcome });
        });
    }

    /// Takes a resident's log off this device.
    async fn close_case(self, device: &Device, id: &str) {
        let case = device.cases.borrow_mut().remove(id);
        self.logs.update(|logs| {
            logs.remove(id);
        });
        if let Some(case) = case {
            // What could not be deleted holds sealed bytes only, whose key goes with the case.
            drop(case.log.erase().await);
        }
    }

    /// Shows everything in the language that was just chosen.
    pub fn on_language(self) -> Callback<()> {
        Callback::new(move |()| {
            spawn_local(async move {
                self.content.set(load_content().await);
                self.language_turn.update(|turn| *turn = turn.wrapping_add(1));
            });
        })
    }
}

/// Ends the work: the key, and everything that it opened, goes with the page.
pub fn lock() {
    page::go(&Route::Cases.path());
}

/// The state, for every component.
pub fn use_app() -> App {
    #[expect(
        clippy::expect_used,
        reason = "`app` provides it at the root, above every component"
    )]
    use_context::<App>().expect("the state stands at the root")
}

/// The name of a resident's database.
fn database_of(case: &str) -> String {
    format!("{}-{case}", opening::DATABASE)
}

fn shared_key(case: &Case) -> Option<SharedKey> {
    unhex(&case.key).map(SharedKey::from_bytes)
}

/// Loads the bridge's content, or says which file cannot be used.
async fn load_content() -> Result<Content, String> {
    let path = format!("/bridge/{}.json", settings::LANGUAGE.get());
    let Some(json) = page::fetch_text(&path).await else {
        return Err(path);
    };
    Content::read(&json).map_err(|error| error.to_string())
}
