//! Screen wake lock: keeps the phone's screen on while the resident shows it to somebody else.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::document;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::js;

thread_local! {
    /// The current request for a wake lock, with the lock once the browser granted it. The browser releases the lock
    /// when the page is hidden, so it is requested again when the page becomes visible.
    static WANTED: RefCell<Option<Rc<RefCell<Option<JsValue>>>>> = const { RefCell::new(None) };
    static IS_LISTENING: Cell<bool> = const { Cell::new(false) };
}

/// Keeps the screen on until [`release`]. Does nothing in a browser without wake locks.
pub fn acquire() {
    WANTED.set(Some(Rc::default()));
    ask();
    if !IS_LISTENING.replace(true) {
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

/// Releases the wake lock.
pub fn release() {
    if let Some(lock) = WANTED.take().and_then(|wanted| wanted.take()) {
        js::call_detached(&lock, "release", &[]);
    }
}

fn ask() {
    let Some(wanted) = WANTED.with_borrow(Clone::clone) else {
        return;
    };
    spawn_local(async move {
        // Browsers refuse when the battery is low. The screen then turns off as usual.
        let Ok(lock) =
            js::call_async_unbounded(&js::of_navigator("wakeLock"), "request", &["screen".into()]).await
        else {
            return;
        };
        let is_wanted = WANTED.with_borrow(|now| now.as_ref().is_some_and(|now| Rc::ptr_eq(now, &wanted)));
        if is_wanted {
            wanted.replace(Some(lock));
        } else {
            js::call_detached(&lock, "release", &[]);
        }
    });
}
