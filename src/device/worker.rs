//! The service worker: the app offline, and its updates. A new version waits until the person accepts it, so it never
//! takes over in the middle of something.

use std::cell::RefCell;
use std::time::Duration;

use js_sys::{Array, Function, Promise};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{build, error_log, js, page, visibility};

/// Each of the two apps has its own worker, which controls only its own pages.
fn script() -> &'static str {
    if page::is_caseworkers() {
        "/begeleider/sw.js"
    } else {
        "/sw.js"
    }
}

/// Prefix of the names of the caches of the caseworker's app (`caseworker-worker.js`).
const CASEWORKERS: &str = "begeleider-";

/// Missing in private windows of Firefox, in some in-app browsers, and on plain HTTP.
fn container() -> Option<JsValue> {
    let container = js::of_navigator("serviceWorker");
    js::can(&container, "register").then_some(container)
}

/// Whether the browser has service workers here.
pub fn is_there() -> bool {
    container().is_some()
}

/// How long a service worker may take to become ready. On a first visit it fetches the whole app.
const READY_WITHIN: Duration = Duration::from_secs(30);

/// The registration once its service worker is ready; `None` if there is none.
pub async fn active() -> Option<JsValue> {
    let ready = js::get(&container()?, "ready");
    js::with_timeout(ready, READY_WITHIN)
        .await
        .ok()
        .filter(JsValue::is_object)
}

/// The registration, ready or not; `None` if there is none.
pub async fn registration() -> Option<JsValue> {
    let found = js::call_async(&container()?, "getRegistration", &[]).await.ok()?;
    found.is_object().then_some(found)
}

thread_local! {
    /// The tag of the notification that [`shows`] waits for, and the function that resolves its promise.
    static AWAITED: RefCell<Option<(&'static str, Function)>> = const { RefCell::new(None) };
}

/// Whether the service worker shows a notification with this tag within `at_most`. Listens from the moment of the
/// call.
pub fn shows(tag: &'static str, at_most: Duration) -> impl Future<Output = bool> {
    let shown = Promise::new(&mut |tell, _| drop(AWAITED.replace(Some((tag, tell)))));
    async move { js::with_timeout(shown.into(), at_most).await.is_ok() }
}

/// Listens to the service worker for the life of the page. Calls `tapped` with the path that belongs to a tapped
/// notification.
pub fn listen(mut tapped: impl FnMut(String) + 'static) {
    let Some(container) = container() else { return };
    let on_message = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
        let data = js::get(&event, "data");
        let text = |name: &str| js::get(&data, name).as_string();
        if let Some(path) = text("path") {
            // The worker waits for this answer; without it, it loads the page.
            let answer = js::get(&js::get(&event, "ports"), "0");
            drop(js::call(&answer, "postMessage", &[JsValue::TRUE]));
            tapped(path);
        } else if let Some(shown) = text("shown")
            && let Some((_, tell)) =
                AWAITED.with_borrow_mut(|awaited| awaited.take_if(|(tag, _)| *tag == shown))
        {
            drop(tell.call0(&JsValue::UNDEFINED));
        }
    });
    // Setting `onmessage`, unlike adding a listener, starts the delivery of queued messages.
    js::set(&container, "onmessage", &on_message.into_js_value());
}

/// Registers the service worker, which stores the app on the phone.
pub fn install() {
    if let Some(container) = container() {
        // This fails offline; the next start tries again.
        js::call_detached(&container, "register", &[script().into()]);
    }
}

/// Registers the service worker and keeps `waiting` true while a newer version is ready.
pub fn register(waiting: RwSignal<bool>) {
    spawn_local(async move {
        let registered = match container() {
            Some(container) => js::call_async_unbounded(&container, "register", &[script().into()])
                .await
                .inspect_err(|error| error_log::thrown("service worker", error))
                .ok(),
            None => None,
        };
        let Some(registration) = registered else {
            return watch_without(waiting);
        };
        watch(&registration, waiting);
        let on_return = Closure::<dyn FnMut()>::new(move || {
            if !document().hidden() {
                let registration = registration.clone();
                // This fails offline; the next return tries again.
                spawn_local(async move {
                    if let Err(error) = js::call_async_unbounded(&registration, "update", &[]).await {
                        error_log::thrown("service worker update", &error);
                    }
                });
            }
        });
        document()
            .add_event_listener_with_callback("visibilitychange", on_return.into_js_value().unchecked_ref())
            .ok();
    });
}

/// Without a service worker, asks the service for a newer build whenever the person returns.
fn watch_without(waiting: RwSignal<bool>) {
    visibility::on_resume(move || build::check_for_update(waiting));
}

/// The version that waits until the person accepts it.
fn waiting_in(registration: &JsValue) -> Option<JsValue> {
    let waiting = js::get(registration, "waiting");
    waiting.is_object().then_some(waiting)
}

fn watch(registration: &JsValue, waiting: RwSignal<bool>) {
    // Read the state at every event instead of relying on one, so that no update is missed.
    let look = {
        let registration = registration.clone();
        move || {
            let has_older =
                container().is_some_and(|container| js::get(&container, "controller").is_object());
            waiting.set(has_older && waiting_in(&registration).is_some());
        }
    };
    look();
    let found = {
        let registration = registration.clone();
        Closure::<dyn FnMut()>::new(move || {
            let new = js::get(&registration, "installing");
            if !new.is_object() {
                return look();
            }
            let look = look.clone();
            let changed = {
                let new = new.clone();
                Closure::<dyn FnMut()>::new(move || {
                    if js::get(&new, "state") != "installing" {
                        look();
                    }
                })
            };
            js::set(&new, "onstatechange", &changed.into_js_value());
        })
    };
    js::set(registration, "onupdatefound", &found.into_js_value());
}

/// Unregisters the service worker and deletes the cached app, as part of erasing everything.
pub async fn forget() {
    if let Some(registration) = registration().await {
        drop(js::call_async(&registration, "unregister", &[]).await);
    }
    let caches = js::of_window("caches");
    let Some(names) = js::call_async(&caches, "keys", &[])
        .await
        .ok()
        .filter(Array::is_array)
    else {
        return;
    };
    for name in Array::from(&names)
        .iter()
        .filter_map(|name| name.as_string())
        // Leave the other app's caches alone.
        .filter(|name| name.starts_with(CASEWORKERS) == page::is_caseworkers())
    {
        drop(js::call_async(&caches, "delete", &[name.into()]).await);
    }
}
