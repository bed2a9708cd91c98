//! Presses: delays work until a press has ended, and drops the second tap of a double tap that would hit another
//! control than the first.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use leptos::prelude::{set_timeout, window};
use leptos::web_sys;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::js;

/// Maximum time between the two taps of a double tap, in milliseconds.
const DOUBLE: f64 = 350.0;

/// Maximum distance between the two taps in each direction, in CSS pixels.
const NEAR: i32 = 24;

/// Selector of what can be pressed.
const CONTROL: &str = "a, button, input, label, select, summary, textarea";

/// Callbacks that wait for the end of a press.
type Waiting = Vec<Box<dyn FnOnce()>>;

/// The place and time of a press.
#[derive(Clone)]
struct Press {
    at: f64,
    place: (i32, i32),
    is_touch: bool,
    control: Option<web_sys::Element>,
}

thread_local! {
    /// The callbacks that wait for the current press; `None` while nothing is pressed.
    static UNDER_WAY: RefCell<Option<Waiting>> = const { RefCell::new(None) };
    /// The last two presses, newest first.
    static LAST: RefCell<[Option<Press>; 2]> = const { RefCell::new([None, None]) };
    static IS_WATCHED: Cell<bool> = const { Cell::new(false) };
}

/// Starts watching presses. When the first tap of a double tap changes the screen, the second lands on another control
/// by accident, so it is dropped.
pub fn watch() {
    if IS_WATCHED.replace(true) {
        return;
    }
    let ended = |_| {
        for then in UNDER_WAY.take().unwrap_or_default() {
            // The click and its effects still follow in the current task.
            set_timeout(then, Duration::ZERO);
        }
    };
    listen("pointerdown", |event| {
        // A second finger must not discard the callbacks that wait for the first.
        UNDER_WAY.with_borrow_mut(|waiting| {
            waiting.get_or_insert_default();
        });
        let press = Press::read(&event);
        LAST.with_borrow_mut(|[last, before]| *before = last.replace(press));
    });
    listen("pointerup", ended);
    listen("pointercancel", ended);
    listen("click", |event| {
        if is_meant_for_another(event.detail()) {
            event.prevent_default();
            event.stop_immediate_propagation();
        }
    });
}

/// Listens to an event in the capture phase, before anything in the page.
fn listen(name: &str, on_event: fn(web_sys::MouseEvent)) {
    let closure = Closure::<dyn FnMut(web_sys::MouseEvent)>::new(on_event);
    window()
        .add_event_listener_with_callback_and_bool(name, closure.into_js_value().unchecked_ref(), true)
        .ok();
}

impl Press {
    fn read(event: &web_sys::MouseEvent) -> Self {
        let element = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        Self {
            at: event.time_stamp(),
            place: (event.client_x(), event.client_y()),
            is_touch: js::get(event, "pointerType").as_string().as_deref() == Some("touch"),
            control: element.and_then(|element| element.closest(CONTROL).ok().flatten()),
        }
    }

    fn is_near(&self, other: &Self) -> bool {
        self.place.0.abs_diff(other.place.0) <= NEAR.unsigned_abs()
            && self.place.1.abs_diff(other.place.1) <= NEAR.unsigned_abs()
    }
}

/// Whether a click is the second of a double click that began on another control. `clicks` is the browser's click
/// count, which not all browsers keep for touch; a click by keyboard has 0.
fn is_meant_for_another(clicks: i32) -> bool {
    LAST.with_borrow(|last| {
        let [Some(now), Some(before)] = last else {
            return false;
        };
        let is_double = match clicks {
            0 => false,
            1 => now.is_touch && now.at - before.at <= DOUBLE && now.is_near(before),
            _ => true,
        };
        is_double && now.control.is_some() && before.control.is_some() && now.control != before.control
    })
}

/// Runs `then` once the current press has reached its target. Leaving a field by pressing a button may show an error
/// message, which moves the button, and the click would miss it.
pub fn after(then: impl FnOnce() + 'static) {
    let mut then: Option<Box<dyn FnOnce()>> = Some(Box::new(then));
    UNDER_WAY.with_borrow_mut(|press| {
        if let Some(waiting) = press {
            waiting.extend(then.take());
        }
    });
    if let Some(then) = then {
        set_timeout(then, Duration::ZERO);
    }
}

/// Whether a key event is of a key that presses a button: Enter or the space bar.
pub fn is_by_key(event: &web_sys::Event) -> bool {
    let event = event.dyn_ref::<web_sys::KeyboardEvent>();
    event.is_some_and(|event| matches!(event.key().as_str(), "Enter" | " "))
}

/// Whether a key event is a repeat of a held key.
pub fn is_held_key(event: &web_sys::Event) -> bool {
    event
        .dyn_ref::<web_sys::KeyboardEvent>()
        .is_some_and(web_sys::KeyboardEvent::repeat)
}
