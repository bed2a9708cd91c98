//! "Stuur een testmelding": from this phone to the service and back, with the step that failed.

use leptos::prelude::*;

use crate::resident::reminders::testing::TestResult;
use crate::resident::reminders::use_reminders;
use crate::ui::busy;
use crate::ui::request_errors;
use crate::ui::screen::{Button, Notice, Weight};
use crate::ui::texts::t;

/// The button, and the result.
pub fn test_notification() -> AnyView {
    let reminders = use_reminders();
    let is_busy = RwSignal::new(false);
    let result = RwSignal::new(None::<TestResult>);
    let send = Callback::new(move |()| {
        is_busy.set(true);
        result.set(None);
        busy::work(async move {
            let found = reminders.push_test().await;
            result.try_set(Some(found));
            is_busy.try_set(false);
        });
    });
    let shown = move || {
        if is_busy.get() {
            return view! { <p class="mb-hint">{t("trial.busy")}</p> }.into_any();
        }
        result.get().map(said).into_any()
    };
    view! {
        <div class="mb-actions">
            <Button label=t("trial.send") weight=Weight::Secondary on_click=send />
        </div>
        <div role="status">{shown}</div>
    }
    .into_any()
}

/// The text for the result: what failed, and what to do about it.
fn said(result: TestResult) -> AnyView {
    let text = match result {
        TestResult::Shown => return view! { <Notice kind="info" text=t("trial.shown") /> }.into_any(),
        TestResult::NotAllowed => t("trial.not_allowed"),
        TestResult::NoWorker => t("trial.no_worker"),
        TestResult::NoSubscription => t("trial.no_subscription"),
        TestResult::Request(cause) => {
            request_errors::retried_by_person(cause).unwrap_or_else(|| t("trial.refused"))
        }
        TestResult::NotYet => t("push.not_yet"),
        TestResult::NotHere => t("push.not_here"),
        TestResult::Refused => t("trial.refused"),
        TestResult::Gone | TestResult::RefusedByPush => t("trial.gone"),
        TestResult::Busy | TestResult::Unreachable => t("trial.unreachable"),
        TestResult::NotShown => t("trial.not_shown"),
    };
    view! { <Notice kind="warn" text=text /> }.into_any()
}
