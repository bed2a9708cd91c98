//! One of several choices, as a card with a radio button.

use leptos::prelude::*;

/// The card. `name` is what the radio buttons share, `chosen` the value that is chosen, `shown` what stands on the card.
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
