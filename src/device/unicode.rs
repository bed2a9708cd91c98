//! Unicode's tables, which every browser has.

use js_sys::JsString;

/// A text in a normalization form, named as in `String.prototype.normalize`: `NFC` or `NFD`.
pub fn normalize(text: &str, form: &str) -> String {
    JsString::from(text).normalize(form).into()
}
