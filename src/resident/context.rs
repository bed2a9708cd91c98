//! What every screen may use: the plan, where the person is, and the way to change something.

use std::ops::Deref;

use leptos::prelude::*;
use mijn_brug_plan::Command;

use super::messages;
use super::route::Route;
use super::store::PlanStore;
use crate::device::page;
use crate::ui::saving::Change;
use crate::ui::{busy, content};

/// The plan's store, with what belongs to the page. All signals live as long as the page.
#[derive(Clone, Copy)]
pub struct App {
    plan: PlanStore,
    /// The screen.
    pub route: RwSignal<Route>,
    /// What ended began on another screen: it takes nobody away from where they are now.
    stays: StoredValue<bool>,
    /// A newer version of the app is ready.
    pub update_waits: RwSignal<bool>,
    /// Bumped when the language changes: the whole app is drawn anew.
    pub language_turn: RwSignal<u32>,
    /// What was not stored of a screen that is gone. What was typed there is still a draft.
    pub trouble: RwSignal<Option<String>>,
    /// Bonnen may be shown: they were announced, and their texts are here (R2).
    pub has_slips: RwSignal<bool>,
}

impl Deref for App {
    type Target = PlanStore;

    fn deref(&self) -> &PlanStore {
        &self.plan
    }
}

impl App {
    /// The app around a plan that was opened.
    pub fn new(plan: PlanStore) -> Self {
        Self {
            plan,
            route: RwSignal::new(Route::read(&page::path())),
            stays: StoredValue::new(false),
            update_waits: RwSignal::new(false),
            language_turn: content::follow_language(plan.content),
            trouble: RwSignal::new(None),
            has_slips: RwSignal::new(false),
        }
    }

    /// Goes to a screen.
    pub fn go(self, route: &Route) {
        self.go_to(route, false);
    }

    /// Goes to a screen that takes the place of this one: "back" does not return here.
    pub fn go_instead(self, route: &Route) {
        self.go_to(route, true);
    }

    fn go_to(self, route: &Route, is_instead: bool) {
        if !self.stays.get_value() {
            page::push(&route.path(), is_instead);
            self.route.set(route.clone());
        }
    }

    /// Does what the person wants, then goes on; a failure becomes a text in `error`. `then` may run when its screen is gone:
    /// it goes nowhere then, and asks no signal of that screen.
    pub fn act(
        self,
        command: impl Into<Command>,
        error: RwSignal<Option<String>>,
        then: impl FnOnce() + 'static,
    ) {
        // One instance for all callers: each would otherwise bring a future of its own into the program.
        self.act_then(command.into(), error, Box::new(then));
    }

    /// A change of something that is there: see [`Kept`](crate::ui::saving::Kept).
    pub fn saving(self, command: impl Into<Command>) -> Change {
        let command = command.into();
        Change::save(move |error, then| self.act_then(command, error, then))
    }

    /// As [`act`](Self::act), for who has a box already.
    pub fn act_then(self, command: Command, error: RwSignal<Option<String>>, then: Box<dyn FnOnce()>) {
        let screen = self.route.get_untracked();
        busy::work(async move {
            match self.dispatch(command).await {
                Ok(()) => {
                    error.try_set(None);
                    self.stays.set_value(self.route.get_untracked() != screen);
                    self.trouble.set(None);
                    then();
                    self.stays.set_value(false);
                }
                Err(failure) => {
                    // Given back when nobody can see it there any more.
                    if let Some(words) = error.try_set(Some(messages::failure(&failure))) {
                        self.trouble.set(words);
                    }
                }
            }
        });
    }
}

/// The app, for every component.
pub fn use_app() -> App {
    #[expect(
        clippy::expect_used,
        reason = "`app::app` provides it at the root, above every component"
    )]
    use_context::<App>().expect("the app stands at the root")
}
