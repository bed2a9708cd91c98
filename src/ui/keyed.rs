//! Replaces one screen by another.

use leptos::prelude::*;

/// Draws what `key` stands for, and draws it from scratch when the key changes. Leptos would patch the existing
/// elements, so focus, open `<details>` and typed text would leak from one screen to the next.
pub fn keyed<K>(key: Memo<K>, draw: impl Fn(&K) -> AnyView + Clone + Send + 'static) -> AnyView
where
    K: Clone + PartialEq + Send + Sync + 'static,
{
    (move || {
        let key = key.get();
        let draw = draw.clone();
        // Leptos never patches one closure view into another.
        (move || draw(&key)).into_any()
    })
    .into_any()
}
