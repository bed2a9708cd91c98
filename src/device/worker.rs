//! The service worker: the app offline, and its updates. A new version waits until the person says so; it never takes
//! over in the middle of something.

use leptos::prelude::*;
use leptos::web_sys;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState};

use super::page;

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
        set_timeout(page::reload, std::time::Duration::from_secs(2));
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
