//! Push messages: what the browser can do, what the person lets it do, and the subscription.

use std::time::Duration;

use mijn_brug_sync::reminders::Subscription;
use serde::Deserialize;
use wasm_bindgen::JsValue;

use super::{js, worker};

/// How long a push service may take to give a subscription: without a network, Chromium would wait for ever.
const SUBSCRIBE_WITHIN: Duration = Duration::from_secs(30);

/// How long a person may think about the browser's question: some browsers never show it, and never answer.
const ANSWER_WITHIN: Duration = Duration::from_mins(1);

/// Whether push messages can come here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Support {
    /// They can.
    Yes,
    /// Once the app is on the home screen: an iPhone gives nothing to a page in Safari.
    FromHomeScreen,
    /// In the browser: this is a window inside another app.
    InBrowser,
    /// The browser has none.
    No,
}

/// What the person said to the browser's question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// Yes.
    Granted,
    /// No: only the browser's own settings can change it.
    Denied,
    /// Nothing yet.
    Open,
}

fn notification() -> JsValue {
    js::of_window("Notification")
}

/// What the person said.
pub fn permission() -> Permission {
    match js::get(&notification(), "permission").as_string().as_deref() {
        Some("granted") => Permission::Granted,
        Some("denied") => Permission::Denied,
        _ => Permission::Open,
    }
}

/// Has the browser ask the person. It asks before this returns, because it must happen within a tap.
pub fn ask() -> impl Future<Output = Permission> {
    let promise = js::call(&notification(), "requestPermission", &[]);
    async {
        if let Ok(promise) = promise {
            // What the promise gives is what `permission` says from then on.
            drop(js::within(promise, ANSWER_WITHIN).await);
        }
        permission()
    }
}

/// `PushSubscription.toJSON()` of <https://www.w3.org/TR/push-api/>.
#[derive(Deserialize)]
struct Form {
    endpoint: String,
    keys: Keys,
}

#[derive(Deserialize)]
struct Keys {
    p256dh: String,
    auth: String,
}

fn read(subscription: &JsValue) -> Option<Subscription> {
    let json: String = js_sys::JSON::stringify(subscription).ok()?.into();
    let Form { endpoint, keys } = serde_json::from_slice(json.as_bytes()).ok()?;
    Some(Subscription {
        endpoint,
        p256dh: keys.p256dh,
        auth: keys.auth,
    })
}

async fn found() -> Option<JsValue> {
    let manager = js::get(&worker::registration().await?, "pushManager");
    let found = js::ask(&manager, "getSubscription", &[]).await.ok()?;
    found.is_object().then_some(found)
}

/// The subscription of this browser, if it has one.
pub async fn subscription() -> Option<Subscription> {
    read(&found().await?)
}

/// Subscribes with the service's key, in the place of an earlier subscription with another key. `None` when the browser or its push
/// service gives none.
pub async fn subscribe(key: &str) -> Option<Subscription> {
    let options = js::object(&[
        ("userVisibleOnly", JsValue::TRUE),
        ("applicationServerKey", key.into()),
    ]);
    let manager = js::get(&worker::active().await?, "pushManager");
    let promise = js::call(&manager, "subscribe", &[options]).ok()?;
    read(&js::within(promise, SUBSCRIBE_WITHIN).await.ok()?)
}

/// Ends the subscription, so that nothing arrives any more.
pub async fn unsubscribe() {
    if let Some(found) = found().await {
        drop(js::ask(&found, "unsubscribe", &[]).await);
    }
}

/// Takes the number off the app's icon, where there is one.
pub fn clear_badge() {
    js::tell(&js::navigator(), "clearAppBadge", &[]);
}
