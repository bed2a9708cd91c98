//! Notes that the page and its service worker write for each other. They lie in a cache of the browser's, the one store that
//! both reach without a database; it is safe on the disk at once, and goes when everything is erased.

use wasm_bindgen::JsValue;

use super::js;

/// The cache; `src/worker/push.js` has the same name.
const CACHE: &str = "mijn-brug-notes";

async fn cache() -> Result<JsValue, JsValue> {
    js::ask(&js::of_window("caches"), "open", &[CACHE.into()]).await
}

/// Where a note lies in the cache. Nothing is ever fetched from there.
fn place(name: &str) -> JsValue {
    format!("/notes/{name}").into()
}

/// What stands in a note; `None` when there is none.
pub async fn read(name: &str) -> Option<String> {
    let answer = js::ask(&cache().await.ok()?, "match", &[place(name)])
        .await
        .ok()?;
    js::ask(&answer, "text", &[]).await.ok()?.as_string()
}

/// Writes a note in the place of what stood there. `false` when the browser keeps nothing.
pub async fn write(name: &str, text: &str) -> bool {
    let write = async {
        let answer = leptos::web_sys::Response::new_with_opt_str(Some(text))?;
        js::ask(&cache().await?, "put", &[place(name), answer.into()]).await
    };
    write.await.is_ok()
}

/// Takes a note away; one that isn't there is no failure.
pub async fn forget(name: &str) {
    if let Ok(cache) = cache().await {
        drop(js::ask(&cache, "delete", &[place(name)]).await);
    }
}
