//! Part 8: what came of the session, on one sheet of paper.

use leptos::prelude::*;
use mijn_brug_plan::ids::ReviewId;

use super::Table;
use crate::device::page;
use crate::ui::dom::{IntoNode, Node, view};
use crate::ui::format;
use crate::ui::screen::Act;
use crate::ui::texts::{t, tf};

/// The part, and the sheet of a session that was closed.
pub fn summary(table: Table, review: ReviewId) -> Node {
    let day = table.plan_now(|plan| plan.reviews.get(&review).map(|review| review.day));
    let day = day.map(|day| tf("session.of_day", &[("day", &format::short_day(day))]));
    view! {
        <div class="mb-paper"><p class="mb-muted">{day}</p></div>
        <div class="mb-actions mb-no-print">
            <Act label=t("summary.print") icon="printer" on_click=Callback::new(|()| page::print()) />
        </div>
    }
    .into_node()
}
