//! Keeps phone and service in sync: at the start, on return to the app, when the network is back, and after each
//! record. While a paired app is on the screen it also listens, so that the caseworker's changes arrive within a
//! second.

use std::cell::{Cell, Ref, RefCell};
use std::rc::Rc;
use std::time::Duration;

use futures_util::lock::Mutex;
use leptos::prelude::*;
use leptos::task::spawn_local;
use mijn_brug_plan::query;
use mijn_brug_sync::status::Situation;
use mijn_brug_sync::{Backoff, LocalStoreError, Outcome, SyncError};

use super::{Device, Failure, PlanStore};
use crate::device::service::{self, Token};
use crate::device::store::{Ids, LocalLog, SealedRow, Store, SyncStore};
use crate::device::{clock, error_log, rng, visibility};

/// How long own records are gathered before they are sent.
const GATHER: Duration = Duration::from_secs(1);

/// How long to wait after listening failed. The next sync finds out why.
const RETRY_AFTER: Duration = Duration::from_secs(3);

thread_local! {
    /// The page has one timer for the next sync.
    static NEXT: RefCell<Option<TimeoutHandle>> = const { RefCell::new(None) };
    static IS_RUNNING: Cell<bool> = const { Cell::new(false) };
    static IS_POLLING: Cell<bool> = const { Cell::new(false) };
    static BACKOFF: RefCell<Backoff> = RefCell::new(Backoff::default());
    static LAST: Cell<Option<Result<Outcome, SyncError>>> = const { Cell::new(None) };
    /// The time of day of the last sync that ended well, and why a later one did not; empty before the first.
    static ENDED: RefCell<(String, &'static str)> = const { RefCell::new((String::new(), "")) };
}

impl PlanStore {
    /// Keeps phone and service in sync for as long as the page lives.
    pub fn keep_in_sync(self) {
        visibility::on_resume(move || {
            BACKOFF.with_borrow_mut(Backoff::reset);
            self.sync_after(Duration::ZERO);
        });
        self.sync_after(Duration::ZERO);
    }

    /// Syncs after [`GATHER`], together with the other records of that second.
    pub(super) fn sync_soon(self) {
        // During a joint review the other device is waiting for it.
        let is_in_review = self.plan_now(|plan| query::is_review_under_way(plan, clock::today()));
        self.sync_after(if is_in_review { Duration::ZERO } else { GATHER });
    }

    pub(super) fn sync_after(self, wait: Duration) {
        if self.is_demo || self.is_ephemeral {
            return;
        }
        let timer = set_timeout_with_handle(move || self.sync_now(), wait).ok();
        if let Some(earlier) = NEXT.replace(timer) {
            earlier.clear();
        }
    }

    fn sync_now(self) {
        if self.plan_now(|plan| plan.pairing.is_none()) {
            self.show_status(0);
            return;
        }
        if IS_RUNNING.get() {
            return self.sync_soon();
        }
        spawn_local(async move {
            IS_RUNNING.set(true);
            self.show_status(0);
            // If another tab is syncing, that one reports the result.
            service::if_tab_lock_is_free("mijn-brug-sync", self.sync()).await;
            IS_RUNNING.set(false);
            let unsent = self.unsent().await;
            self.show_status(unsent);
            if LAST.get().is_some_and(|last| last.is_ok()) {
                self.long_poll();
            }
        });
    }

    /// Receives new records while the app is on the screen. Only one tab does; the others hear from it.
    fn long_poll(self) {
        if IS_POLLING.replace(true) {
            return;
        }
        spawn_local(async move {
            service::if_tab_lock_is_free("mijn-brug-listen", self.long_poll_while_visible()).await;
            IS_POLLING.set(false);
        });
    }

    async fn long_poll_while_visible(self) {
        while visibility::is_visible() && self.plan_now(|plan| plan.pairing.is_some()) {
            let heard = mijn_brug_sync::long_poll(&self.log_at_service(), &SyncStore(&self.phone())).await;
            if let Err(error) = heard {
                // The next sync finds out what is wrong, and starts listening again when it succeeds.
                if error.may_retry() && service::is_online() {
                    self.sync_after(RETRY_AFTER);
                }
                return;
            }
        }
    }

    fn phone(self) -> Phone {
        Phone {
            plan: self,
            device: self.device.get_value(),
        }
    }

    fn log_at_service(self) -> service::Log {
        let keyring = self.device.get_value().keyring();
        service::Log::new(keyring.log_id(), Token::new(keyring.access_token()))
    }

    async fn sync(self) {
        // The service must not look up to date before it has everything the resident shares.
        let result = match self.seal_shared().await {
            Ok(()) => mijn_brug_sync::sync(&self.log_at_service(), &SyncStore(&self.phone())).await,
            Err(Failure::NotStored(error)) => Err(LocalStoreError::from(error).into()),
            Err(_) => Err(LocalStoreError::Failed.into()),
        };
        LAST.set(Some(result));
        let time = error_log::time_now();
        match result {
            Ok(_) => ENDED.set((time, "")),
            Err(error) => ENDED.with_borrow_mut(|(_, why)| *why = service::note_sync_error(error)),
        }
        match result {
            Ok(_) => BACKOFF.with_borrow_mut(Backoff::reset),
            Err(error) if error.may_retry() => {
                let random = u32::from_be_bytes(rng::bytes());
                let wait = BACKOFF.with_borrow_mut(|backoff| backoff.failed(random, error.retry_after()));
                self.sync_after(wait);
            }
            Err(_) => {}
        }
    }

    /// The state of the sync in a few technical words, for whoever helps.
    pub async fn sync_report(self) -> String {
        let unsent = self.unsent().await.to_string();
        let online = if service::is_online() { "online" } else { "offline" };
        ENDED.with_borrow(|(time, why)| {
            let mut words = [online, ", unsent: ", &unsent].concat();
            for (name, value) in [(", synced: ", time.as_str()), (", stopped: ", *why)] {
                if !value.is_empty() {
                    words.push_str(name);
                    words.push_str(value);
                }
            }
            words
        })
    }

    async fn unsent(self) -> u64 {
        let progress = self.device.get_value().store.progress().await;
        progress.map_or(0, |progress| progress.unsent)
    }

    fn show_status(self, unsent: u64) {
        let situation = Situation {
            is_paired: self.plan_now(|plan| plan.pairing.is_some()),
            is_online: service::is_online(),
            is_running: IS_RUNNING.get(),
            unsent,
            last: LAST.get(),
        };
        self.sync.set(situation.status());
    }
}

/// The log of this phone, as the sync sees it.
struct Phone {
    plan: PlanStore,
    device: Rc<Device>,
}

impl LocalLog for Phone {
    fn store(&self) -> &Store {
        &self.device.store
    }

    fn write_lock(&self) -> &Mutex<()> {
        &self.device.write_lock
    }

    fn ids(&self) -> Ref<'_, Ids> {
        Ref::map(self.device.index.borrow(), |index| &index.ids)
    }

    fn read(&self, rows: &[SealedRow]) {
        self.plan.read(&self.device, rows);
    }
}
