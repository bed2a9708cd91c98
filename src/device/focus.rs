//! Keeps the focus near its place when the focused element is removed, such as a button that is replaced by its result
//! or a form that is replaced by what it created.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use leptos::prelude::{document, set_timeout};
use leptos::web_sys;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::page;

thread_local! {
    /// The focused element and its ancestors, innermost first.
    static HELD: RefCell<Vec<web_sys::HtmlElement>> = const { RefCell::new(Vec::new()) };
    static IS_KEPT: Cell<bool> = const { Cell::new(false) };
}

/// Starts restoring the focus for the life of the page. By default a browser moves it to the body: the keyboard then
/// starts at the top again on an iPhone, and a screen reader loses its place.
pub fn watch() {
    if IS_KEPT.replace(true) {
        return;
    }
    listen("focusin", |target| {
        let inside_out =
            std::iter::successors(Some(target.clone()), |it: &web_sys::Element| it.parent_element());
        let in_page = inside_out.take_while(|it| it.tag_name() != "BODY");
        HELD.set(in_page.filter_map(|it| it.dyn_into().ok()).collect());
    });
    listen("focusout", |target| {
        // The focus left an element that is still there, so its later removal does not matter.
        let target = target.clone();
        let forget = move || {
            let is_held =
                HELD.with_borrow(|held| held.first().is_some_and(|it| it.is_same_node(Some(&target))));
            if is_held && target.is_connected() {
                HELD.take();
            }
        };
        set_timeout(forget, Duration::ZERO);
    });
    let changed = Closure::<dyn FnMut()>::new(|| {
        if HELD.with_borrow(|held| held.first().is_some_and(|it| !it.is_connected())) {
            // The replacement may take the focus itself, so wait for it.
            page::after_paint(|| page::after_paint(bring_back));
        }
    });
    let watching = web_sys::MutationObserverInit::new();
    watching.set_child_list(true);
    watching.set_subtree(true);
    if let (Ok(observer), Some(body)) = (
        web_sys::MutationObserver::new(changed.into_js_value().unchecked_ref()),
        document().body(),
    ) {
        observer.observe_with_options(&body, &watching).ok();
    }
}

fn bring_back() {
    let held = HELD.take();
    let focused = document().active_element();
    let is_lost = focused.is_none_or(|it| it.tag_name() == "BODY");
    let near = held.into_iter().find(|it| it.is_connected());
    if let Some(near) = near.filter(|_| is_lost) {
        if !near.has_attribute("tabindex") {
            near.set_attribute("tabindex", "-1").ok();
        }
        let stays = web_sys::FocusOptions::new();
        stays.set_prevent_scroll(true);
        near.focus_with_options(&stays).ok();
    }
}

/// Calls `on_event` with the target of each focus event `name`.
fn listen(name: &str, on_event: fn(&web_sys::Element)) {
    let closure = Closure::<dyn FnMut(web_sys::Event)>::new(move |event: web_sys::Event| {
        if let Some(target) = event.target().and_then(|it| it.dyn_into().ok()) {
            on_event(&target);
        }
    });
    let function = closure.into_js_value();
    document()
        .add_event_listener_with_callback_and_bool(name, function.unchecked_ref(), true)
        .ok();
}
