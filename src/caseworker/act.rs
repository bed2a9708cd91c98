//! Runs a caseworker's command on a resident's plan, and shows a failure as text.

use leptos::prelude::*;
use mijn_brug_plan::Command;

use super::messages;
use super::state::App;
use crate::ui::busy;

impl App {
    /// Like [`dispatch`](Self::dispatch), and then calls `then`; a failure becomes a text in `error`. `then` also runs
    /// if its screen is gone by then.
    pub fn act(
        self,
        case: String,
        command: Command,
        error: RwSignal<Option<String>>,
        then: Box<dyn FnOnce()>,
    ) {
        busy::work(async move {
            match self.dispatch(&case, command, None).await {
                Ok(()) => {
                    error.try_set(None);
                    self.trouble.set(None);
                    then();
                }
                Err(failure) => {
                    // `try_set` returns the text if the screen's signal is gone.
                    if let Some(words) = error.try_set(Some(messages::not_done(&failure))) {
                        self.trouble.set(words);
                    }
                }
            }
        });
    }
}
