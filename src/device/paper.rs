//! Printing; and what is printed on one sheet of paper fits there.

use std::time::Duration;

use js_sys::Promise;
use leptos::prelude::*;
use leptos::web_sys::Element;
use wasm_bindgen::JsValue;

use super::js;

/// How long a print window may take to open.
const OPENS_WITHIN: Duration = Duration::from_secs(2);

/// What a page notices of a print window: that it is made ready for paper, or that something stands before it.
const SIGNS: [&str; 3] = ["beforeprint", "blur", "visibilitychange"];

/// Whether the browser has a print window. One inside another app may have it and never show it: see [`print`].
pub fn can_print() -> bool {
    js::can(&window(), "print")
}

/// Opens the browser's print window, before this returns: it must happen within a tap. `false` when nothing shows that it opened.
pub fn print() -> impl Future<Output = bool> {
    let mut listeners = Vec::new();
    let seen = Promise::new(&mut |see, _| {
        listeners.extend(SIGNS.map(|sign| {
            let see = see.clone();
            window_event_listener_untyped(sign, move |_| drop(see.call0(&JsValue::UNDEFINED)))
        }));
    });
    let asked = js::call(&window(), "print", &[]);
    async move {
        let is_open = asked.is_ok() && js::within(seen.into(), OPENS_WITHIN).await.is_ok();
        for listener in listeners {
            listener.remove();
        }
        is_open
    }
}

/// The sheet of the screen.
const SHEET: &str = ".mb-sheet";

/// Says how small its text is; while it stands there the sheet has the width of an A4 within its margins (`sheet.css`).
const SIZE: &str = "data-size";

/// How many sizes the style has: from one that reads well to one at which each line is cut short.
const SIZES: u8 = 5;

/// How high a sheet may be for its width: an A4 within the margins of `print.css`, in millimetres, less the heading above it.
const ROOM: f64 = (297.0 - 36.0 - 25.0) / 178.0;

/// Has the sheet on the screen fit on one page whenever it is printed, until its owner goes.
pub fn fit_when_printed() {
    let before = window_event_listener_untyped("beforeprint", |_| {
        if let Some(sheet) = sheet() {
            fit(&sheet);
        }
    });
    let after = window_event_listener_untyped("afterprint", |_| {
        if let Some(sheet) = sheet() {
            sheet.remove_attribute(SIZE).ok();
        }
    });
    on_cleanup(move || {
        before.remove();
        after.remove();
    });
}

fn sheet() -> Option<Element> {
    document().query_selector(SHEET).ok().flatten()
}

/// Gives it the first size at which it fits.
fn fit(sheet: &Element) {
    for size in 0..SIZES {
        sheet.set_attribute(SIZE, &size.to_string()).ok();
        if f64::from(sheet.client_height()) <= f64::from(sheet.client_width()) * ROOM {
            break;
        }
    }
}
