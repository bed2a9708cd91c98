//! The mini-steps of a step as a list that stays short, however long people go on.

use chrono::NaiveDate;

use super::dom::{IntoNode, Node, view};
use super::texts::tn;

/// How many done mini-steps stand open. Earlier ones are behind a fold, so that what is to do is near.
const RECENT: usize = 3;

/// The list: each row with the day on which it was done.
pub fn steps(rows: Vec<(Option<NaiveDate>, Node)>) -> Node {
    let done = rows.iter().enumerate();
    let mut done: Vec<(NaiveDate, usize)> = done
        .filter_map(|(place, (day, _))| Some(((*day)?, place)))
        .collect();
    done.sort_unstable();
    done.truncate(done.len().saturating_sub(RECENT));
    let n_before = done.len();
    let (mut before, mut shown) = (Vec::new(), Vec::new());
    for (place, (_, row)) in rows.into_iter().enumerate() {
        let is_before = done.iter().any(|(_, earlier)| *earlier == place);
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
