//! Whom the plan is shared with, what is shared, the state of the sync, and how to stop (R8).

use leptos::html::Dialog;
use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_sync::Status;

use super::choices::{self, Choices};
use super::confirm::{self, Confirm};
use super::status::status;
use super::{back, cannot_pair, who};
use crate::device::page;
use crate::resident::context::{App, use_app};
use crate::resident::messages;
use crate::resident::route::Route;
use crate::resident::store::PairingError;
use crate::ui::busy;
use crate::ui::field::{FieldError, Switch};
use crate::ui::icon::Icon;
use crate::ui::screen::{Button, Heading2, LinkButton, Notice, Screen, Weight};
use crate::ui::secret_form::{SecretForm, work};
use crate::ui::texts::{t, tf};

/// The screen about sharing.
pub fn sharing() -> AnyView {
    let app = use_app();
    view! {
        <Screen title=t("more.sharing") back=back(app)>
            {cannot_pair(app).unwrap_or_else(|| view! { <Sharing app /> }.into_any())}
        </Screen>
    }
    .into_any()
}

#[component]
fn Sharing(app: App) -> impl IntoView {
    // Whether sharing ended on this screen, so that it is announced.
    let has_ended = RwSignal::new(false);
    let partner = Memo::new(move |_| app.plan(|plan| plan.pairing.as_ref().map(who)));
    move || match partner.get() {
        Some(who) => paired(app, &who, has_ended),
        None => not_paired(has_ended),
    }
}

fn not_paired(has_ended: RwSignal<bool>) -> AnyView {
    view! {
        {move || has_ended.get().then(|| view! { <div id="said"><Notice kind="info" text=t("sharing.ended") /></div> }.into_any())}
        <p class="mb-lead">{t("sharing.not_paired_text")}</p>
        <ul class="mb-facts">
            <li><Icon name="users" /><span>{t("sharing.you_choose")}</span></li>
            <li><Icon name="lock" /><span>{t("sharing.sealed")}</span></li>
            <li><Icon name="circle-check" /><span>{t("sharing.stop_any_time")}</span></li>
        </ul>
        <div class="mb-actions">
            <LinkButton label=t("pair.title") href=Route::Pair.path() icon="handshake" />
        </div>
    }.into_any()
}

fn paired(app: App, who: &str, has_ended: RwSignal<bool>) -> AnyView {
    let no_choices: RwSignal<Choices> = RwSignal::new(Vec::new());
    let error = RwSignal::new(None::<String>);
    let choose = Callback::new(move |new: Choices| {
        error.set(None);
        busy::work(async move {
            if let Err(failure) = app.share(new).await {
                error.try_set(Some(messages::not_paired(&failure)));
            }
        });
    });
    view! {
        <p class="mb-lead">{tf("sharing.paired", &[("who", who)])}</p>
        {status(app)}
        {move || (app.sync.get() == Status::Erased).then(|| view! { <Forget app has_ended /> }.into_any())}
        <Heading2 text=t("sharing.choose") />
        {choices::switches(app, no_choices, choose)}
        <FieldError id="sharing-error".to_owned() error />
        <p class="mb-hint">{t("sharing.taken_back")}</p>
        {move || app.has_vouchers.get().then(|| view! { <p class="mb-hint">{t("slip.stays")}</p> }.into_any())}
        {research(app)}
        <details class="mb-details">
            <summary>{t("sharing.seen")}</summary>
            {choices::preview(app, no_choices)}
        </details>
        <Stop app has_ended />
    }
    .into_any()
}

/// Whether the plan may be used in the municipality's research. Off unless the resident turns it on.
fn research(app: App) -> AnyView {
    let error = RwSignal::new(None::<String>);
    let is_allowed = move || app.plan(|plan| plan.evaluation);
    let choose =
        Callback::new(move |allowed: bool| app.act(Event::EvaluationChosen { allowed }, error, || ()));
    view! {
        <Heading2 text=t("research.title") />
        <ul class="mb-list">
            <li>
                <Switch
                    label=t("research.switch")
                    detail=t("research.detail")
                    value=Signal::derive(is_allowed)
                    on_change=choose
                />
            </li>
        </ul>
        <p class="mb-hint">{t("research.what")}</p>
        <FieldError id="research-error".to_owned() error />
    }
    .into_any()
}

/// Forgets a pairing that ended at the caseworker's side.
#[component]
fn Forget(app: App, has_ended: RwSignal<bool>) -> impl IntoView {
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let forget = Callback::new(move |()| {
        error.set(None);
        work(busy, async move {
            after(app.forget_pairing().await, has_ended, error);
        });
    });
    view! {
        <SecretForm label=t("sharing.forget") icon="check" busy on_submit=forget>
            <FieldError id="forget-error".to_owned() error />
        </SecretForm>
    }
}

/// Stops sharing, after a confirmation.
#[component]
fn Stop(app: App, has_ended: RwSignal<bool>) -> impl IntoView {
    let question = NodeRef::<Dialog>::new();
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let stop = Callback::new(move |()| {
        error.set(None);
        work(busy, async move {
            after(app.unpair().await, has_ended, error);
        });
    });
    view! {
        <Heading2 text=t("sharing.stop") />
        <p class="nl-paragraph">{t("sharing.stop_text")}</p>
        <div class="mb-actions">
            <Button
                label=t("sharing.stop")
                weight=Weight::Secondary
                disabled=busy
                on_click=Callback::new(move |()| confirm::open(question))
            />
        </div>
        <FieldError id="stop-error".to_owned() error />
        <Confirm
            dialog=question
            id="stop"
            title=t("sharing.stop_sure")
            text=t("sharing.stop_sure_text")
            yes=t("sharing.stop_yes")
            no=t("sharing.stop_no")
            on_yes=stop
        />
    }
}

/// Shows the result of ending a pairing.
fn after(result: Result<(), PairingError>, has_ended: RwSignal<bool>, error: RwSignal<Option<String>>) {
    match result {
        Ok(()) => {
            has_ended.try_set(true);
            page::after_paint(|| page::begin_screen(&t("app.name")));
        }
        Err(failure) => {
            error.try_set(Some(messages::not_paired(&failure)));
        }
    }
}
