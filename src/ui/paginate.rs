//! Shows long lists in portions: somebody with three hundred goals sees the first ones and a button for more. Hidden
//! rows are not in the page, so an old plan opens as fast as a new one.

use leptos::html::Div;
use leptos::prelude::*;

use super::screen::{Button, Weight};
use super::texts::tf;
use crate::device::page;

/// The number of cards, such as goals and steps, in a portion.
pub const CARDS: usize = 10;

/// The number of lines, such as mini-steps, in a portion.
pub const LINES: usize = 20;

/// How many rows of a list are shown.
#[derive(Clone, Copy)]
pub struct Portion {
    at_once: usize,
    shown: RwSignal<usize>,
    place: NodeRef<Div>,
}

impl Portion {
    /// Shows `at_once` rows at first, and as many more at each press.
    pub fn new(at_once: usize) -> Self {
        Self {
            at_once,
            shown: RwSignal::new(at_once),
            place: NodeRef::new(),
        }
    }

    /// The number of rows to show of `n_rows`. Tracked. Up to a quarter more than `at_once` are shown at first.
    pub fn n_shown(self, n_rows: usize) -> usize {
        let shown = self.shown.get();
        if n_rows <= self.at_once.saturating_add(self.at_once / 4) {
            n_rows
        } else {
            shown.min(n_rows)
        }
    }

    /// The button that shows more of `n_rows`, to place after the list.
    pub fn more(self, n_rows: Signal<usize>) -> AnyView {
        let Self {
            at_once,
            shown,
            place,
        } = self;
        let more = Callback::new(move |()| {
            shown.update(|shown| *shown = shown.saturating_add(at_once));
            if shown.get_untracked() >= n_rows.get_untracked() {
                // The button is gone, so keep the focus in its place.
                page::after_paint(move || {
                    if let Some(place) = place.try_get_untracked().flatten() {
                        place.focus().ok();
                    }
                });
            }
        });
        let button = move || {
            let n_rows = n_rows.get();
            let left = n_rows.saturating_sub(self.n_shown(n_rows));
            (left > 0).then(|| {
                let label = tf("list.more", &[("n", &left.to_string())]);
                view! { <Button label weight=Weight::Subtle on_click=more /> }.into_any()
            })
        };
        view! { <div class="mb-actions mb-no-print" tabindex="-1" node_ref=place>{button}</div> }.into_any()
    }
}

/// Returns the rows, of which those after the first `at_once` are added on demand, and the button that adds them, to
/// place after the list.
pub fn paginate(mut rows: Vec<AnyView>, at_once: usize) -> (AnyView, AnyView) {
    let n_rows = rows.len();
    let portion = Portion::new(at_once);
    if untrack(|| portion.n_shown(n_rows)) == n_rows {
        return (rows.into_any(), ().into_any());
    }
    let mut rest = rows.split_off(at_once);
    let mut drawn = rows;
    let mut before = at_once;
    while !rest.is_empty() {
        let later = rest.split_off(at_once.min(rest.len()));
        let chunk = StoredValue::new_local(Some(rest));
        let is_shown = Memo::new(move |_| portion.shown.get() > before);
        drawn.push(
            (move || {
                if is_shown.get() {
                    chunk.try_update_value(Option::take).flatten()
                } else {
                    None
                }
            })
            .into_any(),
        );
        before = before.saturating_add(at_once);
        rest = later;
    }
    (drawn.into_any(), portion.more(Signal::stored(n_rows)))
}
