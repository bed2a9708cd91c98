//! A counter: the least that a Leptos page can be. `cargo xtask bench` sets the app's times beside it.
use leptos::prelude::*;

fn main() {
    mount_to_body(|| {
        let (count, set_count) = signal(0);
        view! { <main><h1>"Minimal"</h1><button on:click=move |_| set_count.update(|n| *n += 1)>{count}</button></main> }
    });
}
