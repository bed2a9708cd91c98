//! The plan on this device, and the only way to change it: decide, seal, store, apply. Knows no texts and no screens.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Deref;
use std::rc::Rc;

use chrono::NaiveDate;
use futures_util::lock::Mutex;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mijn_brug_plan::content::Content;
use mijn_brug_plan::event::ReadError;
use mijn_brug_plan::ids::{AuthorId, RecordId};
use mijn_brug_plan::{Command, Context, Entry, Event, Log, Plan, Refusal, Role, decide};
use mijn_brug_seal::{Keyring, Resident, SealError, Visibility};
use mijn_brug_sync::Status;

use crate::device::store::{self, Ids, News, RESIDENT, SealedRow, Store, StoreError};
use crate::device::{clock, draft, page, rng, service, settings, tabs};

mod moving;
mod opening;
mod pairing;
mod safekeeping;
mod sync;

pub use crate::device::store::start::StartFailure;
pub use moving::{FoundPlan, LinkSecret};
pub use opening::{KeyError, Locked, Opened, accept_erased, open, restore_key};
pub use pairing::{Offer, PairingError};
pub use safekeeping::{FILE_MAX, Passphrase, PinError, RestoreError, erase, erase_unopened, passphrase_from};

/// Why a command failed. The plan did not change, and what the person typed is still there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// A rule or a limit of the plan refused it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// It could not be stored.
    #[error(transparent)]
    NotStored(#[from] StoreError),
    /// It could not be sealed, because it is too long.
    #[error(transparent)]
    NotSealed(#[from] SealError),
    /// It could not be serialised.
    #[error("the entry could not be serialised")]
    NotSerialised,
}

/// Number of stored records that this app cannot read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unreadable {
    /// Written by a newer version: an update helps.
    pub newer: usize,
    /// Damaged, or not made with this plan's keys.
    pub damaged: usize,
}

/// The state that is not reactive. Behind one pointer, so that [`PlanStore`] stays `Copy`.
struct Device {
    store: Store,
    keyring: RefCell<Rc<Keyring<Resident>>>,
    author: AuthorId,
    index: RefCell<RecordIndex>,
    /// Serialises changes: two quick taps must not decide on the same plan.
    write_lock: Mutex<()>,
}

/// What is known of the records on this device, so that they need not be read again.
#[derive(Default)]
struct RecordIndex {
    ids: Ids,
    /// Lamport time and author of each entry that is sealed for the caseworker.
    shared: BTreeSet<(u64, AuthorId)>,
}

impl Device {
    fn keyring(&self) -> Rc<Keyring<Resident>> {
        self.keyring.borrow().clone()
    }

    /// Seals an entry.
    fn seal(&self, entry: &Entry, visibility: Visibility) -> Result<(RecordId, SealedRow), Failure> {
        let body = entry.write().map_err(|_| Failure::NotSerialised)?;
        let record = self.keyring().seal(&body, visibility, rng::bytes())?;
        let id = record.id();
        Ok((RecordId(*id.as_bytes()), (id.to_string(), record.into_bytes())))
    }

    /// Remembers the ids of stored records.
    fn remember<'a>(&self, rows: impl IntoIterator<Item = &'a SealedRow>) {
        let mut index = self.index.borrow_mut();
        for (id, _) in rows {
            index.ids.insert(id.clone());
        }
    }
}

/// The plan, its records, and what is derived from them. All signals live as long as the page.
#[derive(Clone, Copy)]
pub struct PlanStore {
    log: RwSignal<Log>,
    device: StoredValue<Rc<Device>, LocalStorage>,
    /// The bridge's content, or what is wrong with its file.
    pub content: RwSignal<Result<Content, String>>,
    /// What could not be read.
    pub unreadable: RwSignal<Unreadable>,
    /// The state of the sync with the caseworker's service.
    pub sync: RwSignal<Status>,
    /// Incremented regularly, to redraw what depends on the time.
    pub clock_revision: RwSignal<u32>,
    /// The day when `clock_revision` last changed. A memo, so that its readers are redrawn after midnight and not at
    /// every revision.
    day: Memo<NaiveDate>,
    /// Whether this is the demo plan.
    pub is_demo: bool,
    /// Whether records are in memory only, because the browser stores nothing.
    pub is_ephemeral: bool,
}

