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
            return view! { <p class="mb-hint">{t("test_notification.busy")}</p> }.into_any();
        }
        result.get().map(result_text).into_any()
    };
    view! {
        <div class="mb-actions">
            <Button label=t("test_notification.send") weight=Weight::Secondary on_click=send />
        </div>
        <div role="status">{shown}</div>
    }
    .into_any()
}

/// The text for the result: what failed, and what to do about it.
fn result_text(result: TestResult) -> AnyView {
    let text = match result {
        TestResult::Shown => {
            return view! { <Notice kind="info" text=t("test_notification.shown") /> }.into_any();
        }
        TestResult::NotAllowed => t("test_notification.not_allowed"),
        TestResult::NoWorker => t("test_notification.no_worker"),
        TestResult::NoSubscription => t("test_notification.no_subscription"),
        TestResult::Request(cause) => {
            request_errors::retried_by_person(cause).unwrap_or_else(|| t("test_notification.refused"))
        }
        TestResult::NotYet => t("push.not_yet"),
        TestResult::NotHere => t("push.not_here"),
        TestResult::Refused => t("test_notification.refused"),
        TestResult::Gone | TestResult::RefusedByPush => t("test_notification.gone"),
        TestResult::Busy | TestResult::Unreachable => t("test_notification.unreachable"),
        TestResult::NotShown => t("test_notification.not_shown"),
    };
    view! { <Notice kind="warn" text=text /> }.into_any()
}
