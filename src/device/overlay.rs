//! Dialogs and the phone's back button. Somebody who presses back with a dialog open wants to close the dialog, not
//! leave the screen, so an open dialog is a history entry with the same address.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::{set_timeout, window};
use wasm_bindgen::JsValue;

/// The state of a dialog's history entry.
const MARK: &str = "overlay";

/// How long the browser may take to go back when we ask it to.
const STEP: Duration = Duration::from_millis(500);

thread_local! {
    /// Closes the open dialog.
    static OPEN: RefCell<Option<Rc<dyn Fn()>>> = const { RefCell::new(None) };
    /// What to run after our own step back.
    static AFTER: RefCell<Option<Box<dyn FnOnce()>>> = const { RefCell::new(None) };
    /// Whether there is a history entry for a dialog.
    static HAS_STEP: Cell<bool> = const { Cell::new(false) };
}

/// Registers an open dialog. `close` runs when the person goes back.
pub fn opened(close: impl Fn() + 'static) {
    OPEN.set(Some(Rc::new(close)));
    if !HAS_STEP.get()
        && let Ok(history) = window().history()
    {
        HAS_STEP.set(history.push_state(&MARK.into(), "").is_ok());
    }
}

/// Call this when the dialog was closed in any way. Removes its history entry, then runs `then`: a new screen must not
/// be pushed before that.
pub fn closed(then: impl FnOnce() + 'static) {
    OPEN.take();
    if HAS_STEP.replace(false) {
        step_back(Box::new(then));
    } else {
        then();
    }
}

/// Call this when the person follows a link out of a dialog. Returns `true` if the new screen can reuse the dialog's
/// history entry.
pub fn followed_link() -> bool {
    OPEN.take();
    HAS_STEP.replace(false)
}

/// Call this on `popstate`, whether the person or [`closed`] caused it.
pub fn went_back() {
    if let Some(then) = AFTER.take() {
        return then();
    }
    HAS_STEP.set(false);
    if let Some(close) = OPEN.take() {
        close();
    }
}

/// Removes the history entry of a dialog that was open when the page was reloaded.
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
        // The browser fires no event if that entry no longer exists.
        set_timeout(go_on, STEP);
    } else {
        go_on();
    }
}
