//! Erasing everything, after a confirmation.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::back;
use super::confirm::{self, Confirm};
use crate::device::page;
use crate::resident::context::{App, use_app};
use crate::resident::lazy::use_parts;
use crate::resident::reminders::use_reminders;
use crate::resident::route::Route;
use crate::ui::busy;
use crate::ui::field::FieldError;
use crate::ui::icon::Icon;
use crate::ui::screen::{Button, LinkButton, Notice, Screen, Weight};
use crate::ui::texts::t;

/// The screen for erasing everything.
pub fn erase() -> AnyView {
    let app = use_app();
    view! {
        <Screen title=t("more.erase") back=back(app)>
            {if app.is_demo {
                view! { <Notice kind="info" text=t("erase.demo") /> }.into_any()
            } else {
                view! { <Erase app /> }.into_any()
            }}
        </Screen>
    }
    .into_any()
}

#[component]
fn Erase(app: App) -> impl IntoView {
    let has_plan = !app.plan_now(mijn_brug_plan::Plan::is_empty);
    let is_paired = app.plan_now(|plan| plan.pairing.is_some());
    let failure = RwSignal::new(None::<String>);
    let (parts, reminders) = (use_parts(), use_reminders());
    let erase = Callback::new(move |()| {
        failure.set(None);
        busy::work(async move {
            parts.withdraw_reminders(reminders).await;
            if app.erase().await.is_ok() {
                page::go("/");
            } else {
                parts.resume_reminders(reminders);
                failure.try_set(Some(t("erase.failed")));
            }
        });
    });
    let copy_first = has_plan.then(|| {
        view! {
            <LinkButton label=t("erase.copy_first") href=Route::Backup.path() icon="download" />
        }
        .into_any()
    });
    view! {
        <p class="mb-lead">{t("erase.text")}</p>
        <ul class="mb-facts">
            <li><Icon name="route" /><span>{t("erase.bridge")}</span></li>
            <li><Icon name="list-checks" /><span>{t("erase.plan")}</span></li>
            <li><Icon name="calendar" /><span>{t("erase.appointments")}</span></li>
            <li><Icon name="type" /><span>{t("erase.settings")}</span></li>
        </ul>
        <p class="nl-paragraph">{t("erase.copies")}</p>
        {is_paired.then(|| view! {
            <Notice kind="info" text=t("erase.paired")>
                <p><a class="nl-link" href=Route::Sharing.path()>{t("sharing.stop")}</a></p>
            </Notice>
        }.into_any())}
        {erase_button(t("erase.now"), copy_first.into_any(), failure, erase)}
    }
}

/// The button that erases everything after a confirmation, with another one before it, and below them why it failed.
pub fn erase_button(
    label: String,
    before: AnyView,
    failure: RwSignal<Option<String>>,
    erase: Callback<()>,
) -> AnyView {
    let question = NodeRef::<Dialog>::new();
    let ask = Callback::new(move |()| confirm::open(question));
    view! {
        <div class="mb-actions">
            {before}
            <Button label icon="trash-2" weight=Weight::Secondary on_click=ask />
        </div>
        <FieldError id="erase-error".to_owned() error=failure />
        <Confirm
            dialog=question
            id="erase"
            title=t("erase.sure")
            text=t("erase.sure_text")
            yes=t("erase.yes")
            no=t("erase.no")
            on_yes=erase
        />
    }
    .into_any()
}
