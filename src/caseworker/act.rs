//! Does what a caseworker wants in a resident's plan, and says in words why it was not done.

use leptos::prelude::*;
use mijn_brug_plan::Command;

use super::messages;
use super::state::App;
use crate::ui::busy;

impl App {
    /// As [`dispatch`](Self::dispatch), then goes on; a failure becomes a text in `error`. `then` may run when its screen is gone.
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
                    // Given back when nobody can see it there any more.
                    if let Some(words) = error.try_set(Some(messages::not_done(&failure))) {
                        self.trouble.set(words);
                    }
                }
            }
        });
    }
}
