//! Keeps the screen of the phone on while somebody shows it to another.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::document;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::js;

thread_local! {
    /// The screen that wants the light on, and the browser's lock once it gave one. The browser takes the lock back when the
    /// page is hidden, so it is asked for again on return.
    static WANTED: RefCell<Option<Rc<RefCell<Option<JsValue>>>>> = const { RefCell::new(None) };
    static HEARS: Cell<bool> = const { Cell::new(false) };
}

/// Keeps the screen on until [`let_sleep`]. Where the browser cannot, nothing happens.
pub fn stay_awake() {
    WANTED.set(Some(Rc::default()));
    ask();
    if !HEARS.replace(true) {
        let closure = Closure::<dyn FnMut()>::new(|| {
            if !document().hidden() {
                ask();
            }
        });
        document()
            .add_event_listener_with_callback("visibilitychange", closure.into_js_value().unchecked_ref())
            .ok();
    }
}

/// Lets the screen go dark again.
pub fn let_sleep() {
    if let Some(lock) = WANTED.take().and_then(|wanted| wanted.take()) {
        js::tell(&lock, "release", &[]);
    }
}

fn ask() {
    let Some(wanted) = WANTED.with_borrow(Clone::clone) else {
        return;
    };
    spawn_local(async move {
        // Refused when the battery is low: then the screen behaves as it always does.
        let Ok(lock) = js::ask_for_ever(&js::of_navigator("wakeLock"), "request", &["screen".into()]).await
        else {
            return;
        };
        let is_wanted = WANTED.with_borrow(|now| now.as_ref().is_some_and(|now| Rc::ptr_eq(now, &wanted)));
        if is_wanted {
            wanted.replace(Some(lock));
        } else {
            js::tell(&lock, "release", &[]);
        }
    });
}
