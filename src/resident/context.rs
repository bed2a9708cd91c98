//! The context of every screen: the plan, the current route, and the way to change something.

use std::ops::Deref;

use leptos::prelude::*;
use mijn_brug_plan::Command;

use super::messages;
use super::route::Route;
use super::store::PlanStore;
use crate::device::page;
use crate::ui::saving::SaveAction;
use crate::ui::{busy, content};

/// The plan's store, with the state of the page. All signals live as long as the page.
#[derive(Clone, Copy)]
pub struct App {
    plan: PlanStore,
    /// The current screen.
    pub route: RwSignal<Route>,
    /// Set while the callback of a finished command runs that was started on another screen. It disables navigation, so
    /// that nobody is taken away from where they are now.
    is_navigation_locked: StoredValue<bool>,
    /// A newer version of the app is ready.
    pub update_waits: RwSignal<bool>,
    /// Incremented when the language changes, which redraws the whole app.
    pub language_revision: RwSignal<u32>,
    /// Error text of a screen that was closed before its command failed. What was typed there is still a draft.
    pub late_error: RwSignal<Option<String>>,
    /// Whether Bonnen may be shown: rewards were announced, and their texts have loaded (R2).
    pub has_vouchers: RwSignal<bool>,
}

impl Deref for App {
    type Target = PlanStore;

    fn deref(&self) -> &PlanStore {
        &self.plan
    }
}

impl App {
    /// The app around an opened plan.
    pub fn new(plan: PlanStore) -> Self {
        Self {
            plan,
            route: RwSignal::new(Route::read(&page::path())),
            is_navigation_locked: StoredValue::new(false),
            update_waits: RwSignal::new(false),
            language_revision: content::follow_language(plan.content),
            late_error: RwSignal::new(None),
            has_vouchers: RwSignal::new(false),
        }
    }

    /// Goes to a screen.
    pub fn go(self, route: &Route) {
        self.go_to(route, false);
    }

    /// Goes to a screen and replaces this one in the history: "back" does not return here.
    pub fn go_replacing(self, route: &Route) {
        self.go_to(route, true);
    }

    fn go_to(self, route: &Route, is_replacing: bool) {
        if !self.is_navigation_locked.get_value() {
            page::push(&route.path(), is_replacing);
            self.route.set(route.clone());
        }
    }

    /// Dispatches a command and then calls `then`; a failure becomes a text in `error`. If the screen is gone by then,
    /// `then` still runs: it cannot navigate, and it must not read signals of that screen.
    pub fn act(
        self,
        command: impl Into<Command>,
        error: RwSignal<Option<String>>,
        then: impl FnOnce() + 'static,
    ) {
        // Boxed, so that the callers share one instance: each would otherwise add a future of its own to the wasm.
        self.act_then(command.into(), error, Box::new(then));
    }

    /// A change of an existing value; see [`Autosaved`](crate::ui::saving::Autosaved).
    pub fn saving(self, command: impl Into<Command>) -> SaveAction {
        let command = command.into();
        SaveAction::save(move |error, then| self.act_then(command, error, then))
    }

    /// Like [`act`](Self::act), for callers that already have a box.
    pub fn act_then(self, command: Command, error: RwSignal<Option<String>>, then: Box<dyn FnOnce()>) {
        let screen = self.route.get_untracked();
        busy::work(async move {
            match self.dispatch(command).await {
                Ok(()) => {
                    error.try_set(None);
                    self.is_navigation_locked
                        .set_value(self.route.get_untracked() != screen);
                    self.late_error.set(None);
                    then();
                    self.is_navigation_locked.set_value(false);
                }
                Err(failure) => {
                    // `try_set` returns the text if the screen's signal is gone.
                    if let Some(words) = error.try_set(Some(messages::failure(&failure))) {
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
        reason = "`app::app` provides it at the root, above every component"
    )]
    use_context::<App>().expect("the app is provided at the root")
}
