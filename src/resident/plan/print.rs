//! x

use leptos::prelude::*;

/// The screen.
pub fn print() -> impl IntoView {
    view! { <p></p> }
}
