//! The context of every screen: the team's store, the current route, and the way to change a resident's plan.

use std::ops::Deref;

use leptos::prelude::*;
use mijn_brug_plan::Command;

use super::messages;
use super::route::Route;
use super::store::TeamStore;
use crate::device::page;
use crate::ui::{busy, content};

/// The team's store, with the state of the page. All signals live as long as the page.
#[derive(Clone, Copy)]
pub struct App {
    store: TeamStore,
    /// The current screen.
    pub route: RwSignal<Route>,
    /// A newer version of the app is ready.
    pub update_waits: RwSignal<bool>,
    /// Incremented when the language changes, which redraws the whole app.
    pub language_revision: RwSignal<u32>,
    /// Error text of a screen that was closed before its command failed. What was typed there is still a draft.
    pub late_error: RwSignal<Option<String>>,
}

impl Deref for App {
    type Target = TeamStore;

    fn deref(&self) -> &TeamStore {
        &self.store
    }
}

impl App {
    /// The app around an opened store.
    pub fn new(store: TeamStore) -> Self {
        Self {
            store,
            route: RwSignal::new(Route::read(&page::path())),
            update_waits: RwSignal::new(false),
            language_revision: content::follow_language(store.content),
            late_error: RwSignal::new(None),
        }
    }

    /// Goes to a screen.
    pub fn go(self, route: &Route) {
        page::push(&route.path(), false);
        self.route.set(route.clone());
    }

    /// Dispatches a command on a resident's plan and then calls `then`; a failure becomes a text in `error`. `then`
    /// also runs if its screen is gone by then.
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
                    self.late_error.set(None);
                    then();
                }
                Err(failure) => {
                    // `try_set` returns the text if the screen's signal is gone.
                    if let Some(words) = error.try_set(Some(messages::dispatch_error(&failure))) {
                        self.late_error.set(words);
                    }
                }
            }
        });
    }
}

/// The app, from context.
pub fn use_app() -> App {
    #[expect(
        clippy::expect_used,
        reason = "`app` provides it at the root, above every component"
    )]
    use_context::<App>().expect("the app is provided at the root")
}
