//! x

use leptos::prelude::*;
use mijn_brug_plan::ids::DomainId;

/// The screen.
pub fn new_goal(domain: Option<DomainId>) -> impl IntoView {
    view! { <p></p> }
}
