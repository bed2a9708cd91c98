//! Printing, and fitting a sheet on one page.

use std::time::Duration;

use js_sys::Promise;
use leptos::prelude::*;
use leptos::web_sys::Element;
use wasm_bindgen::JsValue;

use super::js;

/// How long a print dialog may take to open.
const OPENS_WITHIN: Duration = Duration::from_secs(2);

/// Events that show that a print dialog opened: the page is being prepared for print, or something covers it.
const SIGNS: [&str; 3] = ["beforeprint", "blur", "visibilitychange"];

/// Whether the browser can print. An in-app browser may claim so and never show a dialog: see [`print`].
pub fn can_print() -> bool {
    js::can(&window(), "print")
}

/// Opens the print dialog. It opens before this function returns, because it must happen within a tap. Resolves to
/// `false` if nothing shows that it opened.
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
        let is_open = asked.is_ok() && js::with_timeout(seen.into(), OPENS_WITHIN).await.is_ok();
        for listener in listeners {
            listener.remove();
        }
        is_open
    }
}

/// Selector of the sheet on the screen.
const SHEET: &str = ".mb-sheet";

/// Attribute for the text size of the sheet. While it is set, the sheet is as wide as an A4 page within its margins
/// (`sheet.css`).
const SIZE: &str = "data-size";

/// Number of text sizes in the style sheet, from comfortable to one at which every line is clipped.
const SIZES: u8 = 5;

/// Maximum height of a sheet relative to its width: A4 within the margins of `print.css`, in millimetres, less the
/// heading above it.
const ROOM: f64 = (297.0 - 36.0 - 25.0) / 178.0;

/// Makes the sheet on the screen fit on one page whenever it is printed, until the current owner is disposed.
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

/// Sets the first size at which the sheet fits.
fn fit(sheet: &Element) {
    for size in 0..SIZES {
        sheet.set_attribute(SIZE, &size.to_string()).ok();
        if f64::from(sheet.client_height()) <= f64::from(sheet.client_width()) * ROOM {
            break;
        }
    }
}
