//! x

use leptos::prelude::*;
use mijn_brug_plan::ids::GoalId;

/// The screen.
pub fn goal(id: GoalId) -> impl IntoView {
    view! { <p></p> }
}
