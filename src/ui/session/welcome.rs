//! Part 1: welcome, and what stands out since the last time.

use mijn_brug_plan::ids::ReviewId;

use super::Table;
use crate::device::clock;
use crate::ui::dom::{IntoNode, Node, view};
use crate::ui::format;
use crate::ui::texts::{t, tf};

/// The part.
pub fn welcome(table: Table, review: ReviewId) -> Node {
    let began = table.plan_now(|plan| plan.reviews.get(&review).map(|review| review.day));
    let resumed = began.filter(|day| *day != clock::today()).map(
        |day| view! { <p class="mb-muted">{tf("session.resumed", &[("day", &format::short_day(day))])}</p> },
    );
    let greeting = match table.resident() {
        name if name.is_empty() => t("session.hello"),
        name => tf("session.hello_name", &[("name", &name)]),
    };
    view! {
        <p class="mb-lead" dir="auto">{greeting}</p>
        {resumed}
    }
    .into_node()
}
