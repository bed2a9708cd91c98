//! Detects that nobody has used the app for a while, in any of its tabs.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;
use leptos::web_sys;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;

use super::{clock, local};

/// `localStorage` key for the last use of any tab, in milliseconds: activity in one tab keeps the other tabs from
/// locking.
const USED: &str = "mijn-brug.used";

/// How often to check for idleness.
const POLL_INTERVAL: Duration = Duration::from_secs(15);
/// Minimum time between two updates of [`USED`], in milliseconds.
const TELL: i64 = 5_000;

struct Idle {
    limit: i64,
    used: Cell<i64>,
    told: Cell<i64>,
    act: Box<dyn Fn()>,
}

/// Calls `act` when nobody has used the app for `minutes`. It compares clock times, so the time that a laptop sleeps
/// counts too.
pub fn after(minutes: i64, act: impl Fn() + 'static) {
    let idle = Rc::new(Idle {
        limit: minutes.saturating_mul(60_000),
        used: Cell::new(now()),
        told: Cell::new(0),
        act: Box::new(act),
    });
    idle.tell();
    let options = web_sys::AddEventListenerOptions::new();
    options.set_capture(true);
    options.set_passive(true);
    let on_use = closure(&idle, Idle::touch);
    for event in ["pointerdown", "pointermove", "keydown", "wheel"] {
        window()
            .add_event_listener_with_callback_and_add_event_listener_options(event, &on_use, &options)
            .ok();
    }
    let on_return = closure(&idle, |idle| _ = idle.look());
    for event in ["focus", "pageshow", "visibilitychange"] {
        window()
            .add_event_listener_with_callback_and_add_event_listener_options(event, &on_return, &options)
            .ok();
    }
    set_interval(move || _ = idle.look(), POLL_INTERVAL);
}

fn closure(idle: &Rc<Idle>, hear: impl Fn(&Idle) + 'static) -> js_sys::Function {
    let idle = idle.clone();
    let closure = Closure::<dyn FnMut()>::new(move || hear(&idle));
    // The listener lives as long as the page.
    closure.into_js_value().unchecked_into()
}

impl Idle {
    /// Records a use of the app. If the limit has already passed, the app locks instead: that first touch does not
    /// count.
    fn touch(&self) {
        if self.look() {
            return;
        }
        self.used.set(now());
        if now().saturating_sub(self.told.get()) >= TELL {
            self.tell();
        }
    }

    fn tell(&self) {
        self.told.set(now());
        // Without `localStorage` each tab only knows its own use.
        local::set(USED, &now());
    }

    /// Whether the limit has passed; if so, also calls `act`.
    fn look(&self) -> bool {
        let now = now();
        // If the clock was set back, count from now instead of waiting until it catches up.
        self.used.set(self.used.get().min(now));
        self.told.set(self.told.get().min(now));
        // A time in the future means that the clock was set back, so it says nothing about how long ago the last use
        // was.
        let elsewhere = local::get(USED).filter(|used| *used <= now);
        let used = elsewhere.unwrap_or(i64::MIN).max(self.used.get());
        let is_over = now.saturating_sub(used) >= self.limit;
        if is_over {
            (self.act)();
        }
        is_over
    }
}

fn now() -> i64 {
    clock::now().timestamp_millis()
}
