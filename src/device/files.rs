//! Files that the person saves and opens.

use js_sys::{Array, Uint8Array};
use leptos::prelude::{document, set_timeout};
use leptos::web_sys;
use wasm_bindgen::JsCast;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlInputElement, Url};

use super::js;

/// How long a download's bytes are kept.
const KEEP_FOR: std::time::Duration = std::time::Duration::from_mins(1);

/// How long reading a chosen file may take: it may lie at a cloud.
const READ_WITHIN: std::time::Duration = std::time::Duration::from_mins(1);

/// Offers bytes as a download. `None` when the browser refuses.
pub fn save(name: &str, media_type: &str, bytes: &[u8]) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let anchor: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
    anchor.set_href(&address);
    anchor.set_download(name);
    anchor.click();
    // Safari begins to read the file only after this function has returned.
    set_timeout(move || drop(Url::revoke_object_url(&address)), KEEP_FOR);
    Some(())
}

/// The bytes of the file that was chosen, at most `max`; `None` when there is none or it is larger.
pub async fn chosen(input: &HtmlInputElement, max: f64) -> Option<Vec<u8>> {
    let file = input.files()?.get(0)?;
    if file.size() > max {
        return None;
    }
    let buffer = js::ask_within(&file, "arrayBuffer", &[], READ_WITHIN)
        .await
        .ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}
