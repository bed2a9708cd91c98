//! A part of a screen that follows the state.

use leptos::prelude::*;

/// Draws what `draw` returns, and again whenever something that it read has changed.
///
/// The closure is boxed, so that all these parts share one instance of Leptos's drawing code: each closure type would
/// otherwise bring its own, 1 to 2 kB of WebAssembly.
pub fn live(draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let draw: Box<dyn Fn() -> AnyView + Send> = Box::new(draw);
    draw.into_any()
}
