//! x

use leptos::prelude::*;

/// The screen.
pub fn backup() -> impl IntoView {
    view! { <p></p> }
}
