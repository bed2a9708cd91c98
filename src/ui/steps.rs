//! The mini-steps of a step as a list that stays short, however long people go on.

use leptos::prelude::*;
use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::texts::tn;
use super::window::window;

/// How many done mini-steps stand open. Earlier ones are behind a fold, so that what is to do is near.
const RECENT: usize = 3;

/// The list: each row with the day on which it was done. So many rows are shown at once.
pub fn steps(rows: Vec<(Option<NaiveDate>, AnyView)>, at_once: usize) -> AnyView {
    let done = rows.iter().enumerate();
    let mut done: Vec<(NaiveDate, usize)> = done
        .filter_map(|(place, (day, _))| Some(((*day)?, place)))
        .collect();
    done.sort_unstable();
    done.truncate(done.len().saturating_sub(RECENT));
    let n_before = done.len();
    let done: BTreeSet<usize> = done.into_iter().map(|(_, place)| place).collect();
    let (mut before, mut shown) = (Vec::new(), Vec::new());
    for (place, (_, row)) in rows.into_iter().enumerate() {
        if done.contains(&place) {
            &mut before
        } else {
            &mut shown
        }
        .push(row);
    }
    let list = |rows: Vec<AnyView>| {
        (!rows.is_empty()).then(|| {
            let (rows, more) = window(rows, at_once);
            view! { <ol class="mb-steps">{rows}</ol>{more} }
        })
    };
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
    .into_any()
}
