//! The state of the copy at the caseworker's service, in words. Whatever it is, the plan is on the phone.

use leptos::prelude::*;
use mijn_brug_sync::{Cause, Status, SyncProblem};

use crate::resident::context::App;
use crate::ui::icon::Icon;
use crate::ui::request_errors;
use crate::ui::texts::t;

/// The status of a paired plan, kept up to date.
pub fn status(app: App) -> AnyView {
    view! {
        <div role="status">
            {move || words(app.sync.get()).map(|(icon, title, more)| view! {
                <div class="mb-notice mb-notice--info">
                    <Icon name=icon />
                    <div class="mb-notice__text">
                        <p><b>{title}</b></p>
                        {more.map(|more| view! { <p>{more}</p> }.into_any())}
                    </div>
                </div>
            }.into_any())}
        </div>
    }
    .into_any()
}

/// A pictogram, a title, and what to do about it. `None` if the plan is not paired.
pub fn words(status: Status) -> Option<(&'static str, String, Option<String>)> {
    Some(match status {
        Status::NotPaired => return None,
        Status::Safe => ("circle-check", t("sync.safe"), None),
        Status::Working => ("upload", t("sync.working"), None),
        Status::Waiting => ("clock", t("sync.waiting"), Some(t("sync.waiting_text"))),
        Status::Unreachable => temporary(Cause::NoAnswer),
        Status::WaitingForCaseworker => ("users", t("sync.not_open"), Some(t("sync.not_open_text"))),
        Status::Erased => ("info", t("sync.erased"), Some(t("sync.erased_text"))),
        Status::Problem(SyncProblem::Service) => temporary(Cause::Fault),
        Status::Problem(SyncProblem::Busy(retry_after)) => temporary(Cause::Busy { retry_after }),
        Status::Problem(SyncProblem::NotFromService) => temporary(Cause::NotFromService),
        Status::Problem(SyncProblem::Access) => ("info", t("sync.trouble"), Some(t("sync.access"))),
        Status::Problem(SyncProblem::ServiceFull) => {
            ("info", t("sync.trouble"), Some(t("sync.service_full")))
        }
        Status::Problem(SyncProblem::Disagrees) => ("info", t("sync.trouble"), Some(t("sync.disagrees"))),
        Status::Problem(SyncProblem::Update) => ("info", t("sync.trouble"), Some(t("net.update"))),
        Status::Problem(SyncProblem::DeviceFull) => {
            ("info", t("sync.device_trouble"), Some(t("sync.device_full")))
        }
        Status::Problem(SyncProblem::Device) => ("info", t("sync.device_trouble"), Some(t("sync.device"))),
    })
}

/// A temporary problem. Meanwhile nothing is missing on the phone.
fn temporary(cause: Cause) -> (&'static str, String, Option<String>) {
    (
        "clock",
        t("sync.waits"),
        request_errors::retried_automatically(cause),
    )
}
