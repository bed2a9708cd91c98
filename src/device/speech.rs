//! Read-aloud, with the voice of the phone itself.

use leptos::prelude::{document, window};
use leptos::web_sys;
use wasm_bindgen::JsCast;
use web_sys::SpeechSynthesisUtterance;

/// Whether this browser can speak.
pub fn can_speak() -> bool {
    window().speech_synthesis().is_ok()
}

/// Reads the screen aloud; if it speaks already, it falls silent.
pub fn toggle(language: &str) {
    let Ok(synthesis) = window().speech_synthesis() else {
        return;
    };
    if synthesis.speaking() {
        synthesis.cancel();
        return;
    }
    let text = document()
        .query_selector("main")
        .ok()
        .flatten()
        .and_then(|main| main.dyn_into::<web_sys::HtmlElement>().ok())
        .map(|main| main.inner_text())
        .unwrap_or_default();
    if let Ok(utterance) = SpeechSynthesisUtterance::new_with_text(&text) {
        utterance.set_lang(if language == "nl" { "nl-NL" } else { "en-GB" });
        utterance.set_rate(0.9);
        synthesis.speak(&utterance);
    }
}

/// Falls silent.
pub fn hush() {
    if let Ok(synthesis) = window().speech_synthesis() {
        synthesis.cancel();
    }
}
