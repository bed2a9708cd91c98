//! Mijn brug.

use leptos::prelude::*;

pub mod links;
pub mod position;
pub mod urgency;

/// The screen.
pub fn bridge() -> impl IntoView {
    view! { <p></p> }
}
