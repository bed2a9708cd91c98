//! x

use leptos::prelude::*;

/// The screen.
pub fn install() -> impl IntoView {
    view! { <p></p> }
}
