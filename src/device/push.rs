//! Push messages: browser support, permission and the subscription.

use std::time::Duration;

use mijn_brug_sync::reminders::Subscription;
use serde::Deserialize;
use wasm_bindgen::JsValue;

use super::{error_log, js, worker};

/// Time limit for a subscription. Without a network, Chromium would wait forever.
const SUBSCRIBE_WITHIN: Duration = Duration::from_secs(30);

/// How long the person may think about the browser's question. Some browsers never show it and never answer.
const ANSWER_WITHIN: Duration = Duration::from_mins(1);

/// Whether push messages can arrive here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Support {
    /// They can.
    Yes,
    /// Only after the app is installed on the home screen: iOS offers a page in Safari no push messages.
    FromHomeScreen,
    /// Only in the real browser: this is an in-app browser.
    InBrowser,
    /// Not in this browser.
    No,
}

/// The person's answer to the browser's question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Permission {
    /// Yes.
    Granted,
    /// No. Only the browser's own settings can change it.
    Denied,
    /// No answer yet.
    Open,
}

fn notification() -> JsValue {
    js::of_window("Notification")
}

/// The current permission.
pub fn permission() -> Permission {
    match js::get(&notification(), "permission").as_string().as_deref() {
        Some("granted") => Permission::Granted,
        Some("denied") => Permission::Denied,
        _ => Permission::Open,
    }
}

/// Makes the browser ask for permission. It asks before this function returns, because it must happen within a tap.
pub fn ask() -> impl Future<Output = Permission> {
    let promise = js::call(&notification(), "requestPermission", &[]);
    async {
        if let Ok(promise) = promise {
            // Ignore the promise's value: `permission` returns the same from now on.
            drop(js::with_timeout(promise, ANSWER_WITHIN).await);
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
    let found = js::call_async(&manager, "getSubscription", &[]).await.ok()?;
    found.is_object().then_some(found)
}

/// The subscription of this browser, if it has one.
pub async fn subscription() -> Option<Subscription> {
    read(&found().await?)
}

/// Subscribes with the service's key, replacing a subscription with another key. `None` if the browser or its push
/// service refuses.
pub async fn subscribe(key: &str) -> Option<Subscription> {
    let options = js::object(&[
        ("userVisibleOnly", JsValue::TRUE),
        ("applicationServerKey", key.into()),
    ]);
    let manager = js::get(&worker::active().await?, "pushManager");
    let subscribed = js::call_async_within(&manager, "subscribe", &[options], SUBSCRIBE_WITHIN).await;
    let subscribed = subscribed.inspect_err(|error| error_log::thrown("push subscription", error));
    read(&subscribed.ok()?)
}

/// Ends the subscription, so that no more messages arrive.
pub async fn unsubscribe() {
    if let Some(found) = found().await {
        drop(js::call_async(&found, "unsubscribe", &[]).await);
    }
}

/// Clears the badge on the app's icon, if there is one.
pub fn clear_badge() {
    js::call_detached(&js::navigator(), "clearAppBadge", &[]);
}
