//! x

use leptos::prelude::*;

/// The screen.
pub fn privacy() -> impl IntoView {
    view! { <p></p> }
}
