//! Access to browser features that may be missing, by name.
//!
//! For a missing object `web-sys` returns an undefined value, and the next call on it panics. Some objects exist but
//! throw, and some promises never settle. Here each of these is a plain result. Some of these APIs exist in `web-sys`
//! only as unstable, and each of its methods would add to the glue code that a first visit downloads.

use std::time::Duration;

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::set_timeout_with_handle;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// How long the browser may take to answer when neither a person nor a network is involved.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);

/// A property; `undefined` if there is none or reading it throws.
pub fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}

/// Sets a property; a failure is ignored.
pub fn set(of: &JsValue, name: &str, value: &JsValue) {
    drop(Reflect::set(of, &name.into(), value));
}

/// The navigator.
pub fn navigator() -> JsValue {
    of_window("navigator")
}

/// A property of the navigator, such as `locks`.
pub fn of_navigator(name: &str) -> JsValue {
    get(&navigator(), name)
}

/// A property of the window, such as `caches`.
pub fn of_window(name: &str) -> JsValue {
    get(&js_sys::global(), name)
}

/// Whether an object has a method named `method`, or the window a class of that name.
pub fn can(object: &JsValue, method: &str) -> bool {
    get(object, method).is_function()
}

/// An object with these properties.
pub fn object(properties: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in properties {
        set(&object, name, value);
    }
    object.into()
}

/// Creates an object of a global class.
///
/// # Errors
/// Fails if there is no such class, or with what its constructor throws.
pub fn construct(class: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let class: Function = of_window(class).dyn_into()?;
    Reflect::construct(&class, &arguments.iter().collect::<Array>())
}

/// Calls a method.
///
/// # Errors
/// Fails if there is no such method, or with what it throws.
pub fn call(on: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = get(on, method).dyn_into()?;
    method.apply(on, &arguments.iter().collect::<Array>())
}

/// Calls a method without waiting for its result. Errors are ignored.
pub fn call_detached(on: &JsValue, method: &str, arguments: &[JsValue]) {
    if let Ok(promise) = call(on, method, arguments).and_then(JsCast::dyn_into::<Promise>) {
        // Handle a rejection, or the browser reports it as unhandled.
        spawn_local(async move { drop(JsFuture::from(promise).await) });
    }
}

/// Waits for a promise for at most `at_most`.
///
/// # Errors
/// Fails with the reason of a rejection, or `undefined` after a timeout.
pub async fn with_timeout(promise: JsValue, at_most: Duration) -> Result<JsValue, JsValue> {
    let mut timer = None;
    let over = Promise::new(&mut |_, refuse| {
        timer = set_timeout_with_handle(move || drop(refuse.call0(&JsValue::UNDEFINED)), at_most).ok();
    });
    let answer = JsFuture::from(Promise::race(&Array::of2(&promise, &over))).await;
    if let Some(timer) = timer {
        timer.clear();
    }
    answer
}

/// Calls a method and waits for its promise, for at most five seconds.
///
/// # Errors
/// Fails as [`call`] does, with the reason of a rejection, or with `undefined` after a timeout.
pub async fn call_async(on: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    call_async_within(on, method, arguments, ANSWER_WITHIN).await
}

/// Like [`call_async`], with a time limit for what takes a person or a network.
///
/// # Errors
/// As [`call_async`].
pub async fn call_async_within(
    on: &JsValue,
    method: &str,
    arguments: &[JsValue],
    at_most: Duration,
) -> Result<JsValue, JsValue> {
    with_timeout(call(on, method, arguments)?, at_most).await
}

/// Like [`call_async`], without a time limit.
///
/// # Errors
/// Fails as [`call`] does, or with the reason of a rejection.
pub async fn call_async_unbounded(
    on: &JsValue,
    method: &str,
    arguments: &[JsValue],
) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&call(on, method, arguments)?)).await
}
