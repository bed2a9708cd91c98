//! Meer.

use leptos::prelude::*;

pub mod backup;
pub mod display;
pub mod erase;
pub mod install;
pub mod pin;
pub mod privacy;
pub mod rest;

/// The screen.
pub fn more() -> impl IntoView {
    view! { <p></p> }
}
