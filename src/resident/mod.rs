//! The resident's app.
//!
//! `route` is the one route table, `state` the one state with the one door for changes, `app` the frame. Each folder is
//! one item of the bottom navigation.

use leptos::prelude::*;
use leptos::web_sys;
use wasm_bindgen::JsCast;

mod app;
mod bridge;
mod messages;
mod more;
mod plan;
mod route;
mod state;
mod today;
mod welcome;

/// Starts the app in the page.
pub fn start() {
    // The first paint shows a calm frame of plain html; the app takes its place.
    let Some(root) = document()
        .get_element_by_id("app")
        .and_then(|root| root.dyn_into::<web_sys::HtmlElement>().ok())
    else {
        return;
    };
    // Leptos's own `spawn_local` works only once something is mounted.
    wasm_bindgen_futures::spawn_local(async move {
        let opened = state::open().await;
        root.set_inner_html("");
        mount_to(root, move || app::app(opened)).forget();
    });
}
