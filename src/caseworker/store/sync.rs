//! Keeps device and service in sync: at the start, on return to the page, when the network is back, after each own
//! entry, and every minute while the page is visible. Syncs the team's log first, and then each resident's log that has
//! changed according to the service.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mijn_brug_plan::team::{Case, TeamEvent};
use mijn_brug_seal::SharedKey;
use mijn_brug_sync::api::{Code, HeadOrCode, Heads, HeadsRequest, LOGS_MAX, NewLog};
use mijn_brug_sync::status::Situation;
use mijn_brug_sync::{Backoff, LocalStoreError, Outcome, RequestError, SyncError};

use super::caseload::{OpenCase, shared_key};
use super::{Device, TeamStore};
use crate::device::service::{self, Token};
use crate::device::store::StoreError;
use crate::device::{draft, rng, visibility};

/// How long own entries are gathered before they are sent.
const GATHER: Duration = Duration::from_secs(1);

/// How long to wait for another tab that is syncing before trying again.
const RETRY_AFTER_OTHER_TAB: Duration = Duration::from_secs(5);

/// How often to ask for changes while the page is visible.
const POLL_INTERVAL: Duration = Duration::from_mins(1);

/// The state of the sync.
#[derive(Default)]
pub(super) struct Running {
    /// The page has one timer for the next sync.
    next: RefCell<Option<TimeoutHandle>>,
    is_busy: Cell<bool>,
    /// Whether this tab did the last sync itself.
    is_own: Cell<bool>,
    backoff: RefCell<Backoff>,
    last: Cell<Option<Result<Outcome, SyncError>>>,
}

/// How long an open case waits before the next sync, after a failure or while the resident's phone has sent nothing
/// yet.
const RETRY_AFTER: Duration = Duration::from_secs(3);

impl TeamStore {
    /// Keeps device and service in sync for as long as the page lives.
    pub fn keep_in_sync(self) {
        visibility::on_resume(move || {
            self.device.get_value().running.backoff.borrow_mut().reset();
            self.sync_after(Duration::ZERO);
        });
        // For a list that stays open: one small request for all residents. After a failure the backoff decides when to
        // retry.
        let look = move || {
            let went_well = matches!(self.device.get_value().running.last.get(), Some(Ok(_)));
            if visibility::is_visible() && went_well {
                self.sync_after(Duration::ZERO);
            }
        };
        set_interval(look, POLL_INTERVAL);
        self.sync_after(Duration::ZERO);
    }

    /// Reads what another tab wrote.
    pub(super) async fn read_news(self) {
        let device = self.device.get_value();
        device.team.refresh().await;
        // A failure only delays this, and the sync reports it.
        drop(self.read_digests(&device).await);
        let open: Vec<Rc<OpenCase>> = device
            .open
            .borrow()
            .values()
            .filter_map(std::rc::Weak::upgrade)
            .collect();
        for case in open {
            case.log.refresh().await;
        }
    }

    /// Syncs after [`GATHER`], together with the other entries of that second.
    pub(super) fn sync_soon(self) {
        self.sync_after(GATHER);
    }

    fn sync_after(self, wait: Duration) {
        let timer = set_timeout_with_handle(move || self.sync_now(), wait).ok();
        let device = self.device.get_value();
        if let Some(earlier) = device.running.next.replace(timer) {
            earlier.clear();
        }
    }

    fn sync_now(self) {
        let device = self.device.get_value();
        if device.running.is_busy.get() {
            return self.sync_soon();
        }
        device.running.is_busy.set(true);
        spawn_local(async move {
            self.show_status(&device, 0);
            device.running.is_own.set(false);
            service::if_tab_lock_is_free("mijn-brug-begeleider-sync", self.sync()).await;
            device.running.is_busy.set(false);
            if !device.running.is_own.get() {
                // Another tab was syncing, and its results are read from the disk. Try again later.
                return self.sync_after(RETRY_AFTER_OTHER_TAB);
            }
            let unsent = device
                .store
                .progress()
                .await
                .map_or(0, |progress| progress.unsent);
            self.show_status(&device, unsent);
        });
    }

