//! Bringing the plan to this phone, with a code from the old phone or with the recovery card. Whoever made the code can
//! read the plan it brings, so nothing is stored here until the person has seen whose plan it is and accepted it.

use std::rc::Rc;

use leptos::prelude::*;

use super::{back, cannot_pair, who};
use crate::device::page;
use crate::resident::context::{App, use_app};
use crate::resident::messages;
use crate::resident::route::Route;
use crate::resident::store::{FoundPlan, LinkSecret, PairingError};
use crate::ui::code::CodeField;
use crate::ui::field::FieldError;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::keyed::keyed;
use crate::ui::screen::{Button, Heading2, LinkButton, LinkRow, Notice, Screen, Weight};
use crate::ui::secret_form::{SecretForm, work};
use crate::ui::texts::{t, tf, tn};

/// The screen for bringing a plan to this phone.
pub fn recover() -> AnyView {
    let app = use_app();
    // Always taken, so that no later screen can use it.
    let secret = LinkSecret::read(page::take_secret());
    let found = RwSignal::new_local(None::<Rc<FoundPlan>>);
    let is_found = Memo::new(move |_| found.with(Option::is_some));
    let draw = keyed(is_found, move |_| match found.get() {
        Some(plan) => is_it_yours(app, plan, found),
        None => which(app, &secret, found),
    });
    view! { <Screen title=t("recover.title") back=back(app)>{draw}</Screen> }.into_any()
}

/// Shows another stage of the screen, from its top.
fn turn_to(found: RwSignal<Option<Rc<FoundPlan>>, LocalStorage>, stage: Option<FoundPlan>) {
    if found.try_set(stage.map(Rc::new)).is_none() {
        page::after_paint(|| page::begin_screen(&t("app.name")));
    }
}

/// Asks where the code came from, with a field for one of the resident's own.
fn which(app: App, secret: &LinkSecret, found: RwSignal<Option<Rc<FoundPlan>>, LocalStorage>) -> AnyView {
    let form = cannot_pair(app).unwrap_or_else(|| {
        if app.holds_nothing() {
            view! { <Form app secret=secret.clone() found /> }.into_any()
        } else {
            other_plan()
        }
    });
    view! {
        {(*secret == LinkSecret::Card).then(|| view! { <Notice kind="info" text=t("recover.no_link") /> }.into_any())}
        <p class="mb-lead">{t("recover.which")}</p>
        <ul class="mb-list">
            <LinkRow
                href=Route::Pair.path()
                icon="handshake"
                title=t("recover.caseworker")
                detail=t("recover.caseworker_detail")
            />
        </ul>
        <Heading2 text=t("recover.own") />
        {form}
    }
    .into_any()
}

/// A code never replaces an existing plan.
fn other_plan() -> AnyView {
    view! {
        <Notice kind="info" text=t("recover.other_plan") />
        <div class="mb-actions">
            <LinkButton label=t("privacy.to_copy") href=Route::Backup.path() icon="download" />
            <LinkButton label=t("more.erase") href=Route::Erase.path() icon="trash-2" weight=Weight::Secondary />
        </div>
    }
    .into_any()
}

fn words(failure: &PairingError) -> String {
    match failure {
        PairingError::CodeLength(length) => tf("recover.length", &[("length", &length.to_string())]),
        failure => messages::not_paired(failure),
    }
}

#[component]
fn Form(app: App, secret: LinkSecret, found: RwSignal<Option<Rc<FoundPlan>>, LocalStorage>) -> impl IntoView {
    let text = RwSignal::new(match secret {
        LinkSecret::Code(code) => code,
        LinkSecret::Nothing | LinkSecret::Card => String::new(),
    });
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let open = Callback::new(move |()| {
        error.set(None);
        let typed = text.get_untracked();
        work(busy, async move {
            match app.find_plan(&typed).await {
                Ok(plan) => turn_to(found, Some(plan)),
                Err(failure) => {
                    error.try_set(Some(words(&failure)));
                    page::focus("code");
                }
            }
        });
    });
    view! {
        <p class="nl-paragraph">{t("recover.text")}</p>
        <SecretForm label=t("recover.open") icon="key-round" busy on_submit=open>
            <CodeField id="code" label=t("recover.code") hint=t("recover.hint") value=text error=error />
        </SecretForm>
    }
}

/// Shows whose plan it is and what is in it, and asks for confirmation.
fn is_it_yours(
    app: App,
    plan: Rc<FoundPlan>,
    found: RwSignal<Option<Rc<FoundPlan>>, LocalStorage>,
) -> AnyView {
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let whose = match plan.name.as_str() {
        "" => t("recover.nameless"),
        name => tf("recover.of", &[("name", name)]),
    };
    let fact = |icon: &'static str, text: String| {
        view! { <li><Icon name=icon /><span>{text}</span></li> }.into_any()
    };
    let goals = fact("list-checks", tn("recover.goals", plan.goals));
    let last = plan.last.map(|day| {
        let day = format::day(day);
        fact("clock", tf("recover.last", &[("day", &day)]))
    });
    let with = plan.with.as_ref().map(|with| {
        let with = who(with);
        fact("handshake", tf("recover.with", &[("who", &with)]))
    });
    let plan = StoredValue::new_local(plan);
    let yes = Callback::new(move |()| {
        error.set(None);
        work(busy, async move {
            match app.adopt_plan(&plan.get_value()).await {
                // The running program still holds the old key, so reload.
                Ok(()) => page::go("/"),
                Err(failure) => {
                    error.try_set(Some(words(&failure)));
                }
            }
        });
    });
    let no = Callback::new(move |()| turn_to(found, None));
    view! {
        <Heading2 text=t("recover.is_yours") />
        <section class="mb-card mb-card--lifted">
            <p class="mb-lead">{whose}</p>
            <ul class="mb-facts">{goals}{last}{with}</ul>
        </section>
        <p class="nl-paragraph">{t("recover.not_yours")}</p>
        <FieldError id="recover-error".to_owned() error />
        <div class="mb-actions">
            <Button label=t("recover.yes") icon="check" disabled=busy on_click=yes />
            <Button label=t("recover.no") weight=Weight::Secondary disabled=busy on_click=no />
        </div>
    }
    .into_any()
}
