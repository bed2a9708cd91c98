//! The build of this page and the newest build at the service. `public/renew.js` compares them and loads the newest.
//! It must also work for a page whose program is gone, so it is separate from the program and its file name never
//! changes.

use js_sys::Function;
use leptos::prelude::{RwSignal, Set, document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::{js, page, visibility};

/// Why a file of the app could not be loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoadFailure {
    /// There is no network.
    Offline,
    /// The file is gone: the service has a newer build.
    Newer,
    /// The service has a problem.
    Service,
}

/// Calls a function of `renew.js` through `boot.js`.
async fn ask(what: &str) -> Option<wasm_bindgen::JsValue> {
    let renew: Function = js::get(&js::get(&window(), "mijnBrug"), "renew")
        .dyn_into()
        .ok()?;
    let asked = renew
        .call1(&wasm_bindgen::JsValue::UNDEFINED, &what.into())
        .ok()?;
    JsFuture::from(js_sys::Promise::resolve(&asked)).await.ok()
}

/// The version of the app, and the name of this build: the part of its script's file name that differs between builds.
/// The development server's script has none.
pub fn version() -> String {
    let version = env!("CARGO_PKG_VERSION");
    let script = document()
        .query_selector("script[type=module][src^='/assets/']")
        .ok()
        .flatten();
    let file = script.and_then(|script| script.get_attribute("src"));
    let name = file
        .as_deref()
        .and_then(|file| file.strip_suffix(".js")?.split_once('-'));
    match name {
        Some((_, build)) => [version, " (", build, ")"].concat(),
        None => version.to_owned(),
    }
}

/// Finds out why a file could not be loaded. Without an answer, assumes that there is no network.
pub async fn load_failure() -> LoadFailure {
    let word = ask("why").await.and_then(|word| word.as_string());
    match word.as_deref() {
        Some("newer") => LoadFailure::Newer,
        Some("service") => LoadFailure::Service,
        _ => LoadFailure::Offline,
    }
}

/// Whether the page's own style sheet failed to load (`public/first-paint.js`). The page may then belong to a build
/// that is gone.
pub fn lacks_style() -> bool {
    let root = document().document_element();
    root.is_some_and(|root| root.has_attribute("data-lacks-style"))
}

/// Sets `waits` when the service has a newer build.
pub fn check_for_update(waits: RwSignal<bool>) {
    spawn_local(async move {
        if load_failure().await == LoadFailure::Newer {
            waits.set(true);
        }
    });
}

/// Loads the newest build. Drafts are restored afterwards.
pub fn load_newest() {
    // Save drafts now, not only on `pagehide`: Safari may abort a write that starts while the page unloads.
    visibility::run_on_hidden();
    spawn_local(async {
        if ask("renew").await.is_none() {
            page::reload();
        }
    });
}
