//! Keeps device and service equal: at the start, on return to the page, when the network is back, and after each own entry.
//! First the team's log, then each resident's log that the service says has changed.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use mijn_brug_plan::team::{Case, TeamEvent};
use mijn_brug_sync::api::{Code, HeadOrCode, Heads, HeadsAsked, LOGS_MAX, NewLog};
use mijn_brug_sync::status::Situation;
use mijn_brug_sync::{Backoff, Failure, Outcome, Stopped, StoreFailed};

use super::{App, Device, OpenCase};
use crate::device::service::{self, hex};
use crate::device::store::StoreError;
use crate::device::{page, rng};

/// How long own entries are gathered before they are sent.
const GATHER: Duration = Duration::from_secs(1);

/// How long to leave another tab of the app at its sync before trying again.
const LEAVE: Duration = Duration::from_secs(5);

/// How far the sync is.
#[derive(Default)]
pub(super) struct Running {
    /// One timer for the next sync of the page.
    next: RefCell<Option<TimeoutHandle>>,
    is_busy: Cell<bool>,
    /// Whether this tab did the sync itself.
    is_own: Cell<bool>,
    backoff: RefCell<Backoff>,
    last: Cell<Option<Result<Outcome, Stopped>>>,
}

/// How long an open case waits after a failure, and for a resident's phone that has sent nothing yet.
const LOOK_AGAIN: Duration = Duration::from_secs(3);

impl App {
    /// Begins to keep device and service equal, as long as the page lives.
    pub fn keep_in_sync(self) {
        page::on_awake(move || {
            self.device.get_value().running.backoff.borrow_mut().reset();
            self.sync_after(Duration::ZERO);
        });
        self.sync_after(Duration::ZERO);
    }

