//! The state of the sync with the service, in words.

use leptos::prelude::*;

use super::messages;
use super::state::use_app;
use crate::ui::icon::Icon;
use crate::ui::screen::later;

/// A pictogram and text for the state of the sync.
#[component]
pub fn SyncStatus() -> impl IntoView {
    let app = use_app();
    view! {
        <ul class="mb-facts">
            <li>
                {move || view! { <Icon name=messages::sync(app.sync.get()).0 /> }.into_any()}
                <span role="status">{later(move || messages::sync(app.sync.get()).1)}</span>
            </li>
        </ul>
    }
}