    fn show_status(self, device: &Device, unsent: u64) {
        let situation = Situation {
            is_paired: true,
            is_online: service::is_online(),
            is_running: device.running.is_busy.get(),
            unsent,
            last: device.running.last.get(),
        };
        self.sync.set(situation.status());
    }

    async fn sync(self) {
        let device = self.device.get_value();
        device.running.is_own.set(true);
        let result = self.sync_all(&device).await;
        self.digest_all(&device).await;
        device.running.last.set(Some(result));
        if let Err(error) = result {
            service::note_sync_error(error);
        }
        match result {
            Ok(_) => device.running.backoff.borrow_mut().reset(),
            Err(error) if error.may_retry() => {
                let random = u32::from_be_bytes(rng::bytes());
                let wait = device
                    .running
                    .backoff
                    .borrow_mut()
                    .failed(random, error.retry_after());
                self.sync_after(wait);
            }
            Err(_) => {}
        }
    }

    /// Syncs the team's log, then the residents' logs that have changed according to the service. A failure of one
    /// resident's log does not hold up the others.
    async fn sync_all(self, device: &Device) -> Result<Outcome, SyncError> {
        let outcome = device.team.sync().await?;
        self.join_once(device).await;
        self.erase_gone(device).await;
        let (_, unsent) = device.store.digests().await.map_err(failed)?;
        let cases = self.cases_now().into_iter();
        let cases: Vec<(String, NewLog)> = cases
            .filter_map(|(id, case)| Some((id, name_of(&shared_key(&case)?))))
            .collect();
        let mut result = Ok(outcome);
        for some in cases.chunks(LOGS_MAX) {
            let asked = HeadsRequest {
                logs: some.iter().map(|(_, log)| log.clone()).collect(),
            };
            let heads: Heads = service::json("/v1/heads", None, &asked)
                .await
                .map_err(SyncError::Request)?;
            for ((id, _), head) in some.iter().zip(heads.heads) {
                if unsent.contains(id) || !self.is_equal(id, &head) {
                    result = self.sync_one(device, id).await.and(result);
                }
            }
        }
        result
    }

    /// Whether the service has the same records as this device, according to the digest.
    fn is_equal(self, id: &str, head: &HeadOrCode) -> bool {
        self.digests
            .with_untracked(|digests| digests.get(id).is_some_and(|digest| digest.is_at(head)))
    }

    /// Erases residents from this device that another device removed from the caseload.
    async fn erase_gone(self, device: &Device) {
        let known: Vec<String> = self
            .digests
            .with_untracked(|digests| digests.keys().cloned().collect());
        for id in known {
            if self.team_now(|team| !team.cases.contains_key(&id)) {
                self.erase_case(device, &id).await;
            }
        }
    }

    /// Makes missing digests, also offline.
    async fn digest_all(self, device: &Device) {
        if self.content.with_untracked(Result::is_err) {
            return;
        }
        for (id, _) in self.cases_now() {
            if self.digests.with_untracked(|digests| digests.contains_key(&id)) {
                continue;
            }
            if let Ok(Some(open)) = self.open_log(device, &id).await {
                self.keep_digest(&id, &open).await;
                self.leave(device, &id, open);
            }
        }
    }

    /// Opens one resident's log and syncs it.
    async fn sync_one(self, device: &Device, id: &str) -> Result<(), SyncError> {
        let Some(open) = self.open_log(device, id).await.map_err(failed)? else {
            return Ok(());
        };
        let result = self.sync_case(device, id, &open).await;
        self.leave(device, id, open);
        result
    }

    /// Syncs one resident's log, and creates it at the service if it does not exist yet.
    pub(super) async fn sync_case(self, device: &Device, id: &str, case: &OpenCase) -> Result<(), SyncError> {
        let mut result = case.log.sync().await;
        if refusal(&result) == Some(Code::LogNotFound) {
            result = match self.make_log(device, id).await {
                Ok(()) => case.log.sync().await,
                Err(failure) => Err(failure.into()),
            };
        }
        if refusal(&result) == Some(Code::LogErased) {
            return self.forget(device, id).await;
        }
        case.outcome.set(Some(result));
        self.keep_digest(id, case).await;
        result.map(drop)
    }

