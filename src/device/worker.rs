//! The service worker: the app offline, and its updates. A new version waits until the person says so; it never takes
//! over in the middle of something.

use std::cell::RefCell;
use std::time::Duration;

use js_sys::{Function, Promise};
use leptos::prelude::*;
use leptos::web_sys;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};

use super::{js, page};

/// Each of the two apps has a worker of its own, with a say over its own pages.
fn script() -> &'static str {
    if page::is_caseworkers() {
        "/begeleider/sw.js"
    } else {
        "/sw.js"
    }
}

/// How the names of the caseworker's copies begin (`caseworker-worker.js`).
const CASEWORKERS: &str = "begeleider-";

fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    // Absent in a private window of Firefox and on plain http.
    js_sys::Reflect::has(&navigator, &"serviceWorker".into())
        .ok()?
        .then(|| navigator.service_worker())
}

/// Whether the browser has service workers here.
pub fn is_there() -> bool {
    container().is_some()
}

/// How long a service worker may take until it is ready: at a first visit it fetches the whole app.
const READY_WITHIN: Duration = Duration::from_secs(30);

/// The registration, once its service worker is ready; `None` when there is none.
pub async fn active() -> Option<JsValue> {
    let ready = container()?.ready().ok()?;
    js::within(ready.into(), READY_WITHIN).await.ok()
}

/// The registration, ready or not; `None` when there is none.
pub async fn registration() -> Option<JsValue> {
    let found = JsFuture::from(container()?.get_registration()).await.ok()?;
    found.is_object().then_some(found)
}

thread_local! {
    /// Who waits for a notification with this tag.
    static AWAITED: RefCell<Option<(&'static str, Function)>> = const { RefCell::new(None) };
}

/// Whether the service worker shows a notification with this tag within a while. It listens from this call on.
pub fn shows(tag: &'static str, at_most: Duration) -> impl Future<Output = bool> {
    let shown = Promise::new(&mut |tell, _| drop(AWAITED.replace(Some((tag, tell)))));
    async move { js::within(shown.into(), at_most).await.is_ok() }
}

/// Listens to the service worker as long as the page lives: calls back with the path of what a tapped notification is about.
pub fn listen(mut tapped: impl FnMut(String) + 'static) {
    let Some(container) = container() else { return };
    let on_message = Closure::<dyn FnMut(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
        let data = event.data();
        let text = |name: &str| js::get(&data, name).as_string();
        if let Some(path) = text("path") {
            // It waits for this answer, and loads the page anew without one.
            let answer = event.ports().get(0);
            drop(js::call(&answer, "postMessage", &[JsValue::TRUE]));
            tapped(path);
        } else if let Some(shown) = text("shown")
            && let Some((_, tell)) =
                AWAITED.with_borrow_mut(|awaited| awaited.take_if(|(tag, _)| *tag == shown))
        {
            drop(tell.call0(&JsValue::UNDEFINED));
        }
    });
    // Set so, and not added, messages begin to flow.
    container.set_onmessage(Some(on_message.into_js_value().unchecked_ref()));
}

/// Has the browser keep the app on the phone.
pub fn install() {
    if let Some(container) = container() {
        // Offline this fails, and the next start asks again.
        spawn_local(async move { drop(JsFuture::from(container.register(script())).await) });
    }
}

/// Registers the service worker and keeps `waiting` true while a newer version is ready.
pub fn register(waiting: RwSignal<bool>) {
    let Some(container) = container() else { return };
    spawn_local(async move {
        let Ok(registration) = JsFuture::from(container.register(script())).await else {
            return;
        };
        let Ok(registration) = registration.dyn_into::<ServiceWorkerRegistration>() else {
            return;
        };
        watch(&registration, waiting);
        let on_return = {
            let registration = registration.clone();
            Closure::<dyn FnMut()>::new(move || {
                if !document().hidden() {
                    // A failure means offline; the next return asks again.
                    registration.update().ok();
                }
            })
        };
        document()
            .add_event_listener_with_callback("visibilitychange", on_return.into_js_value().unchecked_ref())
            .ok();
    });
}

fn watch(registration: &ServiceWorkerRegistration, waiting: RwSignal<bool>) {
    // Asked at every sign, not told by one event: so none can be missed.
    let look = {
        let registration = registration.clone();
        move || {
            let has_older = container().is_some_and(|container| container.controller().is_some());
            waiting.set(has_older && registration.waiting().is_some());
        }
    };
    look();
    let found = {
        let registration = registration.clone();
        Closure::<dyn FnMut()>::new(move || {
            let Some(new) = registration.installing() else {
                return look();
            };
            let look = look.clone();
            let changed = {
                let new = new.clone();
                Closure::<dyn FnMut()>::new(move || {
                    if new.state() != ServiceWorkerState::Installing {
                        look();
                    }
                })
            };
            new.set_onstatechange(Some(changed.into_js_value().unchecked_ref()));
        })
    };
    registration.set_onupdatefound(Some(found.into_js_value().unchecked_ref()));
}

/// Takes the new version. Reloads when it has taken over, or after two seconds: iPhones often miss the event.
pub fn take_update() {
    let Some(container) = container() else {
        return page::reload();
    };
    container.set_oncontrollerchange(Some(
        Closure::<dyn FnMut()>::new(page::reload)
            .into_js_value()
            .unchecked_ref(),
    ));
    spawn_local(async move {
        let registration = JsFuture::from(container.get_registration())
            .await
            .ok()
            .and_then(|found| found.dyn_into::<ServiceWorkerRegistration>().ok());
        let Some(new) = registration.and_then(|registration| registration.waiting()) else {
            return page::reload();
        };
        let message = js_sys::Object::new();
        js_sys::Reflect::set(&message, &"type".into(), &"SKIP_WAITING".into()).ok();
        new.post_message(&message).ok();
        set_timeout(page::reload, Duration::from_secs(2));
    });
}

/// Takes the service worker and its copies of the app away, as part of erasing everything.
pub async fn forget() {
    if let Some(container) = container() {
        let found = JsFuture::from(container.get_registration()).await.ok();
        let found = found.and_then(|found| found.dyn_into::<ServiceWorkerRegistration>().ok());
        if let Some(promise) = found.and_then(|registration| registration.unregister().ok()) {
            JsFuture::from(promise).await.ok();
        }
    }
    let Some(caches) = web_sys::window().and_then(|window| window.caches().ok()) else {
        return;
    };
    let Ok(names) = JsFuture::from(caches.keys()).await else {
        return;
    };
    for name in js_sys::Array::from(&names)
        .iter()
        .filter_map(|name| name.as_string())
        // The other app's copies are not this one's to take away.
        .filter(|name| name.starts_with(CASEWORKERS) == page::is_caseworkers())
    {
        JsFuture::from(caches.delete(&name)).await.ok();
    }
}
