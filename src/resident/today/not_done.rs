//! x

use leptos::prelude::*;
use mijn_brug_plan::ids::MiniStepId;

/// The screen.
pub fn not_done(id: MiniStepId) -> impl IntoView {
    view! { <p></p> }
}
