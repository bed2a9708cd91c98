//! A choice as a card with a radio button.

use leptos::prelude::*;

/// Draws the card. `name` is the radio group, `chosen` the chosen value, and `shown` the content of the card.
pub fn choice(name: &'static str, chosen: RwSignal<String>, value: String, shown: AnyView) -> AnyView {
    let (mine, taken) = (value.clone(), value.clone());
    view! {
        <label class="mb-choice">
            {shown}
            <input
                class="utrecht-radio-button utrecht-radio-button--html-input"
                type="radio"
                name=name
                value=value
                prop:checked=move || chosen.get() == mine
                on:change=move |_| chosen.set(taken.clone())
            />
        </label>
    }
    .into_any()
}
