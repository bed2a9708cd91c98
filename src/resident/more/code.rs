//! A code to type or to scan.

use crate::ui::dom::{Node, view};

/// A code in its groups, so that one can compare them one by one.
pub fn groups(code: &str) -> Node {
    let groups: Vec<Node> = code
        .split('-')
        .map(|group| view! { <span>{group.to_owned()} " "</span> })
        .collect();
    view! { <p class="mb-code" dir="ltr">{groups}</p> }
}
