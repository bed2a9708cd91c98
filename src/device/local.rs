//! `localStorage`, for the few things that it may keep. It may be missing, blocked or full, and throw at any touch: what it does
//! not take is remembered until the page goes.

use std::cell::RefCell;
use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

use super::js;

thread_local! {
    /// What the browser did not take.
    static NOT_TAKEN: RefCell<BTreeMap<String, String>> = const { RefCell::new(BTreeMap::new()) };
}

fn ask(method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    js::call(&js::of_window("localStorage"), method, arguments)
}

/// Whether it can be read.
pub fn is_there() -> bool {
    ask("getItem", &["mijn-brug".into()]).is_ok()
}

/// What was kept under a key; `None` when it is not of our making.
pub fn get<T: DeserializeOwned>(key: &str) -> Option<T> {
    let not_taken = NOT_TAKEN.with_borrow(|all| all.get(key).cloned());
    let text = not_taken.or_else(|| ask("getItem", &[key.into()]).ok()?.as_string())?;
    serde_json::from_slice(text.as_bytes()).ok()
}

/// Keeps something, as JSON, in the place of what was there.
pub fn set(key: &str, value: &(impl Serialize + ?Sized)) {
    let Ok(text) = serde_json::to_string(value) else {
        return;
    };
    let is_taken = ask("setItem", &[key.into(), text.as_str().into()]).is_ok();
    NOT_TAKEN.with_borrow_mut(|all| {
        all.remove(key);
        if !is_taken {
            all.insert(key.to_owned(), text);
        }
    });
}

/// Forgets a key.
pub fn forget(key: &str) {
    NOT_TAKEN.with_borrow_mut(|all| all.remove(key));
    drop(ask("removeItem", &[key.into()]));
}
