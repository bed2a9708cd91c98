//! A one-time code, which a resident can also scan and a colleague types, and the wait for the answer.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mijn_brug_sync::Cause;

use super::context::{App, use_app};
use super::messages;
use super::route::{CaseId, Route};
use super::store::{Invitee, Stage};
use crate::device::page;
use crate::ui::code;
use crate::ui::icon::{Icon, Picture};
use crate::ui::qr::qr;
use crate::ui::request_errors::retried_automatically;
use crate::ui::screen::{Button, LinkButton, Screen, later};
use crate::ui::texts::{t, tf, tn};

/// The screen for pairing with a resident.
pub fn new_case() -> AnyView {
    view! { <Screen title=t("cases.new")>{code(Invitee::Resident)}</Screen> }.into_any()
}

/// The code, and its progress.
pub fn code(invitee: Invitee) -> AnyView {
    let app = use_app();
    let stage = RwSignal::new(Stage::Making);
    let begin = move || {
        stage.set(Stage::Making);
        spawn_local(app.invite(invitee, stage));
    };
    begin();
    let again = Callback::new(move |()| begin());
    // Two memos, so that the code itself is not redrawn while the network comes and goes.
    let unheard = Memo::new(move |_| match stage.get() {
        Stage::Waiting { trouble, .. } => trouble,
        _ => None,
    });
    let shown = Memo::new(move |_| match stage.get() {
        Stage::Waiting { code, minutes, .. } => Stage::Waiting {
            code,
            minutes,
            trouble: None,
        },
        other => other,
    });
    let making = move || matches!(shown.get(), Stage::Making).then(|| t("form.busy_hint"));
    let trouble = move || match shown.get() {
        Stage::Expired => Some(t("cases.expired")),
        Stage::Failed(trouble) => Some(messages::not_paired(&trouble)),
        _ => None,
    };
    let draw = move || match shown.get() {
        Stage::Making => ().into_any(),
        Stage::Waiting { code, minutes, .. } => waiting(app, invitee, &code, minutes, unheard),
        Stage::Done { case, name } => paired(&case, &name),
        Stage::Joined { name } => joined(&name),
        Stage::Expired | Stage::Failed(_) => ended(again),
    };
    view! {
        <p class="nl-paragraph" role="status">{making}</p>
        <p class="nl-paragraph" role="alert">{trouble}</p>
        {draw}
    }
    .into_any()
}

fn waiting(app: App, invitee: Invitee, text: &str, minutes: usize, unheard: Memo<Option<Cause>>) -> AnyView {
    let (asks, how, waits) = match invitee {
        Invitee::Resident => (
            t("cases.type_code"),
            vec![
                t("cases.how_open"),
                t("cases.how_more"),
                t("cases.how_type"),
                t("cases.how_choose"),
            ],
            t("cases.waiting"),
        ),
        Invitee::Colleague => (
            t("colleagues.type_code"),
            vec![
                t("colleagues.how_open"),
                t("colleagues.how_type"),
                t("colleagues.how_choose"),
            ],
            t("colleagues.waiting"),
        ),
    };
    let scan = (invitee == Invitee::Resident).then(|| {
        let link = format!("{}/koppel#{text}", page::origin());
        view! { <p class="nl-paragraph">{t("cases.or_scan")}</p> {qr(&link, t("cases.qr"))} <p class="mb-hint">{t("cases.scan_hint")}</p> }.into_any()
    });
    let seen = (invitee == Invitee::Resident)
        .then(|| tf("cases.they_see", &[("name", &app.who.get_untracked().caseworker)]));
    let steps = how
        .into_iter()
        .zip(1_usize..)
        .map(|(text, number)| {
            view! {
                <li class="mb-steps__later">
                    <span class="mb-steps__mark" aria-hidden="true">{number.to_string()}</span>
                    <span class="mb-steps__words"><span>{text}</span></span>
                </li>
            }
            .into_any()
        })
        .collect_view();
    let state = move || {
        let words = unheard.get().and_then(retried_automatically);
        words.map_or_else(
            || waits.clone(),
            |words| format!("{words} {}", t("cases.code_stays")),
        )
    };
    view! {
        <div class="columns">
            <div>
                <section class="mb-card mb-card--lifted">
                    <p class="nl-paragraph">{asks}</p>
                    {code::code(text, "mb-code mb-code--large")}
                    {scan}
                </section>
            </div>
            <div>
                <ol class="mb-steps">{steps}</ol>
                {seen.map(|seen| view! { <p class="mb-muted">{seen}</p> }.into_any())}
                <ul class="mb-facts">
                    <li><Icon name="clock" /><span>{tn("cases.lasts", minutes)}</span></li>
                    <li><Icon name="smartphone" /><span role="status">{later(state)}</span></li>
                </ul>
            </div>
        </div>
    }
    .into_any()
}

fn paired(case: &str, name: &str) -> AnyView {
    let text = if name.trim().is_empty() {
        t("cases.paired_nameless")
    } else {
        tf("cases.paired", &[("name", name)])
    };
    let way_on = view! { <LinkButton label=t("cases.open") icon="route" href=Route::Case(CaseId(case.to_owned())).path() /> };
    done(text, t("cases.paired_text"), way_on.into_any())
}

fn joined(name: &str) -> AnyView {
    let text = tf("colleagues.joined", &[("name", name)]);
    let way_on = view! { <LinkButton label=t("colleagues.to_team") icon="users" href=Route::Team.path() /> };
    done(text, t("colleagues.joined_text"), way_on.into_any())
}

fn done(title: String, text: String, way_on: AnyView) -> AnyView {
    page::after_paint(|| page::focus("paired"));
    view! {
        <section class="mb-card mb-card--lifted">
            <Picture name="check" />
            <h2 class="nl-heading nl-heading--level-2" id="paired" tabindex="-1">{title}</h2>
            <p class="nl-paragraph">{text}</p>
            <div class="mb-actions">{way_on}</div>
        </section>
    }
    .into_any()
}

fn ended(again: Callback<()>) -> AnyView {
    view! {
        <div class="mb-actions"><Button label=t("cases.new_code") icon="link" on_click=again /></div>
    }
    .into_any()
}
