//! Unicode normalization, with the tables that every browser has.

use js_sys::JsString;

/// Normalizes a text. `form` is named as in `String.prototype.normalize`: `NFC` or `NFD`.
pub fn normalize(text: &str, form: &str) -> String {
    JsString::from(text).normalize(form).into()
}
