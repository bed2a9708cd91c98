//! x

use leptos::prelude::*;

/// The screen.
pub fn look_back() -> impl IntoView {
    view! { <p></p> }
}
