//! x

use leptos::prelude::*;

/// The screen.
pub fn urgency() -> impl IntoView {
    view! { <p></p> }
}
