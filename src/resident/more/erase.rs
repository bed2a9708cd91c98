//! x

use leptos::prelude::*;

/// The screen.
pub fn erase() -> impl IntoView {
    view! { <p></p> }
}
