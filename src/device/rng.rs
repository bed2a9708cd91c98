//! Random bytes from the browser's cryptographic generator.

use js_sys::Uint8Array;

use super::{js, page};

/// An array of random bytes.
///
/// Keys are made of these bytes, so there is no fallback: without a source of randomness the page says so and the
/// program throws, before anything is sealed or stored. `first-paint.js` checks the same before the program is
/// fetched.
pub fn bytes<const N: usize>() -> [u8; N] {
    if let Some(bytes) = random() {
        return bytes;
    }
    page::cannot("random");
    wasm_bindgen::throw_str("this browser has no source of randomness")
}

/// `None` if there is no source, if it throws, or if it leaves the bytes at zero.
fn random<const N: usize>() -> Option<[u8; N]> {
    let length = u32::try_from(N).ok()?;
    // Ask for at least [`LEAST`] bytes, so that all of them being zero by chance never happens.
    let asked = Uint8Array::new_with_length(length.max(LEAST));
    js::call(
        &js::of_window("crypto"),
        "getRandomValues",
        &[asked.clone().into()],
    )
    .ok()?;
    let asked = asked.to_vec();
    if asked.iter().all(|byte| *byte == 0) {
        return None;
    }
    asked.get(..N)?.try_into().ok()
}

/// Minimum number of random bytes to request.
const LEAST: u32 = 16;
