//! Keeps the screen of the phone on while somebody shows it to another.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

thread_local! {
    /// The screen that wants the light on, and the browser's lock once it gave one. The browser takes the lock back when the
    /// page is hidden, so it is asked for again on return.
    static WANTED: RefCell<Option<Rc<RefCell<Option<JsValue>>>>> = const { RefCell::new(None) };
    static HEARS: RefCell<bool> = const { RefCell::new(false) };
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
        drop(call(&lock, "release", &[]));
    }
}

fn ask() {
    let Some(wanted) = WANTED.with_borrow(Clone::clone) else {
        return;
    };
    // web-sys knows the screen's lock only as an unstable interface, so it is called by its names.
    let locks = Reflect::get(&window().navigator(), &"wakeLock".into()).unwrap_or_default();
    let Some(asked) = call(&locks, "request", &["screen".into()]) else {
        return;
    };
    spawn_local(async move {
        // Refused when the battery is low: then the screen behaves as it always does.
        let Ok(lock) = JsFuture::from(asked).await else {
            return;
        };
        let is_wanted = WANTED.with_borrow(|now| now.as_ref().is_some_and(|now| Rc::ptr_eq(now, &wanted)));
        if is_wanted {
            wanted.replace(Some(lock));
        } else {
            drop(call(&lock, "release", &[]));
        }
    });
}

fn call(on: &JsValue, name: &str, arguments: &[JsValue]) -> Option<Promise> {
    let function = Reflect::get(on, &name.into()).ok()?;
    let function = function.dyn_into::<Function>().ok()?;
    let arguments = arguments.iter().collect::<js_sys::Array>();
    function.apply(on, &arguments).ok()?.dyn_into().ok()
}
