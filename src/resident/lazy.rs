//! The parts of the program that load after the first one: their types and their loader.
//!
//! A first visit waits for Welkom only, which needs a sixth of the program. `cargo xtask build` cuts off the rest at
//! three functions of `src/bin/resident.rs`, which return what `super::parts` defines. This file knows the types of
//! those function tables and no screen, so that every screen may ask for a part.

use std::cell::Cell;
use std::pin::Pin;

use futures_util::future::join;
use leptos::prelude::*;
use mijn_brug_plan::ids::MiniStepId;
use mijn_brug_plan::values::{ReminderTarget, When};

use super::context::App;
use super::reminders::Reminders;
use super::route::Route;
use crate::device::build::{self, LoadFailure};
use crate::device::error_log;
use crate::ui::screen::{Button, Screen};
use crate::ui::texts::{self, t};

/// Draws everything after Welkom.
pub type DrawApp = fn() -> AnyView;

/// The function table of the review part: joint reviews with a caseworker, pairing, and vouchers.
#[derive(Clone, Copy)]
pub struct ReviewFunctions {
    /// Draws a screen of this part (`Part::Review`).
    pub screen: fn(Route) -> AnyView,
    /// Draws what Vandaag shows of this part above the next mini-step: the open review and answered questions.
    pub now: fn(App) -> AnyView,
    /// Draws what Vandaag shows of this part below the next mini-step.
    pub below: fn(App) -> AnyView,
    /// Runs once, when both the part and the plan have loaded.
    pub start: fn(App),
}

/// The text shown after a reminder was answered. It belongs to the screen, because the answered card disappears.
pub type Answer = RwSignal<Option<String>>;

/// The function table of the reminders part: reminders on screen and at the service, and appointments.
#[derive(Clone, Copy)]
pub struct ReminderFunctions {
    /// Draws a screen of this part (`Part::Reminders`).
    pub screen: fn(Route) -> AnyView,
    /// Draws the reminder card of a mini-step or an appointment. The signal holds the day and time in the screen's own
    /// form.
    pub card: fn(App, ReminderTarget, Signal<When>) -> AnyView,
    /// Asks whether to be reminded of a new mini-step that has a day.
    pub ask: fn(App, MiniStepId) -> AnyView,
    /// Draws the reminders that fired, on Vandaag, except that of the mini-step shown there.
    pub on_today: fn(App, Memo<Option<MiniStepId>>, Answer) -> AnyView,
    /// Draws a warning on Vandaag about entries that this device's calendar may still show in an old version.
    pub in_calendar: fn(App) -> AnyView,
    /// Draws the reminder that fired for the next mini-step, on its card on Vandaag.
    pub on_next: fn(App, MiniStepId, Answer) -> AnyView,
    /// Draws the reminder that fired for a mini-step, on its own screen.
    pub on_its_screen: fn(App, MiniStepId) -> AnyView,
    /// Draws the reminder that just fired, above every screen.
    pub banner: fn(App) -> AnyView,
    /// Withdraws this device's reminders from the service, before its plan is erased or replaced.
    pub withdraw: fn(Reminders) -> Pin<Box<dyn Future<Output = ()>>>,
    /// Schedules them at the service again, when the plan stayed after all.
    pub resume: fn(Reminders),
    /// Runs once, when both the part and the plan have loaded.
    pub start: fn(Reminders),
}

/// The state of loading a part.
#[derive(Clone, Copy)]
enum Stage<T> {
    NotRequested,
    Loading,
    Loaded(T),
    Failed(LoadFailure),
}

/// Loads a part. Returns `None` if it cannot be loaded.
pub type Load<T> = fn() -> Pin<Box<dyn Future<Output = Option<T>>>>;

/// The loaders of the parts. The resident's binary defines them: split functions are exported, so in the library the
/// caseworker's program would contain them too.
#[derive(Clone, Copy)]
pub struct Loaders {
    /// Loads the app part.
    pub app: Load<DrawApp>,
    /// Loads the review part.
    pub review: Load<ReviewFunctions>,
    /// Loads the reminders part.
    pub reminders: Load<ReminderFunctions>,
}

thread_local! {
    static LOADERS: Cell<Option<Loaders>> = const { Cell::new(None) };
}

impl Loaders {
    /// Sets the loaders for this page.
    pub fn set(self) {
        LOADERS.set(Some(self));
    }
}

/// The review and reminders parts, for every screen.
#[derive(Clone, Copy)]
pub struct LazyParts {
    /// The review part.
    pub review: Lazy<ReviewFunctions>,
    /// The reminders part.
    pub reminders: Lazy<ReminderFunctions>,
}

impl LazyParts {
    /// Both parts, not requested yet.
    pub fn new() -> Self {
        let loaders = LOADERS.get();
        Self {
            review: Lazy::new(loaders.map(|loaders| loaders.review)),
            reminders: Lazy::new(loaders.map(|loaders| loaders.reminders)),
        }
    }

