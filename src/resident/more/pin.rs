//! The pin code, for shared phones.

use leptos::prelude::*;

use crate::resident::state::{App, Locked};

/// The screen.
pub fn pin() -> impl IntoView {
    view! { <p></p> }
}

/// Asks for the pin code before anything is shown.
pub fn ask(_locked: Locked, _open: Callback<App>) -> impl IntoView {
    view! { <p></p> }
}
