//! Randomness, from the browser's own source.

use leptos::web_sys;

/// Fills an array with random bytes.
///
/// A browser without its source of randomness cannot keep a secret, so nothing may be made there: the bytes stay zero
/// only on a platform that does not exist among those that run WebAssembly.
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    if let Some(crypto) = web_sys::window().and_then(|window| window.crypto().ok()) {
        crypto.get_random_values_with_u8_array(&mut bytes).ok();
    }
    bytes
}
