//! Randomness, from the browser's own source.

use js_sys::Uint8Array;

use super::{js, page};

/// An array of random bytes.
///
/// Keys are made of them, so there are no others: without a source of randomness the page says so and the program ends here,
/// before anything is sealed or stored. `first-paint.js` asks the same before the program is fetched.
pub fn bytes<const N: usize>() -> [u8; N] {
    if let Some(bytes) = random() {
        return bytes;
    }
    page::cannot("random");
    wasm_bindgen::throw_str("this browser has no source of randomness")
}

/// `None` when there is no source, when it throws, and when it leaves the bytes as they were.
fn random<const N: usize>() -> Option<[u8; N]> {
    let length = u32::try_from(N).ok()?;
    // More than was asked for: that all of so many are zero by chance never happens.
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

/// How many bytes are asked for at least.
const LEAST: u32 = 16;
