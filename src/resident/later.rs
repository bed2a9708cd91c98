//! The parts of the program that come after the first.
//!
//! A first visit waits for Welkom only, which needs a sixth of the program. `cargo xtask build` cuts the rest off at three
//! functions of `src/bin/resident.rs`: one gives everything after Welkom, which the page fetches while the person reads, or at
//! once when there is no Welkom to read; one what a resident does together with a caseworker, which comes when it is
//! first needed; one reminders, which come once the first screen stands. They stand in the program and not here: what is cut off is exported, and the caseworker's program would
//! carry it along.

use std::cell::Cell;
use std::pin::Pin;

use futures_util::future::join;
use leptos::prelude::*;

use super::app;
use super::reminding::{self, Reminding};
use super::together::{self, Together};
use crate::device::build::{self, Missing};
use crate::device::worker;
use crate::ui::screen::{Act, Screen};
use crate::ui::texts::{self, t};

/// Draws everything after Welkom.
pub type DrawApp = fn() -> AnyView;

/// The second part.
pub fn the_app() -> DrawApp {
    // While Welkom is read, so that the next visit needs no network.
    worker::install();
    app::app
}

/// The third part.
pub fn the_rest() -> Together {
    together::FUNCTIONS
}

/// The fourth part.
pub fn the_reminders() -> Reminding {
    reminding::FUNCTIONS
}

/// How far a part is.
#[derive(Clone, Copy)]
enum Stage<T> {
    Away,
    Coming,
    Here(T),
    Failed(Missing),
}

/// Asks for a part; `None` when it cannot be had.
pub type Ask<T> = fn() -> Pin<Box<dyn Future<Output = Option<T>>>>;

/// The ways to the parts.
#[derive(Clone, Copy)]
pub struct Parts {
    /// To [`the_app`].
    pub app: Ask<DrawApp>,
    /// To [`the_rest`].
    pub together: Ask<Together>,
    /// To [`the_reminders`].
    pub reminding: Ask<Reminding>,
}

thread_local! {
    static PARTS: Cell<Option<Parts>> = const { Cell::new(None) };
}

impl Parts {
    /// Keeps them for whoever asks for a part.
    pub fn keep(self) {
        PARTS.set(Some(self));
    }
}

/// A part of the program, there or not yet.
#[derive(Clone, Copy)]
pub struct Later<T: 'static> {
    stage: RwSignal<Stage<T>>,
    ask: Option<Ask<T>>,
}

impl Later<DrawApp> {
    /// Everything after Welkom, with its texts.
    pub fn app() -> Self {
        Self::new(Some(|| {
            Box::pin(async {
                let ask = PARTS.get()?.app;
                let (app, has_texts) = join(ask(), texts::also(texts::SCREENS)).await;
                app.filter(|_| has_texts)
            })
        }))
    }
}

impl Later<Together> {
    /// What is done together with a caseworker.
    pub fn together() -> Self {
        Self::new(PARTS.get().map(|parts| parts.together))
    }
}

impl Later<Reminding> {
    /// Reminders.
    pub fn reminding() -> Self {
        Self::new(PARTS.get().map(|parts| parts.reminding))
    }
}

impl<T: Copy + Send + Sync + 'static> Later<T> {
    /// Not asked for yet.
    fn new(ask: Option<Ask<T>>) -> Self {
        Self {
            stage: RwSignal::new(Stage::Away),
            ask,
        }
    }

    /// Fetches it, unless it is there, under way or could not be had.
    pub fn begin(self) {
        if matches!(self.stage.get_untracked(), Stage::Away) {
            self.fetch();
        }
    }

    /// Fetches it, unless it is there or under way.
    fn fetch(self) {
        if matches!(self.stage.get_untracked(), Stage::Coming | Stage::Here(_)) {
            return;
        }
        self.stage.set(Stage::Coming);
        let ask = self.ask;
        wasm_bindgen_futures::spawn_local(async move {
            let found = match ask {
                Some(ask) => ask().await,
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
    pub fn here(self) -> Option<T> {
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
