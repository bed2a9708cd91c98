//! Inwoners: the caseload, by name. Never a ranking: nothing but the name decides the order.

use leptos::prelude::*;
use mijn_brug_plan::team::Case;

use super::app::SyncStatus;
use super::route::Route;
use super::state::{App, CaseReading, use_app};
use crate::device::clock;
use crate::ui::dom::{IntoNode, Node, component, view};
use crate::ui::field::Field;
use crate::ui::format;
use crate::ui::language::LanguageChoice;
use crate::ui::screen::{Act, GoTo, LinkRow, Notice, Screen, Weight};
use crate::ui::texts::{t, tf, tn};

/// With so many residents a search field helps.
const SEARCH_FROM: usize = 6;

/// The screen.
pub fn cases() -> Node {
    let app = use_app();
    let search = RwSignal::new(String::new());
    let who = app.who.get();
    let is_long = move || app.team(|team| team.cases.len() >= SEARCH_FROM);
    let is_long = Memo::new(move |_| is_long());
    view! {
        <Screen title=t("cases.title") above=who.team>
            {move || stopped(app)}
            <SyncStatus />
            {move || is_long.get().then(|| view! { <Field id="search" label=t("cases.search") value=search /> })}
            {move || list(app, &search.get())}
            <div class="mb-actions">
                <GoTo label=t("cases.new") icon="link" href=Route::NewCase.path() />
            </div>
            <details class="mb-details">
                <summary>{t("display.language")}</summary>
                <LanguageChoice quiet=true on_change=app.on_language() />
            </details>
        </Screen>
    }
}

/// Who stopped sharing: said once, kindly.
fn stopped(app: App) -> Node {
    let cases = app.stopped.get();
    if cases.is_empty() {
        return ().into_node();
    }
    let text = cases.iter().map(|case| {
        let text = tf("cases.stopped", &[("name", &called(case))]);
        view! { <p>{text}</p> }
    });
    let text: Node = text.collect();
    let seen = Callback::new(move |()| app.stopped.set(Vec::new()));
    view! {
        <Notice kind="info" text=t("cases.stopped_title")>
            {text}
            <Act label=t("cases.stopped_seen") weight=Weight::Subtle on_click=seen />
        </Notice>
    }
}

/// The residents whose name or label holds the words that were searched for.
fn list(app: App, search: &str) -> Node {
    let search = search.trim().to_lowercase();
    let mut cases: Vec<(String, Case)> = app.team(|team| {
        let all = team.cases.iter();
        all.map(|(id, case)| (id.clone(), case.clone())).collect()
    });
    if cases.is_empty() {
        return view! {
            <section class="mb-card">
                <p class="nl-paragraph">{t("cases.none")}</p>
            </section>
        };
    }
    let n_all = cases.len();
    cases.retain(|(_, case)| {
        let text = format!("{} {}", case.name, case.label).to_lowercase();
        text.contains(&search)
    });
    cases.sort_by_cached_key(|(id, case)| (called(case).to_lowercase(), case.label.clone(), id.clone()));
    let found = if cases.is_empty() {
        t("cases.not_found")
    } else {
        tn("cases.count", cases.len())
    };
    let is_searched = cases.len() < n_all;
    let rows: Node = cases
        .into_iter()
        .map(|(id, case)| view! { <CaseRow id case /> })
        .collect();
    view! {
        // Said when a search changes it.
        <p class="mb-muted" role="status">{is_searched.then_some(found)}</p>
        <ul class="mb-list">{rows}</ul>
    }
}

#[component]
fn CaseRow(id: String, case: Case) -> Node {
    let app = use_app();
    let href = Route::Case(id.clone()).path();
    let (title, label) = (called(&case), label_beside(&case));
    let detail = move || {
        let since = format::short_day(clock::day_of(case.since));
        let parts = [
            label.clone(),
            case.is_closed.then(|| t("cases.closed")),
            Some(tf("cases.since", &[("day", &since)])),
            Some(sign_of_life(app, &id)),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        parts.join(" · ")
    };
    (move || view! { <LinkRow href=href.clone() icon="users" title=title.clone() detail=detail() /> })
        .into_node()
}

/// What a resident is called: by themselves, else by the team.
pub fn called(case: &Case) -> String {
    let mut names = [&case.name, &case.label].into_iter();
    names
        .find(|name| !name.trim().is_empty())
        .map_or_else(|| t("cases.nameless"), Clone::clone)
}

/// The team's label, where it does not stand in the place of the name.
pub fn label_beside(case: &Case) -> Option<String> {
    let has_both = !case.name.trim().is_empty() && !case.label.is_empty();
    has_both.then(|| case.label.clone())
}

/// When something of a resident came last.
pub fn sign_of_life(app: App, id: &str) -> String {
    let Some(log) = app.log(id) else {
        return t("cases.unreadable");
    };
    match log
        .reading
        .with(|reading: &CaseReading| reading.last_sign(clock::now()))
    {
        Some(last) => tf("cases.last", &[("day", &format::day(clock::day_of(last)))]),
        None => t("cases.nothing_yet"),
    }
}