    /// Withdraws the plan's reminders from the service, before the plan is erased or replaced. If the part has not
    /// loaded, it has scheduled nothing new there.
    pub async fn withdraw_reminders(self, reminders: Reminders) {
        if let Some(part) = untrack(|| self.reminders.get()) {
            (part.withdraw)(reminders).await;
        }
    }

    /// Undoes [`withdraw_reminders`](Self::withdraw_reminders), when the plan stayed after all.
    pub fn resume_reminders(self, reminders: Reminders) {
        if let Some(part) = untrack(|| self.reminders.get()) {
            (part.resume)(reminders);
        }
    }
}

/// The lazy parts, from context.
pub fn use_parts() -> LazyParts {
    #[expect(
        clippy::expect_used,
        reason = "`app::app` provides them at the root, above every component"
    )]
    use_context::<LazyParts>().expect("the parts are provided at the root")
}

/// Draws something of the reminders part as soon as it has loaded.
pub fn with_reminders(draw: impl Fn(ReminderFunctions) -> AnyView + Send + 'static) -> AnyView {
    let parts = use_parts();
    (move || parts.reminders.get().map(&draw)).into_any()
}

/// A part of the program, loaded or not.
#[derive(Clone, Copy)]
pub struct Lazy<T: 'static> {
    stage: RwSignal<Stage<T>>,
    loader: Option<Load<T>>,
}

impl Lazy<DrawApp> {
    /// The app part, with its texts.
    pub fn app() -> Self {
        Self::new(Some(|| {
            Box::pin(async {
                let load = LOADERS.get()?.app;
                let (app, has_texts) = join(load(), texts::load_folder(texts::SCREENS)).await;
                app.filter(|_| has_texts)
            })
        }))
    }
}

impl<T: Copy + Send + Sync + 'static> Lazy<T> {
    /// A part that is not requested yet.
    fn new(loader: Option<Load<T>>) -> Self {
        Self {
            stage: RwSignal::new(Stage::NotRequested),
            loader,
        }
    }

    /// Loads the part, unless it is loaded, loading or failed.
    pub fn load(self) {
        if matches!(self.stage.get_untracked(), Stage::NotRequested) {
            self.fetch();
        }
    }

    /// Loads the part, unless it is loaded or loading. Also retries after a failure.
    fn fetch(self) {
        if matches!(self.stage.get_untracked(), Stage::Loading | Stage::Loaded(_)) {
            return;
        }
        self.stage.set(Stage::Loading);
        let loader = self.loader;
        wasm_bindgen_futures::spawn_local(async move {
            let found = match loader {
                Some(loader) => loader().await,
                None => None,
            };
            let stage = if let Some(it) = found {
                Stage::Loaded(it)
            } else {
                let failure = build::load_failure().await;
                let why = match failure {
                    LoadFailure::Offline => "offline",
                    LoadFailure::Newer => "newer build",
                    LoadFailure::Service => "service",
                };
                error_log::note("part of the program", why);
                Stage::Failed(failure)
            };
            self.stage.set(stage);
        });
    }

    /// The part's functions, once loaded.
    pub fn get(self) -> Option<T> {
        match self.stage.get() {
            Stage::Loaded(it) => Some(it),
            _ => None,
        }
    }

    /// Whether loading has finished, with success or not.
    pub fn is_settled(self) -> bool {
        matches!(self.stage.get(), Stage::Loaded(_) | Stage::Failed(_))
    }

    /// A loading message, or why the part could not be loaded.
    pub fn wait(self) -> AnyView {
        let Stage::Failed(failure) = self.stage.get() else {
            return waiting();
        };
        let (title, text) = match failure {
            LoadFailure::Offline => (t("app.not_loaded"), t("app.offline")),
            LoadFailure::Newer => (t("update.text"), t("app.of_before")),
            LoadFailure::Service => (t("app.not_loaded"), t("app.service")),
        };
        let (label, on_click) = if failure == LoadFailure::Newer {
            (t("update.take"), Callback::new(|()| build::load_newest()))
        } else {
            (t("app.again"), Callback::new(move |()| self.fetch()))
        };
        view! {
            <Screen title=title>
                <p class="nl-paragraph" role="alert">{text}</p>
                <div class="mb-actions"><Button label on_click /></div>
            </Screen>
        }
        .into_any()
    }
}

/// The same as `index.html` shows before the program runs, so that nothing moves.
pub fn loading() -> AnyView {
    view! { <main id="main">{waiting()}</main> }.into_any()
}

/// A message that the app, or a part of it, is loading.
pub fn waiting() -> AnyView {
    view! {
        <div class="mb-loading">
            <p class="nl-heading nl-heading--level-1">{t("app.name")}</p>
            <p class="mb-muted" role="status">{t("app.loading")}</p>
        </div>
    }
    .into_any()
}