impl PlanStore {
    fn new(
        device: Device,
        log: Log,
        unreadable: Unreadable,
        content: Result<Content, String>,
        is_demo: bool,
    ) -> Self {
        let is_ephemeral = !is_demo && !matches!(device.store, Store::Disk(..));
        let clock_revision = RwSignal::new(0);
        let day = Memo::new(move |_| {
            clock_revision.track();
            clock::today()
        });
        Self {
            log: RwSignal::new(log),
            device: StoredValue::new_local(Rc::new(device)),
            content: RwSignal::new(content),
            unreadable: RwSignal::new(unreadable),
            sync: RwSignal::new(Status::NotPaired),
            clock_revision,
            day,
            is_demo,
            is_ephemeral,
        }
    }

    /// Reads from the plan, and tracks its changes.
    pub fn plan<T>(self, ask: impl FnOnce(&Plan) -> T) -> T {
        ask(self.log_tracked().plan())
    }

    /// Reads from the plan without tracking it.
    pub fn plan_now<T>(self, ask: impl FnOnce(&Plan) -> T) -> T {
        ask(self.log_now().plan())
    }

    /// Reads from the bridge's content, and tracks it. `None` if its file cannot be used.
    pub fn content<T>(self, ask: impl FnOnce(&Content) -> T) -> Option<T> {
        self.content_tracked().as_ref().ok().map(ask)
    }

    /// Today in the phone's time zone. Tracked, so that an app that stays open changes at midnight.
    pub fn today(self) -> NaiveDate {
        // Read from the clock, because the day may have changed since `clock_revision` did.
        self.day.with(|_| clock::today())
    }

    /// The plan's next Lamport time, which only grows.
    pub fn next_lamport(self) -> u64 {
        self.log_now().next_lamport()
    }

    // Not inlined into the generic functions above, because each of their hundred callers would have its own copy.

    #[inline(never)]
    fn log_tracked(self) -> impl Deref<Target = Log> {
        self.log.read()
    }

    #[inline(never)]
    fn log_now(self) -> impl Deref<Target = Log> {
        self.log.read_untracked()
    }

    #[inline(never)]
    fn content_tracked(self) -> impl Deref<Target = Result<Content, String>> {
        self.content.read()
    }

    /// Tracks every change of the plan.
    pub fn track(self) {
        self.log.track();
    }

    /// The current keyring.
    pub fn keyring(self) -> Rc<Keyring<Resident>> {
        self.device.get_value().keyring()
    }

    /// A name that reveals nothing of `what`, and that every device of the plan derives alike. The demo returns `what`
    /// itself: its key changes each time, and it has nothing to hide.
    pub fn opaque_name(self, what: &str) -> String {
        if self.is_demo {
            return what.to_owned();
        }
        service::hex(&self.keyring().root_key().opaque_name(what))
    }

    /// Executes a command. `Ok` means that the events are on the disk.
    ///
    /// # Errors
    /// Fails if a rule refuses the command, or if its events cannot be sealed or stored. The plan did not change then.
    pub async fn dispatch(self, command: Command) -> Result<(), Failure> {
        let device = self.device.get_value();
        let _guard = device.write_lock.lock().await;
        let context = Context {
            now: clock::now(),
            today: clock::today(),
            role: Role::Resident,
            policy: None,
        };
        let (events, lamport) = self.log.with_untracked(|log| {
            decide(log.plan(), command, &context).map(|events| (events, log.next_lamport()))
        })?;
        if events.is_empty() {
            return Ok(());
        }
        let visible = self.visibilities(&events);
        let is_pairing = events.iter().any(|event| matches!(event, Event::Paired { .. }));
        let mut sealed = Vec::new();
        let mut entries = Vec::new();
        let mut shared = Vec::new();
        for ((event, visibility), lamport) in events.into_iter().zip(visible).zip(lamport..) {
            let entry = Entry {
                v: Entry::VERSION,
                lamport,
                at: context.now,
                author: device.author,
                role: context.role,
                event,
            };
            let (id, row) = device.seal(&entry, visibility)?;
            if visibility == Visibility::Shared {
                shared.push((lamport, device.author));
            }
            entries.push((id, entry));
            sealed.push(row);
        }
        self.store(&device, &sealed, is_pairing).await?;
        // Only after storing: if storing fails, another entry, perhaps private, takes this Lamport time.
        device.index.borrow_mut().shared.extend(shared);
        self.log.update(|log| log.extend(entries));
        self.sync_soon();
        if !self.is_demo {
            tabs::broadcast(tabs::Broadcast::NewRecords);
            if lamport == 1 {
                page::request_persistence();
                settings::note_held(RESIDENT, true);
            }
        }
        Ok(())
    }

