//! Reading codes from a photo, where the browser can: `BarcodeDetector` (W3C, Shape Detection), which not every browser has.
//! A photo needs no leave to use the camera, and works for a picture that came by mail too.

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::HtmlInputElement;

use crate::ui::dom::{IntoNode, Node, view};
use crate::ui::field::FieldError;
use crate::ui::texts::t;

/// The kinds of code that shops use, in the words of the Shape Detection API.
const FORMATS: [&str; 5] = ["qr_code", "code_128", "ean_13", "data_matrix", "aztec"];

/// A field that takes a photo; nothing where the browser cannot read one.
pub fn scan(on_found: Callback<Vec<String>>) -> Node {
    if detector().is_none() {
        return ().into_node();
    }
    let error = RwSignal::new(None::<String>);
    let read = move |event: web_sys::Event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        let Some(input) = input else { return };
        spawn_local(async move {
            let found = codes_in(&input).await.unwrap_or_default();
            // So that the same photo can be chosen again.
            input.set_value("");
            if found.is_empty() {
                error.try_set(Some(t("reward.scan_none")));
            } else {
                error.try_set(None);
                on_found.run(found);
            }
        });
    };
    view! {
        <div class="utrecht-form-field mb-field">
            <label class="utrecht-form-label" for="codes-photo">{t("reward.scan")}</label>
            <p class="mb-hint" id="codes-photo-hint">{t("reward.scan_hint")}</p>
            <input
                id="codes-photo"
                type="file"
                accept="image/*"
                capture="environment"
                aria-describedby="codes-photo-hint"
                on:change=read
            />
            <FieldError id="scan-error".to_owned() error />
        </div>
    }
    .into_node()
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
