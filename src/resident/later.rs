//! The parts of the program that come after the first.
//!
//! A first visit waits for Welkom only, which needs a fifth of the program. `cargo xtask build` cuts the rest off at the
//! functions here: [`the_app`], which the page fetches while the person reads, or at once when there is no Welkom to read;
//! and [`the_rest`], what a resident does together with a caseworker, which comes when it is first needed.

#![expect(clippy::unnecessary_wraps, reason = "a part may not arrive on the phone")]

use std::pin::Pin;

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use super::app;
use super::together::{self, Together};
use crate::device::worker;
use crate::ui::dom::{Node, view};
use crate::ui::screen::{Act, Screen};
use crate::ui::texts::t;

/// Gives the function and does not call it: it is async here, and drawing is not.
#[wasm_split(app, wasm_split_path = leptos::wasm_split, fallible)]
fn the_app() -> Result<fn() -> Node, SplitLoaderError> {
    // While Welkom is read, so that the next visit needs no network.
    worker::install();
    Ok(app::app)
}

/// The functions of the third part.
#[wasm_split(together, wasm_split_path = leptos::wasm_split, fallible)]
fn the_rest() -> Result<Together, SplitLoaderError> {
    Ok(together::FUNCTIONS)
}

/// How far a part is.
#[derive(Clone, Copy)]
enum Stage<T> {
    Away,
    Coming,
    Here(T),
    Failed,
}

/// Asks for a part; `None` when it cannot be had.
type Ask<T> = fn() -> Pin<Box<dyn Future<Output = Option<T>>>>;

/// A part of the program, there or not yet.
#[derive(Clone, Copy)]
pub struct Later<T: 'static> {
    stage: RwSignal<Stage<T>>,
    ask: Ask<T>,
}

impl Later<fn() -> Node> {
    /// Everything after Welkom.
    pub fn app() -> Self {
        Self::new(|| Box::pin(async { the_app().await.ok() }))
    }
}

impl Later<Together> {
    /// What is done together with a caseworker.
    pub fn together() -> Self {
        Self::new(|| Box::pin(async { the_rest().await.ok() }))
    }
}

impl<T: Copy + Send + Sync + 'static> Later<T> {
    /// Not asked for yet.
    fn new(ask: Ask<T>) -> Self {
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
            self.stage.set(ask().await.map_or(Stage::Failed, Stage::Here));
        });
    }

    /// What the part gives, once it is there.
    pub fn here(self) -> Option<T> {
        match self.stage.get() {
            Stage::Here(it) => Some(it),
            _ => None,
        }
    }

    /// Says that it is coming, or that it could not be had.
    pub fn wait(self) -> Node {
        if !matches!(self.stage.get(), Stage::Failed) {
            return waiting();
        }
        view! {
            <Screen title=t("app.not_loaded")>
                <p class="nl-paragraph" role="alert">{t("app.not_loaded_text")}</p>
                <div class="mb-actions">
                    <Act label=t("app.again") on_click=Callback::new(move |()| self.fetch()) />
                </div>
            </Screen>
        }
    }
}

/// What `index.html` shows until the program runs, so that nothing moves.
pub fn loading() -> Node {
    view! { <main id="main">{waiting()}</main> }
}

fn waiting() -> Node {
    view! {
        <div class="mb-loading">
            <p class="nl-heading nl-heading--level-1">{t("app.name")}</p>
            <p class="mb-muted" role="status">{t("app.loading")}</p>
        </div>
    }
}
