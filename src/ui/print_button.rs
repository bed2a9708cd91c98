//! A print button.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::screen::{Button, Weight};
use super::texts::t;
use crate::device::print_fit;

/// Prints the screen. Hidden if the browser cannot print. Then, and when no print dialog appears, a text says what to
/// do.
#[component]
pub fn PrintButton(
    /// The label.
    #[prop(into)]
    label: String,
    /// What to do without a printer.
    #[prop(into)]
    instead: String,
    /// Primary by default.
    #[prop(default = Weight::Primary)]
    weight: Weight,
) -> impl IntoView {
    let is_there = print_fit::can_print();
    let trouble = RwSignal::new((!is_there).then(|| t("print.cannot")));
    let print = Callback::new(move |()| {
        trouble.set(None);
        let printed = print_fit::print();
        spawn_local(async move {
            if !printed.await {
                trouble.try_set(Some(t("print.nothing")));
            }
        });
    });
    let button = is_there
        .then(|| view! { <Button label=label icon="printer" weight=weight on_click=print /> }.into_any());
    view! {
        {button}
        <div role="status">
            {move || trouble.get().map(|words| view! { <p class="mb-hint">{words} " " {instead.clone()}</p> }.into_any())}
        </div>
    }
}
