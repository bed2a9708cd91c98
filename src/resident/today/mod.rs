//! Vandaag: the one next mini-step.

use leptos::prelude::*;

pub mod appointment;
pub mod done;
pub mod not_done;

/// The screen.
pub fn today() -> impl IntoView {
    view! { <p></p> }
}
