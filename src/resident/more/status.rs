//! How safe-keeping at the caseworker's service goes, in words. In every case the plan stands on the phone.

use crate::ui::dom::{Node, view};
use leptos::prelude::*;
use mijn_brug_sync::Status;
use mijn_brug_sync::status::Trouble;

use crate::resident::state::App;
use crate::ui::icon::Icon;
use crate::ui::texts::t;

/// The status of a linked plan, as it changes.
pub fn status(app: App) -> Node {
    view! {
        <div role="status">
            {move || words(app.sync.get()).map(|(icon, title, more)| view! {
                <div class="mb-notice mb-notice--info">
                    <Icon name=icon />
                    <div class="mb-notice__text">
                        <p><b>{title}</b></p>
                        {more.map(|more| view! { <p>{more}</p> })}
                    </div>
                </div>
            })}
        </div>
    }
}

/// A pictogram, what it is, and what to do about it.
pub fn words(status: Status) -> Option<(&'static str, String, Option<String>)> {
    Some(match status {
        Status::Unlinked => return None,
        Status::Safe => ("circle-check", t("sync.safe"), None),
        Status::Working => ("upload", t("sync.working"), None),
        Status::Waiting => ("clock", t("sync.waiting"), Some(t("sync.waiting_text"))),
        Status::WaitingForCaseworker => ("users", t("sync.not_open"), Some(t("sync.not_open_text"))),
        Status::Erased => ("info", t("sync.erased"), Some(t("sync.erased_text"))),
        Status::Trouble(trouble) => ("info", t("sync.trouble"), Some(cause(trouble))),
    })
}

fn cause(trouble: Trouble) -> String {
    match trouble {
        Trouble::Service => t("sync.service"),
        Trouble::Access => t("sync.access"),
        Trouble::ServiceFull => t("sync.service_full"),
        Trouble::DeviceFull => t("sync.device_full"),
        Trouble::Device => t("sync.device"),
        Trouble::Disagrees => t("sync.disagrees"),
        Trouble::Update => t("sync.update"),
    }
}
