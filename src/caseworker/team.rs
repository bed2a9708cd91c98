//! Team: the colleagues, whom each of them cares for, taking over, and this device.

use leptos::prelude::*;
use mijn_brug_plan::team::{Case, TeamEvent};

use super::case::record;
use super::case_name::called;
use super::context::{App, use_app};
use super::forget::ForgetDevice;
use super::route::Route;
use crate::ui::field::FieldError;
use crate::ui::icon::{Icon, Picture};
use crate::ui::screen::{Button, Heading2, LinkButton, LinkRow, Screen, Weight};
use crate::ui::texts::{t, tf, tn};

pub mod colleague;
pub mod research;
pub mod troubleshooting;

/// The screen of the team.
pub fn team() -> AnyView {
    let app = use_app();
    let who = app.who.get_untracked();
    let names = Memo::new(move |_| names(app));
    let me = who.caseworker.clone();
    view! {
        <Screen title=t("nav.team") above=who.team>
            <Heading2 text=t("colleagues.title") />
            <div class="mb-list">
                <For each=move || names.get() key=Clone::clone let(name)>
                    <Colleague is_me={name == me} name />
                </For>
            </div>
            <div class="mb-actions">
                <LinkButton label=t("colleagues.new") icon="key-round" href=Route::Colleague.path() />
            </div>
            <ul class="mb-list">
                <LinkRow
                    href=Route::Research.path()
                    icon="graduation-cap"
                    title=t("research.title")
                    detail=t("research.what_for")
                />
                <LinkRow
                    href=Route::Troubleshooting.path()
                    icon="life-buoy"
                    title=t("troubleshooting.title")
                    detail=t("troubleshooting.detail")
                />
            </ul>
            <Device />
        </Screen>
    }
    .into_any()
}

/// All colleagues by name, including those who care for somebody but never recorded that they joined.
fn names(app: App) -> Vec<String> {
    let mut names: Vec<String> = app.team(|team| {
        let assigned = team.cases.values().map(|case| &case.caseworker);
        let known = team
            .colleagues
            .keys()
            .chain(assigned.filter(|name| !name.is_empty()));
        known.cloned().collect()
    });
    names.push(app.who.get_untracked().caseworker);
    names.sort_by_cached_key(|name| (name.to_lowercase(), name.clone()));
    names.dedup();
    names
}

/// The residents that a colleague cares for, by name.
fn residents_of(app: App, name: &str) -> Vec<(String, Case)> {
    let mut cases: Vec<(String, Case)> = app.team(|team| {
        let all = team
            .cases
            .iter()
            .filter(|(_, case)| case.caseworker == name && !case.is_closed);
        all.map(|(id, case)| (id.clone(), case.clone())).collect()
    });
    cases.sort_by_cached_key(|(id, case)| (called(case).to_lowercase(), id.clone()));
    cases
}

#[component]
fn Colleague(name: String, is_me: bool) -> impl IntoView {
    let app = use_app();
    let title = if is_me {
        tf("colleagues.you", &[("name", &name)])
    } else {
        name.clone()
    };
    let residents = {
        let name = name.clone();
        Memo::new(move |_| residents_of(app, &name))
    };
    let count = move || tn("cases.count", residents.with(Vec::len));
    let summary = view! {
        <Picture name="users" small=true />
        <span class="mb-row__text"><b dir="auto">{title}</b><small>{count}</small></span>
    };
    if is_me {
        return view! { <div class="mb-row">{summary}</div> }.into_any();
    }
    view! {
        <details class="mb-colleague">
            <summary class="mb-row">{summary}<Icon name="chevron-right" /></summary>
            <TakeOver name residents />
        </details>
    }
    .into_any()
}

/// The residents of a colleague, each with a button to take over, and a button to record that the colleague left.
#[component]
fn TakeOver(name: String, residents: Memo<Vec<(String, Case)>>) -> impl IntoView {
    let app = use_app();
    let error = RwSignal::new(None::<String>);
    let row = move |id: String, case: &Case| {
        let label = tf("colleagues.take", &[("name", &called(case))]);
        let take = Callback::new(move |()| {
            let event = TeamEvent::CaseTaken {
                case: id.clone(),
                by: app.who.get_untracked().caseworker,
            };
            record(app, event, error);
        });
        view! { <li><Button label icon="handshake" weight=Weight::Subtle on_click=take /></li> }
    };
    let is_known = {
        let name = name.clone();
        move || app.team(|team| team.colleagues.contains_key(&name))
    };
    let leave = Callback::new(move |()| {
        let event = TeamEvent::ColleagueLeft { name: name.clone() };
        record(app, event, error);
    });
    let leaving = move || {
        is_known().then(|| {
            view! {
                <p class="mb-muted">{t("colleagues.left_text")}</p>
                <div class="mb-actions">
                    <Button label=t("colleagues.left") weight=Weight::Secondary on_click=leave />
                </div>
            }
            .into_any()
        })
    };
    view! {
        <div class="mb-colleague__more">
            <ul class="mb-lines">
                <For each=move || residents.get() key=Clone::clone let((id, case))>{row(id, &case)}</For>
            </ul>
            {leaving}
            <FieldError id="colleague-failure".to_owned() error />
        </div>
    }
}

/// This device, with a button to remove the team from it.
#[component]
fn Device() -> impl IntoView {
    let app = use_app();
    let is_last = app.team(|team| team.colleagues.len() <= 1);
    let text = if is_last {
        t("forget.last")
    } else {
        t("forget.text")
    };
    let forget = Callback::new(move |()| {
        let done: std::pin::Pin<Box<dyn Future<Output = _>>> = Box::pin(app.forget_device());
        done
    });
    view! {
        <Heading2 text=t("forget.title") />
        <p class="nl-paragraph">{t("forget.lock")}</p>
        <ForgetDevice text forget />
    }
    .into_any()
}
