//! x

use leptos::prelude::*;
use mijn_brug_plan::ids::AppointmentId;

/// The screen.
pub fn appointment(id: Option<AppointmentId>) -> impl IntoView {
    view! { <p></p> }
}
