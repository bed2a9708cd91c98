//! Notes that the page and its service worker leave for each other. They are in a browser cache, the only storage that
//! both can reach without a database. A write is on disk at once, and erasing everything deletes it.

use wasm_bindgen::JsValue;

use super::{error_log, js};

/// The name of the cache, the same as in `src/worker/push.js`.
const CACHE: &str = "mijn-brug-notes";

async fn cache() -> Result<JsValue, JsValue> {
    js::call_async(&js::of_window("caches"), "open", &[CACHE.into()]).await
}

/// The URL of a note in the cache. Nothing is ever fetched from it.
fn place(name: &str) -> JsValue {
    format!("/notes/{name}").into()
}

/// The text of a note; `None` if there is none.
pub async fn read(name: &str) -> Option<String> {
    let answer = js::call_async(&cache().await.ok()?, "match", &[place(name)])
        .await
        .ok()?;
    js::call_async(&answer, "text", &[]).await.ok()?.as_string()
}

/// Writes a note, replacing any earlier one. `false` if the browser cannot store it.
pub async fn write(name: &str, text: &str) -> bool {
    let write = async {
        let answer = leptos::web_sys::Response::new_with_opt_str(Some(text))?;
        js::call_async(&cache().await?, "put", &[place(name), answer.into()]).await
    };
    let written = write.await;
    written
        .inspect_err(|error| error_log::thrown("worker cache", error))
        .is_ok()
}

/// Deletes a note, if there is one.
pub async fn forget(name: &str) {
    if let Ok(cache) = cache().await {
        drop(js::call_async(&cache, "delete", &[place(name)]).await);
    }
}
