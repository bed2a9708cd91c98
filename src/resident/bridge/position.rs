//! x

use leptos::prelude::*;
use mijn_brug_plan::ids::DomainId;

/// The screen.
pub fn position(domain: DomainId) -> impl IntoView {
    view! { <p></p> }
}