    /// Creates a resident's log at the service. Idempotent.
    async fn make_log(self, device: &Device, id: &str) -> Result<(), RequestError> {
        let key = self.team_now(|team| team.cases.get(id).and_then(shared_key));
        let Some(key) = key else { return Ok(()) };
        service::json("/v1/logs", Some(&device.team.token()), &name_of(&key)).await
    }

    /// Erases a resident who stopped sharing from this device.
    async fn forget(self, device: &Device, id: &str) -> Result<(), SyncError> {
        let Some(case) = self.team_now(|team| team.cases.get(id).cloned()) else {
            return Ok(());
        };
        let event = TeamEvent::CaseForgotten { case: id.to_owned() };
        // If it cannot be written, the next sync tries again.
        self.record(event).await.map_err(|_| LocalStoreError::Failed)?;
        self.erase_case(device, id).await;
        for half_typed in ["help", "appointment", "review", "reward", "label"] {
            draft::clear(&format!("{half_typed}.{id}."));
        }
        // For the notice on the screen; without the key.
        let case = Case {
            key: String::new(),
            ..case
        };
        self.stopped.update(|cases| cases.push(case));
        Ok(())
    }

    /// Sends what was just written into a resident's log, at once, because during a review the other screen is waiting
    /// for it. If that fails, the next sync sends it.
    pub(super) fn send_case(self, id: String, open: Rc<OpenCase>) {
        let device = self.device.get_value();
        spawn_local(async move {
            if self.sync_case(&device, &id, &open).await.is_err() {
                self.sync_soon();
            }
            self.leave(&device, &id, open);
        });
    }

    /// Opens one resident's log and follows it for as long as the calling screen exists: what the resident writes
    /// appears within a second. Returns the case, and whether its log is open. Both are memos, so that the screen is
    /// redrawn when they change and not at each record.
    pub fn follow(self, id: &str) -> (Memo<Option<Case>>, Memo<bool>) {
        let device = self.device.get_value();
        // Disposed together with the screen.
        let screen = StoredValue::new(());
        let [of, log, id] = [id, id, id].map(str::to_owned);
        spawn_local(async move {
            // A store that fails is reported by the sync of the whole caseload.
            if let Ok(Some(open)) = self.open_log(&device, &id).await {
                self.follow_open(id, open, screen).await;
            }
        });
        let known = Memo::new(move |_| self.team(|team| team.cases.get(&of).cloned()));
        let is_open = Memo::new(move |_| self.log(&log).is_some());
        (known, is_open)
    }

    async fn follow_open(self, id: String, open: Rc<OpenCase>, screen: StoredValue<()>) {
        let device = self.device.get_value();
        let is_left = || screen.try_get_value().is_none();
        // The case's own screen shows the result.
        let is_equal = self.sync_case(&device, &id, &open).await.is_ok();
        if is_left() {
            return self.leave(&device, &id, open);
        }
        let is_equal = is_equal && open.log.long_poll().await.is_ok();
        if is_left() {
            return self.leave(&device, &id, open);
        }
        let wait = if is_equal { Duration::ZERO } else { RETRY_AFTER };
        set_timeout(move || spawn_local(self.follow_open(id, open, screen)), wait);
    }

    /// Creates the log of a resident who just paired, if the service can be reached. Otherwise each sync tries again.
    pub(super) async fn begin_case(self, id: &str) {
        let device = self.device.get_value();
        self.sync_one(&device, id).await.ok();
    }
}

/// A log and its token, as requests name it.
fn name_of(key: &SharedKey) -> NewLog {
    NewLog {
        log: key.log_id().to_string(),
        token: Token::new(&key.access_token()).text().to_owned(),
    }
}

fn failed(error: StoreError) -> SyncError {
    SyncError::Store(error.into())
}

fn refusal(result: &Result<Outcome, SyncError>) -> Option<Code> {
    match result {
        Err(SyncError::Request(RequestError::Refused { code, .. })) => Some(*code),
        _ => None,
    }
}
