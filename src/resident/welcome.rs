//! x

use leptos::prelude::*;

/// The screen.
pub fn welcome() -> impl IntoView {
    view! { <p></p> }
}
