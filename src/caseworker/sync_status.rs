//! The state of the sync with the service, in words.

use leptos::prelude::*;
use mijn_brug_sync::status::Situation;

use super::context::{App, use_app};
use super::messages;
use super::store::CaseLog;
use crate::device::service;
use crate::ui::icon::Icon;
use crate::ui::screen::later;

/// A pictogram and text for the state of the team's sync.
#[component]
pub fn SyncStatus() -> impl IntoView {
    let app = use_app();
    row(Memo::new(move |_| messages::sync(app.sync.get())))
}

/// The same for one resident's log.
#[component]
pub fn CaseSyncStatus(log: CaseLog) -> impl IntoView {
    let app = use_app();
    row(Memo::new(move |_| case_status(app, log)))
}

/// The pictogram and text for the state of one resident's log. Tracked.
pub fn case_status(app: App, log: CaseLog) -> (&'static str, String) {
    let situation = Situation {
        is_paired: true,
        is_online: service::is_online(),
        is_running: false,
        unsent: 0,
        last: log.outcome.get(),
    };
    // Tracked because the app's own sync notices when the network is lost.
    app.sync.track();
    messages::sync(situation.status())
}

fn row(status: Memo<(&'static str, String)>) -> AnyView {
    view! {
        <ul class="mb-facts">
            <li>
                {move || view! { <Icon name=status.get().0 /> }.into_any()}
                <span role="status">{later(move || status.get().1)}</span>
            </li>
        </ul>
    }
    .into_any()
}
