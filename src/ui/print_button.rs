//! The button that prints.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::screen::{Act, Weight};
use super::texts::t;
use crate::device::paper;

/// Prints the screen. Not there where the browser cannot print; there, and when no print window shows up, it says what to do.
#[component]
pub fn PrintButton(
    /// What it says.
    #[prop(into)]
    label: String,
    /// What a person can do without a printer.
    #[prop(into)]
    instead: String,
    /// Primary unless said otherwise.
    #[prop(default = Weight::Primary)]
    weight: Weight,
) -> impl IntoView {
    let is_there = paper::can_print();
    let trouble = RwSignal::new((!is_there).then(|| t("print.cannot")));
    let print = Callback::new(move |()| {
        trouble.set(None);
        let printed = paper::print();
        spawn_local(async move {
            if !printed.await {
                trouble.try_set(Some(t("print.nothing")));
            }
        });
    });
    let button = is_there.then(|| view! { <Act label=label icon="printer" weight=weight on_click=print /> });
    view! {
        {button}
        <div role="status">
            {move || trouble.get().map(|words| view! { <p class="mb-hint">{words} " " {instead.clone()}</p> })}
        </div>
    }
}
