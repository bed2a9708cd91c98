//! Mijn plan.

use leptos::prelude::*;

pub mod goal;
pub mod look_back;
pub mod mini_step;
pub mod new_goal;
pub mod new_mini_step;
pub mod print;

/// The screen.
pub fn plan() -> impl IntoView {
    view! { <p></p> }
}
