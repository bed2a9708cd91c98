//! The mini-steps of a step as a list that stays short, however long people go on.

use super::dom::{IntoNode, Node, view};
use super::texts::tn;

/// How many done mini-steps stand open. Earlier ones are behind a fold, so that what is to do is near.
const RECENT: usize = 3;

/// The list: each row with whether it is done.
pub fn steps(rows: impl Iterator<Item = (bool, Node)>) -> Node {
    let (done, all): (Vec<bool>, Vec<Node>) = rows.unzip();
    let n_before = done
        .iter()
        .filter(|is_done| **is_done)
        .count()
        .saturating_sub(RECENT);
    let mut n_done = 0;
    let is_before = done.iter().map(|is_done| {
        n_done += usize::from(*is_done);
        *is_done && n_done <= n_before
    });
    let (mut before, mut shown) = (Vec::new(), Vec::new());
    for (is_before, row) in is_before.zip(all) {
        if is_before { &mut before } else { &mut shown }.push(row);
    }
    let list = |rows: Vec<Node>| (!rows.is_empty()).then(|| view! { <ol class="mb-steps">{rows}</ol> });
    let before = list(before).map(|list| {
        view! {
            <details class="mb-details">
                <summary>{tn("seen.before", n_before)}</summary>
                {list}
            </details>
        }
    });
    view! {
        {before}
        {list(shown)}
    }
    .into_node()
}
