//! x

use leptos::prelude::*;

/// The screen.
pub fn display() -> impl IntoView {
    view! { <p></p> }
}
