//! Other tabs of the same app. A tab that wrote something says so; the others read what is new.

use leptos::web_sys;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use web_sys::BroadcastChannel;

const CHANNEL: &str = "mijn-brug";

/// What tabs tell each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// There are new records.
    New,
    /// Everything was erased or replaced: begin anew.
    Anew,
}

impl Word {
    const fn text(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Anew => "anew",
        }
    }
}

/// Tells the other tabs. Where the browser cannot, they see it when they open next.
pub fn tell(word: Word) {
    if let Ok(channel) = BroadcastChannel::new(CHANNEL) {
        channel.post_message(&word.text().into()).ok();
        channel.close();
    }
}

/// Calls back at each word of another tab, as long as this one lives.
pub fn listen(mut heard: impl FnMut(Word) + 'static) {
    let Ok(channel) = BroadcastChannel::new(CHANNEL) else { return };
    let on_message = Closure::<dyn FnMut(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        let text = event.data().as_string();
        if let Some(word) = [Word::New, Word::Anew].into_iter().find(|word| Some(word.text()) == text.as_deref()) {
            heard(word);
        }
    });
    channel.set_onmessage(Some(on_message.into_js_value().unchecked_ref()));
    // The channel lives as long as the page: without this, it could be collected and fall silent.
    std::mem::forget(channel);
}