    /// Listens to other tabs: reads what they stored, and reloads when they erased or replaced the plan. `on_newer`
    /// runs when another tab has a newer version of the app.
    pub fn listen_to_tabs(self, on_newer: impl Fn() + 'static) {
        if self.is_demo {
            return;
        }
        tabs::listen(move |message| match message {
            tabs::Broadcast::Reset => {
                // Drafts belong to the plan that is gone.
                draft::forget();
                page::go("/");
            }
            tabs::Broadcast::NewRecords => spawn_local(async move { self.read_news().await }),
        });
        store::listen(move |news| match news {
            News::Stored => spawn_local(async move { self.read_news().await }),
            News::Newer => on_newer(),
        });
    }

    async fn read_news(self) {
        let device = self.device.get_value();
        let _guard = device.write_lock.lock().await;
        // A failure only delays this: the records are on the disk, and the next message or start reads them.
        let Ok(kept) = device.store.load().await else {
            return;
        };
        let mut news = kept.records;
        news.retain(|(id, _)| !device.index.borrow().ids.contains(id));
        self.read(&device, &news);
        self.sync_soon();
    }

    /// Stores records, and queues them for the service if the plan is paired. A pairing queues all records in the same
    /// transaction, so that no pairing exists without them.
    async fn store(self, device: &Device, rows: &[SealedRow], is_pairing: bool) -> Result<(), StoreError> {
        let mut unsent: Vec<String> = Vec::new();
        if is_pairing || self.plan_now(|plan| plan.pairing.is_some()) {
            unsent.extend(rows.iter().map(|(id, _)| id.clone()));
        }
        if is_pairing {
            unsent.extend(device.index.borrow().ids.all().iter().cloned());
        }
        let change = store::Change {
            put: rows,
            unsent: &unsent,
            cursor: is_pairing.then_some(0),
            ..store::Change::default()
        };
        device.store.change(&change).await?;
        device.remember(rows);
        Ok(())
    }

    /// Takes in records that are on the disk and were not read yet.
    fn read(self, device: &Device, rows: &[SealedRow]) {
        let (entries, unreadable) =
            read_records(&device.keyring(), rows, &mut device.index.borrow_mut().shared);
        device.remember(rows);
        self.unreadable.update(|all| {
            all.newer = all.newer.saturating_add(unreadable.newer);
            all.damaged = all.damaged.saturating_add(unreadable.damaged);
        });
        self.log.update(|log| log.extend(entries));
    }
}

/// Opens records and reads their entries. What cannot be read is counted and stays stored. Adds the Lamport time and
/// author of each entry that is sealed for the caseworker to `shared`.
fn read_records(
    keyring: &Keyring<Resident>,
    records: &[SealedRow],
    shared: &mut BTreeSet<(u64, AuthorId)>,
) -> (Vec<(RecordId, Entry)>, Unreadable) {
    let mut entries = Vec::with_capacity(records.len());
    let mut unreadable = Unreadable::default();
    for (id, sealed) in records {
        let Ok(id) = id.parse::<mijn_brug_seal::RecordId>() else {
            unreadable.damaged = unreadable.damaged.saturating_add(1);
            continue;
        };
        let Ok(opened) = keyring.open(sealed) else {
            unreadable.damaged = unreadable.damaged.saturating_add(1);
            continue;
        };
        match Entry::read(opened.body()) {
            // On this device nobody else speaks for the resident, not even a holder of the shared key.
            Ok(entry) if entry.role == Role::Resident && !keyring.is_from_own_side(&opened) => {
                unreadable.damaged = unreadable.damaged.saturating_add(1);
            }
            Ok(entry) => {
                if opened.visibility() == Visibility::Shared {
                    shared.insert((entry.lamport, entry.author));
                }
                entries.push((RecordId(*id.as_bytes()), entry));
            }
            Err(ReadError::NewerVersion { .. }) => unreadable.newer = unreadable.newer.saturating_add(1),
            Err(ReadError::Malformed(_)) => unreadable.damaged = unreadable.damaged.saturating_add(1),
        }
    }
    (entries, unreadable)
}

fn new_device(store: Store, keyring: Keyring<Resident>, index: RecordIndex) -> Device {
    Device {
        store,
        keyring: RefCell::new(Rc::new(keyring)),
        author: AuthorId::from_random(rng::bytes()),
        index: RefCell::new(index),
        write_lock: Mutex::new(()),
    }
}

#[cfg(test)]
mod tests;
