//! A code to type, in its groups, so that one can compare them one by one. No translation changes it.

use super::dom::{Node, view};

/// Draws a code whose groups are parted by hyphens; `class` sets its size.
pub fn code(code: &str, class: &'static str) -> Node {
    let groups: Vec<Node> = code
        .split('-')
        .map(|group| view! { <span>{group.to_owned()} " "</span> })
        .collect();
    view! { <p class=class dir="ltr" translate="no">{groups}</p> }
}
