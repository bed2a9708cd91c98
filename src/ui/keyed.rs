//! One screen in the place of another.

use leptos::prelude::*;

/// Draws what `key` stands for, and draws it from scratch when the key changes. Leptos changes the elements that stand where a
/// closure draws again; of one screen nothing may stay on the next: no focus, no opened fold, no typed text.
pub fn keyed<K>(key: Memo<K>, draw: impl Fn(&K) -> AnyView + Clone + Send + 'static) -> AnyView
where
    K: Clone + PartialEq + Send + Sync + 'static,
{
    (move || {
        let key = key.get();
        let draw = draw.clone();
        // A view that is a closure itself is never changed into another one.
        (move || draw(&key)).into_any()
    })
    .into_any()
}
