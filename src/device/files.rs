//! Files that the person saves and opens.
//!
//! A page never learns whether a file arrived: a download may be blocked without a word, as in the browsers inside other
//! apps, and a share sheet says only that something was chosen. So nothing here claims that a file was saved.

use js_sys::{Array, Uint8Array};
use leptos::prelude::{document, set_timeout};
use leptos::web_sys;
use send_wrapper::SendWrapper;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, HtmlInputElement, Url};

use super::{js, page};

/// How long reading a chosen file may take: it may lie at a cloud.
const READ_WITHIN: std::time::Duration = std::time::Duration::from_mins(1);

/// How long the bytes behind an address are kept.
const KEEP_FOR: std::time::Duration = std::time::Duration::from_mins(1);

/// A file on its way out of the page.
#[derive(Clone)]
pub struct Outgoing {
    /// Its name.
    pub name: String,
    blob: SendWrapper<Blob>,
    /// The same as a `File`, which a share sheet asks for; `undefined` where the browser has none.
    file: SendWrapper<JsValue>,
}

/// What became of sharing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shared {
    /// The share sheet was open and something was chosen.
    Handed,
    /// The person closed it.
    Closed,
    /// The browser wants a tap first: the one that began this is too long ago.
    NeedsTap,
    /// The browser refuses this file.
    Refused,
}

impl Outgoing {
    /// A file of these bytes. `None` when the browser makes none.
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

    /// Whether the browser has a share sheet for it.
    pub fn can_share(&self) -> bool {
        let navigator = js::navigator();
        !self.file.is_undefined()
            && js::can(&navigator, "share")
            && js::call(&navigator, "canShare", &[self.to_share()]).is_ok_and(|can| can.is_truthy())
    }

    /// Opens the share sheet, and waits for what the person does there.
    pub async fn share(&self) -> Shared {
        let activation = js::of_navigator("userActivation");
        // Asked without a tap, a browser refuses as it refuses a file.
        if !activation.is_undefined() && js::get(&activation, "isActive").is_falsy() {
            return Shared::NeedsTap;
        }
        match js::ask_for_ever(&js::navigator(), "share", &[self.to_share()]).await {
            Ok(_) => Shared::Handed,
            Err(error) if js::get(&error, "name").as_string().as_deref() == Some("AbortError") => {
                Shared::Closed
            }
            Err(_) => Shared::Refused,
        }
    }

    /// Asks the browser to download it. `None` when it cannot be asked.
    pub fn download(&self) -> Option<()> {
        let address = self.address()?;
        let anchor: HtmlAnchorElement = document().create_element("a").ok()?.dyn_into().ok()?;
        anchor.set_href(&address);
        anchor.set_download(&self.name);
        anchor.click();
        Some(())
    }

    /// Opens it in a tab of its own. `None` when the browser refuses that.
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
        // Safari begins to read the file only after this function has returned.
        set_timeout(move || drop(Url::revoke_object_url(&kept)), KEEP_FOR);
        Some(address)
    }
}

/// Whether this device is held in the hand: there a share sheet knows where files go, and a folder of downloads is hard to find.
pub fn is_in_hand() -> bool {
    page::matches("(pointer: coarse)")
}

/// Whether the browser copies text.
pub fn can_copy() -> bool {
    js::can(&js::of_navigator("clipboard"), "writeText")
}

/// Copies a text. `None` when the browser refuses.
pub async fn copy(text: &str) -> Option<()> {
    let clipboard = js::of_navigator("clipboard");
    let copied = js::ask(&clipboard, "writeText", &[text.into()]).await;
    copied.ok().map(drop)
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
