//! Reads the screen aloud with the phone's own voice. In-app browsers often have none.

use std::time::Duration;

use js_sys::Promise;
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

/// How long a voice may take to start.
const BEGINS_WITHIN: Duration = Duration::from_secs(4);

fn is_speaking() -> bool {
    js::get(&synthesis(), "speaking").is_truthy()
}

/// Starts reading the screen aloud, or stops if it is already speaking. Resolves to `false` if nothing is heard: a
/// browser may have the function but no voice. Speech starts before this function returns, because it must happen
/// within a tap.
pub fn toggle() -> impl Future<Output = bool> {
    let asked = if is_speaking() {
        stop();
        None
    } else {
        Some(speak_screen())
    };
    async move {
        let Some(begun) = asked else { return true };
        let Err(why) = js::with_timeout(begun.into(), BEGINS_WITHIN).await else {
            return true;
        };
        let why = js::get(&why, "error").as_string().unwrap_or_default();
        let is_heard = matches!(why.as_str(), "canceled" | "interrupted") || is_speaking();
        if !is_heard {
            // Cancel, or it might still start when nobody expects it any more.
            stop();
        }
        is_heard
    }
}

/// Starts reading the screen aloud. Returns a promise that resolves when speech has started.
fn speak_screen() -> Promise {
    let text = document()
        .query_selector("main")
        .ok()
        .flatten()
        .and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok())
        .map(|main| main.inner_text())
        .unwrap_or_default();
    speak(&text)
}

/// Reads one text aloud, in place of what is being read.
pub fn say(text: &str) {
    stop();
    drop(speak(text));
}

/// Speaks a text. Returns a promise that resolves when speech has started.
fn speak(text: &str) -> Promise {
    // Use the language of the text on the screen, even if the browser translated it.
    let language = match document()
        .document_element()
        .map(|root| root.get_attribute("lang").unwrap_or_default())
    {
        Some(language) if language == "en" => "en-GB".to_owned(),
        Some(language) if language != "nl" => language,
        _ => "nl-NL".to_owned(),
    };
    let language = JsValue::from(language);
    let utterance = js::construct(UTTERANCE, &[text.into()]).unwrap_or_default();
    Promise::new(&mut |tell, refuse| {
        js::set(&utterance, "lang", &language);
        js::set(&utterance, "rate", &0.9.into());
        js::set(&utterance, "onstart", &tell);
        js::set(&utterance, "onerror", &refuse);
        if let Err(error) = js::call(&synthesis(), "speak", std::slice::from_ref(&utterance)) {
            drop(refuse.call1(&JsValue::UNDEFINED, &error));
        }
    })
}

/// Stops speaking.
pub fn stop() {
    drop(js::call(&synthesis(), "cancel", &[]));
}
