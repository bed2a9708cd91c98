//! Reading codes from a photo, where the browser can: `BarcodeDetector` (W3C, Shape Detection), which not every browser has.

use std::time::Duration;

use js_sys::Array;
use leptos::web_sys::HtmlInputElement;
use wasm_bindgen::{JsCast, JsValue};

use super::js;

/// The kinds of code that shops use, in the words of the Shape Detection API.
const FORMATS: [&str; 5] = ["qr_code", "code_128", "ean_13", "data_matrix", "aztec"];

/// How long it may take to open a photo or to read the codes in it.
const READ_WITHIN: Duration = Duration::from_secs(30);

/// Whether this browser reads codes.
pub fn can_scan() -> bool {
    detector().is_some()
}

/// The codes in the photo that was chosen; none when there is no photo or it cannot be read. The field is empty afterwards,
/// so that the same photo can be chosen again.
pub async fn codes(input: &HtmlInputElement) -> Vec<String> {
    let found = codes_in(input).await.unwrap_or_default();
    input.set_value("");
    found
}

/// The browser's reader of codes, if it has one.
fn detector() -> Option<JsValue> {
    let formats: Array = FORMATS.iter().map(|format| JsValue::from_str(format)).collect();
    let detector = js::construct("BarcodeDetector", &[js::object(&[("formats", formats.into())])]).ok()?;
    (js::can(&detector, "detect") && js::can(&js_sys::global(), "createImageBitmap")).then_some(detector)
}

/// The codes in the photo that was chosen.
async fn codes_in(input: &HtmlInputElement) -> Option<Vec<String>> {
    let photo = input.files()?.get(0)?;
    let ask = async |on: &JsValue, method: &str, what: JsValue| {
        js::ask_within(on, method, &[what], READ_WITHIN).await.ok()
    };
    let bitmap = ask(&js_sys::global(), "createImageBitmap", photo.into()).await?;
    let found: Array = ask(&detector()?, "detect", bitmap).await?.dyn_into().ok()?;
    let texts = found
        .iter()
        .filter_map(|code| js::get(&code, "rawValue").as_string());
    Some(texts.collect())
}
