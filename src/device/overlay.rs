//! What lies over a screen, and the phone's own way back. Who presses back with a dialog open wants the dialog gone, not the
//! screen: so an open dialog is a step in the browser's history, of the same address.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::{set_timeout, window};
use wasm_bindgen::JsValue;

/// What the step of an overlay keeps in the history.
const MARK: &str = "overlay";

/// How long the browser may take for a step back that we asked for.
const STEP: Duration = Duration::from_millis(500);

thread_local! {
    /// Closes what lies over the screen now.
    static OPEN: RefCell<Option<Rc<dyn Fn()>>> = const { RefCell::new(None) };
    /// Waits for our own step back.
    static AFTER: RefCell<Option<Box<dyn FnOnce()>>> = const { RefCell::new(None) };
    static HAS_STEP: Cell<bool> = const { Cell::new(false) };
}

/// Something lies over the screen now. `close` takes it away when the person goes back.
pub fn opened(close: impl Fn() + 'static) {
    OPEN.set(Some(Rc::new(close)));
    if !HAS_STEP.get()
        && let Ok(history) = window().history()
    {
        HAS_STEP.set(history.push_state(&MARK.into(), "").is_ok());
    }
}

/// It was closed, by whatever means. Its step leaves the history, and `then` runs after that: a new screen must not come
/// between.
pub fn closed(then: impl FnOnce() + 'static) {
    OPEN.take();
    if HAS_STEP.replace(false) {
        step_back(Box::new(then));
    } else {
        then();
    }
}

/// The person follows a link out of what lies over the screen. `true` when its step is there for the new screen to take.
pub fn left() -> bool {
    OPEN.take();
    HAS_STEP.replace(false)
}

/// The person, or [`closed`], went a step back or forward in the history.
pub fn went_back() {
    if let Some(then) = AFTER.take() {
        return then();
    }
    HAS_STEP.set(false);
    if let Some(close) = OPEN.take() {
        close();
    }
}

/// A page that was loaded anew has no dialog open: the step of one leaves the history.
pub fn begin() {
    let state = window().history().and_then(|history| history.state());
    if state.is_ok_and(|state| state == JsValue::from_str(MARK)) {
        step_back(Box::new(|| ()));
    }
}

fn step_back(then: Box<dyn FnOnce()>) {
    AFTER.set(Some(then));
    let is_asked = window().history().is_ok_and(|history| history.back().is_ok());
    let go_on = || {
        if let Some(then) = AFTER.take() {
            then();
        }
    };
    if is_asked {
        // A browser that has no such step any more says nothing.
        set_timeout(go_on, STEP);
    } else {
        go_on();
    }
}
