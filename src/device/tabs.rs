//! Messages between tabs of the same app. A tab that wrote records says so, and the others read them.

use wasm_bindgen::prelude::*;

use super::{js, page};

thread_local! {
    /// One channel for both sending and receiving, so that a tab does not receive its own messages. It lives as long
    /// as the page. `None` where the browser has no `BroadcastChannel`.
    static CHANNEL: Option<JsValue> = js::construct("BroadcastChannel", &[name().into()]).ok();
}

/// The two apps share an origin but have nothing to tell each other.
fn name() -> &'static str {
    if page::is_caseworkers() {
        "mijn-brug-begeleider"
    } else {
        "mijn-brug"
    }
}

/// A message between tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broadcast {
    /// There are new records.
    NewRecords,
    /// Everything was erased, replaced or locked: start over.
    Reset,
}

impl Broadcast {
    const fn text(self) -> &'static str {
        match self {
            Self::NewRecords => "new",
            Self::Reset => "anew",
        }
    }
}

/// Sends a message to the other tabs. Where the browser cannot, they see the change when they are next opened.
pub fn broadcast(message: Broadcast) {
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            drop(js::call(channel, "postMessage", &[message.text().into()]));
        }
    });
}

/// Calls `on_message` for each message of another tab, for the life of this tab.
pub fn listen(mut on_message: impl FnMut(Broadcast) + 'static) {
    let on_message = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
        let text = js::get(&event, "data").as_string();
        if let Some(message) = [Broadcast::NewRecords, Broadcast::Reset]
            .into_iter()
            .find(|message| Some(message.text()) == text.as_deref())
        {
            on_message(message);
        }
    });
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            js::set(channel, "onmessage", &on_message.into_js_value());
        }
    });
}
