//! The browser's offer to put the app on the home screen. It comes once, maybe before the program runs, so the page
//! (`boot.js`) keeps it. Only browsers of Chromium's family offer it.

use std::time::Duration;

use wasm_bindgen::JsValue;

use super::{js, page};

const KEPT: &str = "install";

/// How long a person may think about the browser's question before the app goes on without the answer.
const ANSWER_WITHIN: Duration = Duration::from_mins(5);

fn offer() -> Option<JsValue> {
    let offer = js::get(&page::early(), KEPT);
    offer.is_object().then_some(offer)
}

/// Whether the browser offers it.
pub fn is_offered() -> bool {
    offer().is_some_and(|offer| js::can(&offer, "prompt"))
}

/// Lets the browser ask the person, and says whether they agreed. The offer is used up. `None` when there is none.
pub async fn ask() -> Option<bool> {
    let offer = offer()?;
    js::set(&page::early(), KEPT, &JsValue::UNDEFINED);
    let answer = js::ask_within(&offer, "prompt", &[], ANSWER_WITHIN).await.ok()?;
    let outcome = js::get(&answer, "outcome").as_string()?;
    Some(outcome == "accepted")
}
