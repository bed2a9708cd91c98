//! The browser's offer to install the app on the home screen. It is made once, possibly before the program runs, so
//! `boot.js` keeps the event. Only Chromium-based browsers make it.

use std::time::Duration;

use wasm_bindgen::JsValue;

use super::{js, page};

const KEPT: &str = "install";

/// How long the person may think about the browser's question before the app continues without an answer.
const ANSWER_WITHIN: Duration = Duration::from_mins(5);

fn offer() -> Option<JsValue> {
    let offer = js::get(&page::early(), KEPT);
    offer.is_object().then_some(offer)
}

/// Whether the browser offers to install the app.
pub fn is_offered() -> bool {
    offer().is_some_and(|offer| js::can(&offer, "prompt"))
}

/// Shows the browser's install prompt, which uses up the offer. Returns whether the person agreed; `None` if there is
/// no offer or no answer.
pub async fn ask() -> Option<bool> {
    let offer = offer()?;
    js::set(&page::early(), KEPT, &JsValue::UNDEFINED);
    let answer = js::call_async_within(&offer, "prompt", &[], ANSWER_WITHIN)
        .await
        .ok()?;
    let outcome = js::get(&answer, "outcome").as_string()?;
    Some(outcome == "accepted")
}
