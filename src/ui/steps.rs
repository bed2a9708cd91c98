//! The mini-steps of a step, as a list that stays short however many there are.

use leptos::prelude::*;
use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::paginate::paginate;
use super::texts::tn;

/// The number of done mini-steps that are shown. Earlier ones are collapsed, so that open ones are near the top.
const RECENT: usize = 3;

/// Draws the list. Each row comes with the day on which it was done; `at_once` rows are shown at first.
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
            let (rows, more) = paginate(rows, at_once);
            view! { <ol class="mb-steps">{rows}</ol>{more} }.into_any()
        })
    };
    let before = list(before).map(|list| {
        view! {
            <details class="mb-details">
                <summary>{tn("seen.before", n_before)}</summary>
                {list}
            </details>
        }
        .into_any()
    });
    view! {
        {before}
        {list(shown)}
    }
    .into_any()
}
