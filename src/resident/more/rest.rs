//! x

use leptos::prelude::*;

/// The screen.
pub fn rest() -> impl IntoView {
    view! { <p></p> }
}
