//! Unicode's tables, which the browser has already.

use super::js;

/// A text in a normalization form, `NFC` or `NFD`; as it is where the browser cannot say.
pub fn normalize(text: &str, form: &str) -> String {
    let normalized = js::call(&text.into(), "normalize", &[form.into()]);
    normalized
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_else(|| text.to_owned())
}
