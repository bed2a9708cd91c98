//! Reading codes from a photo, where the browser can: `BarcodeDetector` (W3C, Shape Detection), which not every browser has.

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::web_sys::HtmlInputElement;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// The kinds of code that shops use, in the words of the Shape Detection API.
const FORMATS: [&str; 5] = ["qr_code", "code_128", "ean_13", "data_matrix", "aztec"];

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
    let class = Reflect::get(&js_sys::global(), &"BarcodeDetector".into()).ok()?;
    let class: Function = class.dyn_into().ok()?;
    let options = Object::new();
    let formats: Array = FORMATS.iter().map(|format| JsValue::from_str(format)).collect();
    Reflect::set(&options, &"formats".into(), &formats).ok()?;
    Reflect::construct(&class, &Array::of1(&options)).ok()
}

/// The codes in the photo that was chosen.
async fn codes_in(input: &HtmlInputElement) -> Option<Vec<String>> {
    let photo = input.files()?.get(0)?;
    let global = js_sys::global();
    let bitmap = call(&global, "createImageBitmap", &photo).await?;
    let found = call(&detector()?, "detect", &bitmap).await?;
    let found: Array = found.dyn_into().ok()?;
    let texts = found
        .iter()
        .filter_map(|code| Reflect::get(&code, &"rawValue".into()).ok()?.as_string());
    Some(texts.collect())
}

/// Calls a method that gives a promise, and waits for it.
async fn call(of: &JsValue, method: &str, argument: &JsValue) -> Option<JsValue> {
    let method: Function = Reflect::get(of, &method.into()).ok()?.dyn_into().ok()?;
    let promise: Promise = method.call1(of, argument).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()
}
