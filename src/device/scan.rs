//! Reads codes from a photo with `src/caseworker-codes.js`, a separate module. The browser's own `BarcodeDetector` is
//! missing on Windows, Linux and iPhones and in Firefox.

use std::time::Duration;

use js_sys::Array;
use leptos::web_sys::HtmlInputElement;
use wasm_bindgen::JsCast;

use super::{js, page};

/// Time limit for fetching the reader and reading a photo.
const READ_WITHIN: Duration = Duration::from_secs(30);

/// The name under which `src/caseworker-codes.js` puts its reader in the object of [`page::early`].
const READER: &str = "codes";

/// Whether this browser can decode a photo for the reader.
pub fn can_scan() -> bool {
    js::can(&page::early(), READER) && js::can(&js_sys::global(), "createImageBitmap")
}

/// The codes in the chosen photo; `None` if it cannot be read now. Empties the field, so that the same photo can be
/// chosen again.
pub async fn codes(input: &HtmlInputElement) -> Option<Vec<String>> {
    let photo = input.files().and_then(|files| files.get(0))?;
    input.set_value("");
    let found = js::call_async_within(&page::early(), READER, &[photo.into()], READ_WITHIN)
        .await
        .ok()?;
    let found: Array = found.dyn_into().ok()?;
    Some(found.iter().filter_map(|code| code.as_string()).collect())
}
