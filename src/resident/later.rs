//! The second part of the program: everything after Welkom.
//!
//! A first visit waits for Welkom only, which needs a fifth of the program. `cargo xtask build` cuts the rest off at the
//! function [`the_app`]; the page fetches it while the person reads, or at once when there is no Welkom to read.

#![expect(
    clippy::unnecessary_wraps,
    reason = "the second part may not arrive on the phone"
)]

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use super::app;
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

/// How far it is.
#[derive(Clone, Copy)]
enum Stage {
    Away,
    Coming,
    Here(fn() -> Node),
    Failed,
}

/// The second part of the program, there or not yet.
#[derive(Clone, Copy)]
pub struct Later(RwSignal<Stage>);

impl Later {
    /// Not asked for yet.
    pub fn new() -> Self {
        Self(RwSignal::new(Stage::Away))
    }

    /// Fetches it, unless it is there or under way.
    pub fn fetch(self) {
        if matches!(self.0.get_untracked(), Stage::Coming | Stage::Here(_)) {
            return;
        }
        self.0.set(Stage::Coming);
        wasm_bindgen_futures::spawn_local(async move {
            self.0.set(the_app().await.map_or(Stage::Failed, Stage::Here));
        });
    }

    /// Draws the app; meanwhile says that it is coming, or that it could not be had.
    pub fn draw(self) -> Node {
        match self.0.get() {
            Stage::Here(app) => app(),
            Stage::Away | Stage::Coming => loading(),
            Stage::Failed => view! {
                <main id="main">
                    <Screen title=t("app.not_loaded")>
                        <p class="nl-paragraph" role="alert">{t("app.not_loaded_text")}</p>
                        <div class="mb-actions">
                            <Act label=t("app.again") on_click=Callback::new(move |()| self.fetch()) />
                        </div>
                    </Screen>
                </main>
            },
        }
    }
}

/// What `index.html` shows until the program runs, so that nothing moves.
pub fn loading() -> Node {
    view! {
        <main class="mb-loading">
            <p class="nl-heading nl-heading--level-1">{t("app.name")}</p>
            <p class="mb-muted" role="status">{t("app.loading")}</p>
        </main>
    }
}
