//! Other tabs of the same app. A tab that wrote something says so; the others read what is new.

use wasm_bindgen::prelude::*;

use super::{js, page};

thread_local! {
    /// One channel for listening and telling: what a tab tells then reaches the others, and not itself. It lives as long
    /// as the page. `None` where the browser has no channels.
    static CHANNEL: Option<JsValue> = js::construct("BroadcastChannel", &[name().into()]).ok();
}

/// The two apps have one origin, and nothing to tell each other.
fn name() -> &'static str {
    if page::is_caseworkers() {
        "mijn-brug-begeleider"
    } else {
        "mijn-brug"
    }
}

/// What tabs tell each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// There are new records.
    New,
    /// Everything was erased, replaced or locked: begin anew.
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
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            drop(js::call(channel, "postMessage", &[word.text().into()]));
        }
    });
}

/// Calls back at each word of another tab, as long as this one lives.
pub fn listen(mut heard: impl FnMut(Word) + 'static) {
    let on_message = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
        let text = js::get(&event, "data").as_string();
        if let Some(word) = [Word::New, Word::Anew]
            .into_iter()
            .find(|word| Some(word.text()) == text.as_deref())
        {
            heard(word);
        }
    });
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            js::set(channel, "onmessage", &on_message.into_js_value());
        }
    });
}
