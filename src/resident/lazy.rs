//! The parts of the program that come after the first: what each gives, and how it is loaded.
//!
//! A first visit waits for Welkom only, which needs a sixth of the program. `cargo xtask build` cuts the rest off at three
//! functions of `src/bin/resident.rs`; what they give is made in `super::parts`. This file knows the types of what they give, and
//! no screen, so that every screen may ask for a part.

use std::cell::Cell;
use std::pin::Pin;

use futures_util::future::join;
use leptos::prelude::*;
use mijn_brug_plan::ids::MiniStepId;
use mijn_brug_plan::values::{ReminderTarget, When};

use super::context::App;
use super::reminders::Reminders;
use super::route::Route;
use crate::device::build::{self, Missing};
use crate::ui::screen::{Act, Screen};
use crate::ui::texts::{self, t};

/// Draws everything after Welkom.
pub type DrawApp = fn() -> AnyView;

/// What the third part gives: what a resident does together with a caseworker, and what comes of it.
#[derive(Clone, Copy)]
pub struct ReviewFunctions {
    /// Draws a screen of this part: `Part::Review`.
    pub screen: fn(Route) -> AnyView,
    /// What Vandaag shows of it above the next mini-step: what is now.
    pub now: fn(App) -> AnyView,
    /// What Vandaag shows of it below the next mini-step.
    pub below: fn(App) -> AnyView,
    /// Runs once, when the part and the plan are there.
    pub start: fn(App),
}

/// What is told after an answer to a reminder. It belongs to the screen: the card that was answered goes.
pub type Said = RwSignal<Option<String>>;

/// What the fourth part gives: reminders, on the screen and at the service, and appointments.
#[derive(Clone, Copy)]
pub struct ReminderFunctions {
    /// Draws a screen of this part: `Part::Reminders`.
    pub screen: fn(Route) -> AnyView,
    /// What is set for a mini-step or an appointment, with what the screen's own form says about the day.
    pub card: fn(App, ReminderTarget, Signal<When>) -> AnyView,
    /// What fired, on Vandaag, besides the mini-step that it shows.
    pub on_today: fn(App, Memo<Option<MiniStepId>>, Said) -> AnyView,
    /// What this device's calendar may still show as it was, on Vandaag.
    pub in_calendar: fn(App) -> AnyView,
    /// What fired, on Vandaag's card of the next mini-step.
    pub on_next: fn(App, MiniStepId, Said) -> AnyView,
    /// What fired, on a mini-step's own screen.
    pub on_its_screen: fn(App, MiniStepId) -> AnyView,
    /// What fired just now, above every screen.
    pub banner: fn(App) -> AnyView,
    /// Takes away what this device had the service keep, before its plan goes.
    pub withdraw: fn(Reminders) -> Pin<Box<dyn Future<Output = ()>>>,
    /// Has the service keep it again: the plan stayed.
    pub resume: fn(Reminders),
    /// Runs once, when the part and the plan are there.
    pub start: fn(Reminders),
}

/// How far a part is.
#[derive(Clone, Copy)]
enum Stage<T> {
    Away,
    Coming,
    Here(T),
    Failed(Missing),
}

/// Loads a part; `None` when it cannot be had.
pub type Load<T> = fn() -> Pin<Box<dyn Future<Output = Option<T>>>>;

/// The loaders of the parts. The program names them: what is cut off is exported, and the caseworker's program would carry it along.
#[derive(Clone, Copy)]
pub struct Loaders {
    /// Loads the second part.
    pub app: Load<DrawApp>,
    /// Loads the third part.
    pub review: Load<ReviewFunctions>,
    /// Loads the fourth part.
    pub reminders: Load<ReminderFunctions>,
}

thread_local! {
    static LOADERS: Cell<Option<Loaders>> = const { Cell::new(None) };
}

impl Loaders {
    /// Sets them for the page.
    pub fn set(self) {
        LOADERS.set(Some(self));
    }
}

/// The third and the fourth part, for every screen.
#[derive(Clone, Copy)]
pub struct LazyParts {
    /// The third part.
    pub review: Lazy<ReviewFunctions>,
    /// The fourth part.
    pub reminders: Lazy<ReminderFunctions>,
}

impl LazyParts {
    /// Neither is asked for yet.
    pub fn new() -> Self {
        let loaders = LOADERS.get();
        Self {
            review: Lazy::new(loaders.map(|loaders| loaders.review)),
            reminders: Lazy::new(loaders.map(|loaders| loaders.reminders)),
        }
    }

