//! The resident's program.

use leptos::prelude::*;

fn main() {
    mount_to_body(|| view! { <h1>"Mijn Brug"</h1> });
}
