//! The browser's newer interfaces, called by their names. `web-sys` has some of them only as unstable ones, and each method of
//! its own would add to the glue that a first visit waits for.

use std::time::Duration;

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::set_timeout;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A property; `undefined` when there is none.
pub fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}

/// Whether an object has a property.
pub fn has(object: &JsValue, name: &str) -> bool {
    Reflect::has(object, &name.into()).unwrap_or(false)
}

/// An object with these properties.
pub fn object(properties: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in properties {
        // Fails for no object of ours.
        drop(Reflect::set(&object, &(*name).into(), value));
    }
    object.into()
}

/// Calls a method.
///
/// # Errors
/// There is none of that name, or what it threw.
pub fn call(on: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = get(on, method).dyn_into()?;
    method.apply(on, &arguments.iter().collect::<Array>())
}

/// Waits for a promise, at most so long.
///
/// # Errors
/// What it was refused with; `undefined` when the time is over.
pub async fn within(promise: JsValue, at_most: Duration) -> Result<JsValue, JsValue> {
    let over = Promise::new(&mut |_, refuse| {
        set_timeout(move || drop(refuse.call0(&JsValue::UNDEFINED)), at_most);
    });
    JsFuture::from(Promise::race(&Array::of2(&promise, &over))).await
}

/// Calls a method, and waits for what it promises.
///
/// # Errors
/// As [`call`], or what the promise was refused with.
pub async fn ask(on: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let promise: Promise = call(on, method, arguments)?.dyn_into()?;
    JsFuture::from(promise).await
}
