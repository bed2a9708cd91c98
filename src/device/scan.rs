//! Reading codes from a photo: `src/caseworker-codes.js`, a module apart from the program. Not the browser's own reader
//! (`BarcodeDetector`): Windows, Linux, iPhones and Firefox have none.

use std::time::Duration;

use js_sys::Array;
use leptos::web_sys::HtmlInputElement;
use wasm_bindgen::JsCast;

use super::{js, page};

/// How long it may take to fetch the reader and to read the codes in a photo.
const READ_WITHIN: Duration = Duration::from_secs(30);

/// What the page gives the program (`boot.js`).
const READER: &str = "codes";

/// Whether this browser can open a photo for the reader.
pub fn can_scan() -> bool {
    js::can(&page::early(), READER) && js::can(&js_sys::global(), "createImageBitmap")
}

/// The codes in the photo that was chosen; `None` when it cannot be read now. The field is empty afterwards, so that the same
/// photo can be chosen again.
pub async fn codes(input: &HtmlInputElement) -> Option<Vec<String>> {
    let photo = input.files().and_then(|files| files.get(0))?;
    input.set_value("");
    let found = js::ask_within(&page::early(), READER, &[photo.into()], READ_WITHIN)
        .await
        .ok()?;
    let found: Array = found.dyn_into().ok()?;
    Some(found.iter().filter_map(|code| code.as_string()).collect())
}
