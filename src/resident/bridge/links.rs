//! x

use leptos::prelude::*;

/// The screen.
pub fn links() -> impl IntoView {
    view! { <p></p> }
}
