//! Files that the person saves and opens.
//!
//! A page never learns whether a file was saved: a download may be blocked silently, as in in-app browsers, and a
//! share sheet only reports that something was chosen. So nothing here claims that a file was saved.

use js_sys::{Array, Uint8Array};
use leptos::prelude::{document, set_timeout};
use leptos::web_sys;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlInputElement, Url};

use super::{js, page};

/// Time limit for reading a chosen file, which may come from cloud storage.
const READ_WITHIN: std::time::Duration = std::time::Duration::from_mins(1);

/// How long an object URL stays valid.
const KEEP_FOR: std::time::Duration = std::time::Duration::from_mins(1);

/// A file on its way out of the page.
#[derive(Clone)]
pub struct Outgoing {
    /// The file name.
    pub name: String,
    blob: SendWrapper<Blob>,
    /// The same content as a `File`, which a share sheet needs; `undefined` where the browser has no such class.
    file: SendWrapper<JsValue>,
}

/// The result of sharing a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// The share sheet was open and the person chose a target.
    Handed,
    /// The person closed the share sheet.
    Closed,
    /// The browser requires a tap, and the last one was too long ago.
    NeedsTap,
    /// The browser refuses this file.
    Refused,
}

impl Outgoing {
    /// Creates a file with these bytes. `None` if the browser cannot.
    pub fn new(name: &str, media_type: &str, bytes: &[u8]) -> Option<Self> {
        let options = BlobPropertyBag::new();
        options.set_type(media_type);
        let parts = Array::of1(&Uint8Array::from(bytes));
        let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
        let options = js::object(&[("type", media_type.into())]);
        let file = js::construct("File", &[Array::of1(&blob).into(), name.into(), options]);
        Some(Self {
            name: name.to_owned(),
            blob: SendWrapper::new(blob),
            file: SendWrapper::new(file.unwrap_or_default()),
        })
    }

    fn to_share(&self) -> JsValue {
        js::object(&[("files", Array::of1(&self.file).into())])
    }

    /// Whether the browser can share this file through a share sheet.
    pub fn can_share(&self) -> bool {
        let navigator = js::navigator();
        !self.file.is_undefined()
            && js::can(&navigator, "share")
            && js::call(&navigator, "canShare", &[self.to_share()]).is_ok_and(|can| can.is_truthy())
    }

    /// Opens the share sheet and waits for the person's choice.
    pub async fn share(&self) -> Shared {
        let activation = js::of_navigator("userActivation");
        // Without a recent tap a browser refuses with the same error as for a file it cannot share, so check first.
        if !activation.is_undefined() && js::get(&activation, "isActive").is_falsy() {
            return Shared::NeedsTap;
        }
        match js::call_async_unbounded(&js::navigator(), "share", &[self.to_share()]).await {
            Ok(_) => Shared::Handed,
            Err(error) if js::get(&error, "name").as_string().as_deref() == Some("AbortError") => {
                Shared::Closed
            }
            Err(_) => Shared::Refused,
        }
    }

    /// Starts a download. `None` if the browser cannot.
    pub fn download(&self) -> Option<()> {
        let address = self.address()?;
        let anchor: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
        anchor.set_href(&address);
        anchor.set_download(&self.name);
        anchor.click();
        Some(())
    }

    /// Opens the file in a new tab. `None` if the browser refuses.
    pub fn open(&self) -> Option<()> {
        let tab = js::call(
            &js_sys::global(),
            "open",
            &[self.address()?.into(), "_blank".into()],
        );
        tab.ok().filter(JsValue::is_truthy).map(drop)
    }

    fn address(&self) -> Option<String> {
        let address = Url::create_object_url_with_blob(&self.blob).ok()?;
        let kept = address.clone();
        // Safari starts reading the file only after this function has returned, so revoke the URL later.
        set_timeout(move || drop(Url::revoke_object_url(&kept)), KEEP_FOR);
        Some(address)
    }
}

/// Whether this is a handheld device, where a share sheet knows where files go and the downloads folder is hard to
/// find.
pub fn is_in_hand() -> bool {
    page::matches("(pointer: coarse)")
}

/// Whether the browser can copy text to the clipboard.
pub fn can_copy() -> bool {
    js::can(&js::of_navigator("clipboard"), "writeText")
}

/// Copies a text to the clipboard. `None` if the browser refuses.
pub async fn copy(text: &str) -> Option<()> {
    let clipboard = js::of_navigator("clipboard");
    let copied = js::call_async(&clipboard, "writeText", &[text.into()]).await;
    copied.ok().map(drop)
}

/// Selects the content of an element, for the person to copy it.
pub fn select(id: &str) {
    if let Some(element) = document().get_element_by_id(id)
        && let Ok(selection) = js::call(&js_sys::global(), "getSelection", &[])
    {
        drop(js::call(&selection, "selectAllChildren", &[element.into()]));
    }
}

/// The bytes of the chosen file. `None` if no file was chosen, it is larger than `max` bytes, or it cannot be read.
pub async fn chosen(input: &HtmlInputElement, max: f64) -> Option<Vec<u8>> {
    let file = input.files()?.get(0)?;
    if file.size() > max {
        return None;
    }
    let buffer = js::call_async_within(&file, "arrayBuffer", &[], READ_WITHIN)
        .await
        .ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}
