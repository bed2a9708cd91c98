//! "Zelf schrijven": own words behind one tap, below the examples.

use leptos::prelude::*;

use super::texts::t;

/// The form for own words. It is open when something was typed in it before.
pub fn own_words(is_open: bool, form: AnyView) -> AnyView {
    view! {
        <details class="mb-details mb-own-words" open=is_open>
            <summary>{t("own_words.write")}</summary>
            {form}
        </details>
    }
    .into_any()
}