    /// Syncs once this second's entries are together.
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
            service::alone("mijn-brug-begeleider-sync", self.sync()).await;
            device.running.is_busy.set(false);
            if !device.running.is_own.get() {
                // Another tab was at it: what came then is read from the disk.
                return self.sync_after(LEAVE);
            }
            let unsent = device.team.unsent_count().await;
            self.show_status(&device, unsent);
        });
    }

    fn show_status(self, device: &Device, unsent: u64) {
        let situation = Situation {
            is_linked: true,
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
        device.running.last.set(Some(result));
        match result {
            Ok(_) => device.running.backoff.borrow_mut().reset(),
            Err(stopped) if stopped.may_retry() => {
                let random = u32::from_be_bytes(rng::bytes());
                let wait = device
                    .running
                    .backoff
                    .borrow_mut()
                    .failed(random, stopped.retry_after());
                self.sync_after(wait);
            }
            Err(_) => {}
        }
    }

    /// The team's log, then the residents'. One resident's trouble does not keep the others waiting.
    async fn sync_all(self, device: &Device) -> Result<Outcome, Stopped> {
        device.team.refresh().await;
        let outcome = device.team.sync().await?;
        self.open_cases().await.map_err(|error| match error {
            StoreError::Full => StoreFailed::Full,
            StoreError::Blocked | StoreError::Failed(_) => StoreFailed::Failed,
        })?;
        let cases: Vec<(String, OpenCase)> = device
            .cases
            .borrow()
            .iter()
            .map(|(id, case)| (id.clone(), case.clone()))
            .collect();
        let mut result = Ok(outcome);
        for some in cases.chunks(LOGS_MAX) {
            let asked = HeadsAsked {
                logs: some.iter().map(|(_, case)| name_of(case)).collect(),
            };
            let heads: Heads = service::json("/v1/heads", None, &asked)
                .await
                .map_err(Stopped::Request)?;
            for ((id, case), head) in some.iter().zip(heads.heads) {
                case.log.refresh().await;
                if is_equal(case, &head) {
                    continue;
                }
                if let Err(stopped) = self.sync_case(device, id, case).await {
                    result = Err(stopped);
                }
            }
        }
        result
    }

    /// Syncs one resident's log, and makes its place at the service when there is none yet.
    async fn sync_case(self, device: &Device, id: &str, case: &OpenCase) -> Result<(), Stopped> {
        let mut result = case.log.sync().await;
        if refusal(&result) == Some(Code::LogNotFound) {
            result = match self.make_log(device, case).await {
                Ok(()) => case.log.sync().await,
                Err(failure) => Err(failure.into()),
            };
        }
        if refusal(&result) == Some(Code::LogErased) {
            return self.forget(device, id).await;
        }
        case.outcome.set(Some(result));
        result.map(drop)
    }

    /// Makes the place of a resident's log. Done also when it was done before.
    async fn make_log(self, device: &Device, case: &OpenCase) -> Result<(), Failure> {
        service::json("/v1/logs", Some(&device.team.token()), &name_of(case)).await
    }

    /// The resident stopped sharing: what is here of them goes.
    async fn forget(self, device: &Device, id: &str) -> Result<(), Stopped> {
        let case = self.team_now(|team| team.cases.get(id).cloned());
        let event = TeamEvent::CaseForgotten { case: id.to_owned() };
        // When it cannot be written, the next sync does it again.
        self.record(event).await.map_err(|_| StoreFailed::Failed)?;
        self.close_case(device, id).await;
        // For one kind sentence on the screen; without the key.
        let case = case.map(|case| Case {
            key: String::new(),
            ..case
        });
        self.stopped.update(|cases| cases.extend(case));
        Ok(())
    }

    /// Sends what was just written into a resident's log: at once, because at the table the other screen waits for it. When
    /// that fails, the next sync does it.
    pub(super) fn send_case(self, id: String) {
        let device = self.device.get_value();
        spawn_local(async move {
            let case = device.cases.borrow().get(&id).cloned();
            let Some(case) = case else { return };
            if self.sync_case(&device, &id, &case).await.is_err() {
                self.sync_soon();
            }
        });
    }

    /// Follows one resident's log as long as `screen` is there: what they write shows within a second.
    pub fn follow(self, id: String, screen: StoredValue<()>) {
        let device = self.device.get_value();
        let case = device.cases.borrow().get(&id).cloned();
        spawn_local(async move {
            let Some(case) = case else { return };
            // How it went stands on the case's own screen.
            let is_equal = self.sync_case(&device, &id, &case).await.is_ok();
            let is_left = || screen.try_get_value().is_none();
            if is_left() {
                return;
            }
            let wait = if is_equal && case.log.listen().await.is_ok() {
                Duration::ZERO
            } else {
                LOOK_AGAIN
            };
            if !is_left() {
                set_timeout(move || self.follow(id, screen), wait);
            }
        });
    }

    /// Opens the log of a resident who was just linked, and makes its place at the service if that can be reached; else each
    /// sync tries again.
    pub(super) async fn begin_case(self, id: &str) {
        let device: Rc<Device> = self.device.get_value();
        drop(self.open_cases().await);
        let case = device.cases.borrow().get(id).cloned();
        if let Some(case) = case {
            self.sync_case(&device, id, &case).await.ok();
        }
    }
}

/// The case's log and its token, as requests name it.
fn name_of(case: &OpenCase) -> NewLog {
    NewLog {
        log: case.log.id().to_string(),
        token: case.log.token().text().to_owned(),
    }
}

/// Whether the service holds the same as this device. Records that wait to be sent are in the device's set, so then it
/// does not.
fn is_equal(case: &OpenCase, head: &HeadOrCode) -> bool {
    let HeadOrCode::Head { count, xor, .. } = head else {
        return false;
    };
    let set = case.log.set();
    // Before the first sync of a case there is no outcome to show yet.
    set.count() == *count
        && hex(set.xor()) == *xor
        && case.outcome.get_untracked().is_some_and(|last| last.is_ok())
}

fn refusal(result: &Result<Outcome, Stopped>) -> Option<Code> {
    match result {
        Err(Stopped::Request(Failure::Refused { code, .. })) => Some(*code),
        _ => None,
    }
}
