//! The lock. The key, and everything that it opened, goes with the page; what is half filled in waits, sealed.

use leptos::prelude::*;

use super::App;
use crate::device::{draft, idle, page, rng, tabs, worker};

/// After so many minutes without use the app locks itself.
const IDLE_MINUTES: i64 = 10;

impl App {
    /// Begins to look whether somebody is there, and to follow the other tabs.
    pub fn guard(self) {
        let device = self.device.get_value();
        draft::unlock(|sealed| device.team.open_draft(sealed));
        idle::after(IDLE_MINUTES, move || self.lock());
        tabs::listen(move |word| match word {
            tabs::Word::Anew => self.lock_here(),
            tabs::Word::New => leptos::task::spawn_local(self.read_news()),
        });
    }

    /// Locks the app, in every tab.
    pub fn lock(self) {
        tabs::tell(tabs::Word::Anew);
        self.lock_here();
    }

    /// Takes the newer version of the app, which locks this tab.
    pub fn take_update(self) {
        self.seal_drafts();
        worker::take_update();
    }

    fn seal_drafts(self) {
        let device = self.device.get_value();
        draft::lock(|text| device.team.seal_draft(text, rng::bytes()));
    }

    fn lock_here(self) {
        self.seal_drafts();
        // To the same address: who comes back goes on where they were.
        page::reload();
    }
}
