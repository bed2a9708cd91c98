//! The residents' logs on this device. The list needs only their digests. A log is opened for its screen or when it
//! changed, and dropped from memory when nobody uses it any more.

use std::collections::BTreeSet;
use std::rc::Rc;

use leptos::prelude::*;
use mijn_brug_plan::query::{Digest, digest};
use mijn_brug_plan::team::Case;
use mijn_brug_seal::{Keyring, SharedKey};
use mijn_brug_sync::{Outcome, SyncError};

use super::digest::CaseDigest;
use super::projection::CaseProjection;
use super::sealed_log::SealedLog;
use super::{Device, TeamStore};
use crate::device::service::unhex;
use crate::device::store::StoreError;

/// An open log of a resident.
pub(super) struct OpenCase {
    pub log: SealedLog<CaseProjection>,
    /// The result of its last sync.
    pub outcome: ArcRwSignal<Option<Result<Outcome, SyncError>>>,
}

/// The signals of an open log. Freed when the last holder drops them.
#[derive(Clone)]
pub(super) struct CaseSignals {
    projection: ArcRwSignal<CaseProjection>,
    outcome: ArcRwSignal<Option<Result<Outcome, SyncError>>>,
}

/// One resident's log, as a screen uses it. Belongs to what is drawn, so call [`TeamStore::log`] again for each drawing.
#[derive(Clone, Copy)]
pub struct CaseLog {
    /// What the log reads as.
    pub projection: RwSignal<CaseProjection>,
    /// The result of its last sync. `None` before the first one.
    pub outcome: RwSignal<Option<Result<Outcome, SyncError>>>,
}

impl TeamStore {
    /// The log of a resident, once [`TeamStore::follow`] has opened it. Tracks only whether it is open.
    pub fn log(self, case: &str) -> Option<CaseLog> {
        let open = self.logs.with(|logs| logs.get(case).cloned())?;
        Some(CaseLog {
            projection: open.projection.into(),
            outcome: open.outcome.into(),
        })
    }

    /// The digest of a resident's log. `None` until it was read for the first time.
    pub fn digest(self, case: &str) -> Option<Digest> {
        self.digests
            .with(|digests| digests.get(case).map(|digest| digest.digest.clone()))
    }

    /// Opens a resident's log, or returns the open one. `None` if the resident left the caseload, or if the key cannot
    /// be read.
    pub(super) async fn open_log(
        self,
        device: &Device,
        id: &str,
    ) -> Result<Option<Rc<OpenCase>>, StoreError> {
        // Serialised, so that no log is opened twice.
        let _guard = device.opening.lock().await;
        let known = device.open.borrow().get(id).and_then(std::rc::Weak::upgrade);
        if known.is_some() {
            return Ok(known);
        }
        let Some(keyring) = self.keyring_of(device, id) else {
            return Ok(None);
        };
        let open = Rc::new(OpenCase {
            log: SealedLog::open(device.store.part(id), keyring).await?,
            outcome: ArcRwSignal::new(None),
        });
        device
            .open
            .borrow_mut()
            .insert(id.to_owned(), Rc::downgrade(&open));
        let signals = CaseSignals {
            projection: open.log.projection.clone(),
            outcome: open.outcome.clone(),
        };
        self.logs.update(|logs| {
            logs.insert(id.to_owned(), signals);
        });
        Ok(Some(open))
    }

    /// Releases an open log. The last user closes it.
    pub(super) fn leave(self, device: &Device, id: &str, open: Rc<OpenCase>) {
        drop(open);
        let mut all = device.open.borrow_mut();
        if all.get(id).is_some_and(|open| open.strong_count() == 0) {
            all.remove(id);
            self.logs.update(|logs| {
                logs.remove(id);
            });
        }
    }

    /// Updates and stores the digest of an open log, if the log changed.
    pub(super) async fn keep_digest(self, id: &str, open: &OpenCase) {
        let set = open.log.set();
        let is_known = self
            .digests
            .with_untracked(|digests| digests.get(id).is_some_and(|digest| digest.is_of(set)));
        if is_known {
            return;
        }
        let seen = self.content.with_untracked(|content| {
            let content = content.as_ref().ok()?;
            let projection = &open.log.projection;
            Some(projection.with_untracked(|projection| digest(&projection.visible_plan(content))))
        });
        // Without the content it is unknown what is shared.
        let Some(seen) = seen else { return };
        let digest = CaseDigest::new(set, seen);
        if let Ok(body) = serde_json::to_vec(&digest) {
            // A digest that cannot be stored is made again at the next start.
            drop(open.log.keep_digest(&body).await);
        }
        self.digests.update(|digests| {
            digests.insert(id.to_owned(), digest);
        });
    }

    /// Reads the digests from the disk. Returns the cases with records that the service does not have yet.
    pub(super) async fn read_digests(self, device: &Device) -> Result<BTreeSet<String>, StoreError> {
        let (rows, unsent) = device.store.digests().await?;
        let read = |(id, sealed): (String, Vec<u8>)| {
            let keyring = self.keyring_of(device, &id)?;
            Some((id, CaseDigest::open(&sealed, &keyring)?))
        };
        let read = rows.into_iter().filter_map(read).collect();
        self.digests.set(read);
        Ok(unsent)
    }

    /// Erases everything about a resident who left the caseload from this device.
    pub(super) async fn erase_case(self, device: &Device, id: &str) {
        device.open.borrow_mut().remove(id);
        self.logs.update(|logs| {
            logs.remove(id);
        });
        self.digests.update(|digests| {
            digests.remove(id);
        });
        // If this fails, only sealed bytes are left, whose key is gone with the case.
        drop(device.store.part(id).erase().await);
    }

    /// The cases in the team's log, with their keys.
    pub(super) fn cases_now(self) -> Vec<(String, Case)> {
        self.team_now(|team| {
            team.cases
                .iter()
                .map(|(id, case)| (id.clone(), case.clone()))
                .collect()
        })
    }

    fn keyring_of(self, device: &Device, id: &str) -> Option<Keyring<mijn_brug_seal::Caseworker>> {
        let shared = self.team_now(|team| team.cases.get(id).and_then(shared_key))?;
        Some(Keyring::caseworker(&shared, &device.key))
    }
}

/// Whether a resident's log can be opened at all.
pub fn can_open(case: &Case) -> bool {
    shared_key(case).is_some()
}

/// The key that a resident handed over. If it cannot be read there is no log, and the case is only listed.
pub(super) fn shared_key(case: &Case) -> Option<SharedKey> {
    unhex(&case.key).map(SharedKey::from_bytes)
}
