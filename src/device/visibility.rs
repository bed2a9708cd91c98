//! Whether the person looks at the page, and what runs when they leave it, when they come back, or when the network does.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

/// Whether the page is visible.
pub fn is_visible() -> bool {
    !document().hidden()
}

/// Calls `woke` when the person returns to the page, and when the network connects or disconnects.
pub fn on_resume(woke: impl FnMut() + 'static) {
    let woke = Rc::new(RefCell::new(woke));
    let on_return = {
        let woke = woke.clone();
        Closure::<dyn FnMut()>::new(move || {
            if is_visible() {
                woke.borrow_mut()();
            }
        })
    };
    document()
        .add_event_listener_with_callback("visibilitychange", on_return.into_js_value().unchecked_ref())
        .ok();
    let on_network = Closure::<dyn FnMut()>::new(move || woke.borrow_mut()());
    for event in ["online", "offline"] {
        window()
            .add_event_listener_with_callback(event, on_network.as_ref().unchecked_ref())
            .ok();
    }
    // The listener lives as long as the page.
    drop(on_network.into_js_value());
}

/// Called when the page is hidden.
type Hide = Rc<dyn Fn()>;

thread_local! {
    static HIDDEN: RefCell<Vec<(u32, Hide)>> = const { RefCell::new(Vec::new()) };
    static N_HIDDEN: Cell<u32> = const { Cell::new(0) };
}

/// Calls `act` when the page is hidden or left, until [`remove_on_hidden`] with the returned number. A phone ends a
/// hidden page without further notice.
pub fn on_hidden(act: impl Fn() + 'static) -> u32 {
    let number = N_HIDDEN.get();
    N_HIDDEN.set(number.wrapping_add(1));
    if number == 0 {
        listen();
    }
    HIDDEN.with_borrow_mut(|all| all.push((number, Rc::new(act))));
    number
}

/// Removes the callback that [`on_hidden`] returned `number` for.
pub fn remove_on_hidden(number: u32) {
    // Dropped outside the borrow.
    let gone = HIDDEN.with_borrow_mut(|all| {
        let place = all.iter().position(|(other, _)| *other == number);
        place.map(|place| all.remove(place))
    });
    drop(gone);
}

/// Removes all callbacks of [`on_hidden`], because what they would save is being erased.
pub fn clear_on_hidden() {
    drop(HIDDEN.take());
}

/// Runs all callbacks of [`on_hidden`], to save everything now.
pub fn run_on_hidden() {
    // In reverse order: what a screen saves is written before the drafts.
    let all: Vec<Hide> = HIDDEN.with_borrow(|all| all.iter().rev().map(|(_, act)| act.clone()).collect());
    for act in all {
        act();
    }
}

fn listen() {
    let on_left = Closure::<dyn FnMut()>::new(run_on_hidden);
    window()
        .add_event_listener_with_callback("pagehide", on_left.into_js_value().unchecked_ref())
        .ok();
    let on_change = Closure::<dyn FnMut()>::new(move || {
        if !is_visible() {
            run_on_hidden();
        }
    });
    document()
        .add_event_listener_with_callback("visibilitychange", on_change.into_js_value().unchecked_ref())
        .ok();
}
