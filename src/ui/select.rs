//! A choice from a longer list: the native select, which every phone shows large.

use leptos::prelude::*;

/// A select with its label.
#[component]
pub fn Select(
    /// The element's id.
    #[prop(into)]
    id: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// Values with their labels.
    options: Vec<(String, String)>,
    /// The current value.
    value: RwSignal<String>,
) -> impl IntoView {
    let options = options
        .into_iter()
        .map(|(option, words)| {
            let mine = option.clone();
            view! { <option value=option prop:selected=move || value.get() == mine>{words}</option> }
                .into_any()
        })
        .collect_view();
    view! {
        <div class="utrecht-form-field mb-field">
            <label class="utrecht-form-label" for=id.clone()>{label}</label>
            <select
                id=id
                class="utrecht-textbox"
                on:change=move |event| value.set(event_target_value(&event))
            >
                {options}
            </select>
        </div>
    }
}
