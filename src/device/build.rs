//! The build that this page is of, and the newest one at the service. `public/renew.js` finds out and loads: it must also work for
//! a page whose program is gone, so it stands apart from the program, under a name that stays.

use js_sys::Function;
use leptos::prelude::{RwSignal, Set, document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::{js, page};

/// Why a file of the app could not be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// There is no network.
    Offline,
    /// The file is gone: the service has a newer build.
    Newer,
    /// The service does not do well.
    Service,
}

/// Asks `boot.js` for something of `renew.js`.
async fn ask(what: &str) -> Option<wasm_bindgen::JsValue> {
    let renew: Function = js::get(&js::get(&window(), "mijnBrug"), "renew")
        .dyn_into()
        .ok()?;
    let asked = renew
        .call1(&wasm_bindgen::JsValue::UNDEFINED, &what.into())
        .ok()?;
    JsFuture::from(js_sys::Promise::resolve(&asked)).await.ok()
}

/// Finds out why a file could not be had. Without an answer there is no network.
pub async fn why() -> Missing {
    let word = ask("why").await.and_then(|word| word.as_string());
    match word.as_deref() {
        Some("newer") => Missing::Newer,
        Some("service") => Missing::Service,
        _ => Missing::Offline,
    }
}

/// Whether the page's own style could not be had (`public/first-paint.js`): then it may be of a build that is gone.
pub fn lacks_style() -> bool {
    let root = document().document_element();
    root.is_some_and(|root| root.has_attribute("data-lacks-style"))
}

/// Sets `waits` when the service has a newer build.
pub fn look(waits: RwSignal<bool>) {
    spawn_local(async move {
        if why().await == Missing::Newer {
            waits.set(true);
        }
    });
}

/// Loads the newest build. What is half filled in comes back with it.
pub fn renew() {
    // Now, and not only when the page goes: Safari may end a write that begins then.
    page::tell_hidden();
    spawn_local(async {
        if ask("renew").await.is_none() {
            page::reload();
        }
    });
}