    /// Takes away what the service keeps of this plan, before the plan goes. A part that is not here yet had it keep nothing new.
    pub async fn withdraw_reminders(self, reminders: Reminders) {
        if let Some(part) = untrack(|| self.reminders.get()) {
            (part.withdraw)(reminders).await;
        }
    }

    /// After [`withdraw_reminders`](Self::withdraw_reminders), when the plan stayed.
    pub fn resume_reminders(self, reminders: Reminders) {
        if let Some(part) = untrack(|| self.reminders.get()) {
            (part.resume)(reminders);
        }
    }
}

/// The later parts, for every component.
pub fn use_parts() -> LazyParts {
    #[expect(
        clippy::expect_used,
        reason = "`app::app` provides them at the root, above every component"
    )]
    use_context::<LazyParts>().expect("the parts stand at the root")
}

/// Draws something of the reminders' part as soon as it is there.
pub fn with_reminders(draw: impl Fn(ReminderFunctions) -> AnyView + Send + 'static) -> AnyView {
    let parts = use_parts();
    (move || parts.reminders.get().map(&draw)).into_any()
}

/// A part of the program, there or not yet.
#[derive(Clone, Copy)]
pub struct Lazy<T: 'static> {
    stage: RwSignal<Stage<T>>,
    loader: Option<Load<T>>,
}

impl Lazy<DrawApp> {
    /// Everything after Welkom, with its texts.
    pub fn app() -> Self {
        Self::new(Some(|| {
            Box::pin(async {
                let load = LOADERS.get()?.app;
                let (app, has_texts) = join(load(), texts::also(texts::SCREENS)).await;
                app.filter(|_| has_texts)
            })
        }))
    }
}

impl<T: Copy + Send + Sync + 'static> Lazy<T> {
    /// Not asked for yet.
    fn new(loader: Option<Load<T>>) -> Self {
        Self {
            stage: RwSignal::new(Stage::Away),
            loader,
        }
    }

    /// Loads it, unless it is there, under way or could not be had.
    pub fn load(self) {
        if matches!(self.stage.get_untracked(), Stage::Away) {
            self.fetch();
        }
    }

    /// Loads it, unless it is there or under way.
    fn fetch(self) {
        if matches!(self.stage.get_untracked(), Stage::Coming | Stage::Here(_)) {
            return;
        }
        self.stage.set(Stage::Coming);
        let loader = self.loader;
        wasm_bindgen_futures::spawn_local(async move {
            let found = match loader {
                Some(loader) => loader().await,
                None => None,
            };
            let stage = match found {
                Some(it) => Stage::Here(it),
                None => Stage::Failed(build::why().await),
            };
            self.stage.set(stage);
        });
    }

    /// What the part gives, once it is there.
    pub fn get(self) -> Option<T> {
        match self.stage.get() {
            Stage::Here(it) => Some(it),
            _ => None,
        }
    }

    /// Whether it is there, or could not be had.
    pub fn is_settled(self) -> bool {
        matches!(self.stage.get(), Stage::Here(_) | Stage::Failed(_))
    }

    /// Says that it is coming, or that it could not be had.
    pub fn wait(self) -> AnyView {
        let Stage::Failed(missing) = self.stage.get() else {
            return waiting();
        };
        let (title, text) = match missing {
            Missing::Offline => (t("app.not_loaded"), t("app.offline")),
            Missing::Newer => (t("update.text"), t("app.of_before")),
            Missing::Service => (t("app.not_loaded"), t("app.service")),
        };
        let (label, on_click) = if missing == Missing::Newer {
            (t("update.take"), Callback::new(|()| build::renew()))
        } else {
            (t("app.again"), Callback::new(move |()| self.fetch()))
        };
        view! {
            <Screen title=title>
                <p class="nl-paragraph" role="alert">{text}</p>
                <div class="mb-actions"><Act label on_click /></div>
            </Screen>
        }
        .into_any()
    }
}

/// What `index.html` shows until the program runs, so that nothing moves.
pub fn loading() -> AnyView {
    view! { <main id="main">{waiting()}</main> }.into_any()
}

/// That the app, or a part of it, is coming.
pub fn waiting() -> AnyView {
    view! {
        <div class="mb-loading">
            <p class="nl-heading nl-heading--level-1">{t("app.name")}</p>
            <p class="mb-muted" role="status">{t("app.loading")}</p>
        </div>
    }
    .into_any()
}
