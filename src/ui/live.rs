//! A part of a screen that follows the state.

use super::dom::{IntoNode, Node};

/// Draws what `draw` returns, and again whenever something that it read has changed.
pub fn live(draw: impl Fn() -> Node + 'static) -> Node {
    draw.into_node()
}
