//! Locking. The key, and everything opened with it, is gone with the page; drafts stay on the disk, sealed.

use leptos::prelude::*;

use super::TeamStore;
use super::profile::TEAM;
use crate::device::store::{self, News};
use crate::device::{draft, idle, page, rng, tabs};

/// Minutes without use after which the app locks itself.
const IDLE_MINUTES: i64 = 10;

impl TeamStore {
    /// Locks the app after inactivity, and follows the other tabs. Sets `update_waits` when one of them needs a newer
    /// version of the app.
    pub fn guard(self, update_waits: RwSignal<bool>) {
        idle::after(IDLE_MINUTES, lock);
        tabs::listen(move |message| match message {
            tabs::Broadcast::Reset => lock_here(),
            tabs::Broadcast::NewRecords => leptos::task::spawn_local(self.read_news()),
        });
        store::listen(move |news| match news {
            News::Stored => leptos::task::spawn_local(self.read_news()),
            News::Newer => update_waits.set(true),
        });
    }

    /// Restores the drafts. They are sealed with the team's key.
    pub(super) async fn begin_drafts(self) {
        let device = self.device.get_value();
        let sealing = device.clone();
        let seal = move |text: &[u8]| sealing.team.seal_draft(text, rng::bytes());
        draft::restore(device.store.part(TEAM), seal, |sealed| {
            device.team.open_draft(sealed)
        })
        .await;
    }
}

/// Locks the app, in every tab.
pub fn lock() {
    tabs::broadcast(tabs::Broadcast::Reset);
    lock_here();
}

fn lock_here() {
    draft::flush();
    // To the same address, so that people continue where they were.
    page::reload();
}
