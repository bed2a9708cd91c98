//! Read-aloud, with the voice of the phone itself. Browsers inside other apps often have none.

use leptos::prelude::document;
use leptos::web_sys;
use wasm_bindgen::{JsCast, JsValue};

use super::js;

const UTTERANCE: &str = "SpeechSynthesisUtterance";

fn synthesis() -> JsValue {
    js::of_window("speechSynthesis")
}

/// Whether this browser can speak.
pub fn can_speak() -> bool {
    js::can(&synthesis(), "speak") && js::of_window(UTTERANCE).is_function()
}

/// Reads the screen aloud; if it speaks already, it falls silent.
pub fn toggle() {
    if js::get(&synthesis(), "speaking").is_truthy() {
        return hush();
    }
    let text = document()
        .query_selector("main")
        .ok()
        .flatten()
        .and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok())
        .map(|main| main.inner_text())
        .unwrap_or_default();
    // The language of the words on the screen, also where the browser translated them.
    let language = match document()
        .document_element()
        .map(|root| root.get_attribute("lang").unwrap_or_default())
    {
        Some(language) if language == "en" => "en-GB".to_owned(),
        Some(language) if language != "nl" => language,
        _ => "nl-NL".to_owned(),
    };
    if let Ok(utterance) = js::construct(UTTERANCE, &[text.into()]) {
        js::set(&utterance, "lang", &language.into());
        js::set(&utterance, "rate", &0.9.into());
        drop(js::call(&synthesis(), "speak", &[utterance]));
    }
}

/// Falls silent.
pub fn hush() {
    drop(js::call(&synthesis(), "cancel", &[]));
}
