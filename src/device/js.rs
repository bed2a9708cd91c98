//! What a browser may lack, called by its name.
//!
//! Without an optional object `web-sys` answers with an undefined value, and the next call on it ends the program; some
//! objects are there and throw, and some promises never answer. Here each of the three is a plain result. `web-sys` has some
//! of them only as unstable interfaces too, and each method of its own would add to the glue that a first visit waits for.

use std::time::Duration;

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::set_timeout_with_handle;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// How long the browser may take to answer, when it needs neither a person nor a network.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);

/// A property; `undefined` when there is none, or when reading it throws.
pub fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &name.into()).unwrap_or_default()
}

/// Sets a property, where the browser lets us.
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

/// Whether an object has a method, or the window a class, of that name.
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

/// A new object of a class of the window's.
///
/// # Errors
/// There is none of that name, or what it threw.
pub fn construct(class: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let class: Function = of_window(class).dyn_into()?;
    Reflect::construct(&class, &arguments.iter().collect::<Array>())
}

/// Calls a method.
///
/// # Errors
/// There is none of that name, or what it threw.
pub fn call(on: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = get(on, method).dyn_into()?;
    method.apply(on, &arguments.iter().collect::<Array>())
}

/// Calls a method whose answer nobody waits for; what it is refused with is nobody's loss.
pub fn tell(on: &JsValue, method: &str, arguments: &[JsValue]) {
    if let Ok(promise) = call(on, method, arguments).and_then(JsCast::dyn_into::<Promise>) {
        // Somebody must hear of a refusal: else the browser reports an error that nobody handled.
        spawn_local(async move { drop(JsFuture::from(promise).await) });
    }
}

/// Waits for a promise, at most so long.
///
/// # Errors
/// What it was refused with; `undefined` when the time is over.
pub async fn within(promise: JsValue, at_most: Duration) -> Result<JsValue, JsValue> {
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

/// Calls a method, and waits for what it promises.
///
/// # Errors
/// As [`call`], what the promise was refused with, or `undefined` when the browser does not answer.
pub async fn ask(on: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    ask_within(on, method, arguments, ANSWER_WITHIN).await
}

/// As [`ask`], for what takes a person or a network.
///
/// # Errors
/// As [`ask`].
pub async fn ask_within(
    on: &JsValue,
    method: &str,
    arguments: &[JsValue],
    at_most: Duration,
) -> Result<JsValue, JsValue> {
    within(call(on, method, arguments)?, at_most).await
}

/// As [`ask`], for what nobody waits for: an answer counts whenever it comes.
///
/// # Errors
/// As [`call`], or what the promise was refused with.
pub async fn ask_for_ever(on: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    JsFuture::from(Promise::resolve(&call(on, method, arguments)?)).await
}
