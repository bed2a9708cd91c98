//! The browser's offer to put the app on the home screen. It comes once, maybe before the program runs, so the page
//! (`boot.js`) keeps it. Only browsers of Chromium's family offer it.

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

const KEPT: &str = "install";

/// What the page began before the program ran.
fn early() -> Option<Object> {
    Reflect::get(&window(), &"mijnBrug".into()).ok()?.dyn_into().ok()
}

fn offer() -> Option<JsValue> {
    let early = early()?;
    Reflect::get(&early, &KEPT.into()).ok().filter(JsValue::is_object)
}

/// Whether the browser offers it.
pub fn is_offered() -> bool {
    offer().is_some()
}

/// Lets the browser ask the person, and says whether they agreed. The offer is used up. `None` when there is none.
pub async fn ask() -> Option<bool> {
    let offer = offer()?;
    Reflect::delete_property(&early()?, &KEPT.into()).ok();
    let prompt: Function = Reflect::get(&offer, &"prompt".into()).ok()?.dyn_into().ok()?;
    let promise: Promise = prompt.call0(&offer).ok()?.dyn_into().ok()?;
    let answer = JsFuture::from(promise).await.ok()?;
    let outcome = Reflect::get(&answer, &"outcome".into()).ok()?.as_string()?;
    Some(outcome == "accepted")
}
