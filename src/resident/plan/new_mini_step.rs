//! x

use leptos::prelude::*;
use mijn_brug_plan::ids::StepId;

/// The screen.
pub fn new_mini_step(step: StepId) -> impl IntoView {
    view! { <p></p> }
}
