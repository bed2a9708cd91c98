//! Inwoners: the caseload, sorted by name. Never a ranking: only the name decides the order, also under a filter.

use leptos::prelude::*;
use mijn_brug_plan::team::Case;

use super::case_name::{called, label_beside};
use super::context::{App, use_app};
use super::route::{CaseId, Route};
use super::sync_status::SyncStatus;
use crate::ui::field::{Field, Segment};
use crate::ui::icon::{Icon, Picture};
use crate::ui::language::LanguageChoice;
use crate::ui::screen::{Button, LinkButton, Notice, Screen, Weight};
use crate::ui::texts::{t, tf, tn};

mod facts;

pub use facts::{badges, lines};

/// Number of residents from which the search field is shown.
const SEARCH_FROM: usize = 6;

/// Which residents the list shows. Does not affect their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filter {
    /// Everybody the team is working with.
    Open,
    /// Those this colleague cares for.
    Mine,
    /// Those whose request for help has no answer yet.
    Help,
    /// Those with whom the work has ended.
    Closed,
}

impl Filter {
    /// All filters.
    pub const ALL: [Self; 4] = [Self::Open, Self::Mine, Self::Help, Self::Closed];

    /// The value of the filter in a form.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Mine => "mine",
            Self::Help => "help",
            Self::Closed => "closed",
        }
    }
}

/// What narrows the list. Kept while the app is open, for coming back from a resident.
#[derive(Clone, Copy)]
pub struct Search {
    text: RwSignal<String>,
    filter: RwSignal<Filter>,
}

impl Search {
    /// Everybody the team is working with.
    pub fn new() -> Self {
        Self {
            text: RwSignal::new(String::new()),
            filter: RwSignal::new(Filter::Open),
        }
    }
}

/// Draws the caseload.
pub fn cases() -> AnyView {
    let app = use_app();
    let search = use_context::<Search>().unwrap_or_else(Search::new);
    let team = app.who.get().team;
    let n_cases = Memo::new(move |_| app.team(|team| team.cases.len()));
    view! {
        <Screen title=t("cases.title") above=team>
            <div role="status">{move || stopped(app)}</div>
            <SyncStatus />
            <Show when={move || n_cases.get() >= SEARCH_FROM}>
                <Field id="search" label=t("cases.search") value=search.text />
            </Show>
            <Show when={move || n_cases.get() > 0}>{filter(search.filter)}</Show>
            {list(app, search)}
            <div class="mb-actions">
                <LinkButton label=t("cases.new") icon="link" href=Route::NewCase.path() />
            </div>
            <details class="mb-details">
                <summary>{t("display.language")}</summary>
                <LanguageChoice quiet=true />
            </details>
        </Screen>
    }
    .into_any()
}

/// A notice of who stopped sharing, until it is dismissed.
fn stopped(app: App) -> AnyView {
    let cases = app.stopped.get();
    if cases.is_empty() {
        return ().into_any();
    }
    let text = cases.iter().map(|case| {
        let text = tf("cases.stopped", &[("name", &called(case))]);
        view! { <p>{text}</p> }.into_any()
    });
    let text = text.collect_view();
    let seen = Callback::new(move |()| app.stopped.set(Vec::new()));
    view! {
        <Notice kind="info" text=t("cases.stopped_title")>
            {text}
            <Button label=t("cases.stopped_seen") weight=Weight::Subtle on_click=seen />
        </Notice>
    }
    .into_any()
}

/// The choice of which residents are shown.
fn filter(chosen: RwSignal<Filter>) -> AnyView {
    let options = Filter::ALL.map(|filter| {
        let words = match filter {
            Filter::Open => t("cases.filter_open"),
            Filter::Mine => t("cases.filter_mine"),
            Filter::Help => t("cases.filter_help"),
            Filter::Closed => t("cases.filter_closed"),
        };
        (filter.key().to_owned(), words)
    });
    let choose = Callback::new(move |key: String| {
        if let Some(filter) = Filter::ALL.into_iter().find(|filter| filter.key() == key) {
            chosen.set(filter);
        }
    });
    let value = Signal::derive(move || chosen.get().key().to_owned());
    view! {
        <Segment legend=t("cases.filter") name="filter" options=options.to_vec() value on_choose=choose quiet=true />
    }.into_any()
}

/// Whether a resident passes the filter.
fn is_let_through(app: App, filter: Filter, id: &str, case: &Case) -> bool {
    match filter {
        Filter::Open => !case.is_closed,
        Filter::Mine => !case.is_closed && case.caseworker == app.who.get_untracked().caseworker,
        Filter::Help => app.digest(id).is_some_and(|digest| !digest.questions.is_empty()),
        Filter::Closed => case.is_closed,
    }
}

/// The residents that pass the filter and whose name or label contains the search text.
fn found(app: App, search: Search) -> Vec<(String, Case)> {
    let filter = search.filter.get();
    let search = search.text.get().trim().to_lowercase();
    let mut cases: Vec<(String, Case)> = app.team(|team| {
        let all = team.cases.iter();
        all.map(|(id, case)| (id.clone(), case.clone())).collect()
    });
    cases.retain(|(id, case)| {
        let text = format!("{} {}", case.name, case.label).to_lowercase();
        text.contains(&search) && is_let_through(app, filter, id, case)
    });
    cases.sort_by_cached_key(|(id, case)| (called(case).to_lowercase(), case.label.clone(), id.clone()));
    cases
}

fn list(app: App, search: Search) -> AnyView {
    // Follows the set and the names; each row follows its own resident.
    let shown = Memo::new(move |_| found(app, search));
    let is_narrowed = move || !search.text.get().trim().is_empty() || search.filter.get() != Filter::Open;
    let n_found = move || {
        let n_found = shown.with(Vec::len);
        // Announced when a search or a filter changes it.
        is_narrowed().then(|| {
            if n_found == 0 {
                t("cases.not_found")
            } else {
                tn("cases.count", n_found)
            }
        })
    };
    let has_nobody = move || shown.with(Vec::is_empty) && !is_narrowed();
    view! {
        <p class="mb-muted" role="status">{n_found}</p>
        <Show
            when=has_nobody
            fallback=move || view! {
                <ul class="mb-list">
                    <For each=move || shown.get() key=Clone::clone let((id, case))>
                        <CaseRow id case />
                    </For>
                </ul>
            }.into_any()
        >
            <section class="mb-card">
                <p class="nl-paragraph">{t("cases.none")}</p>
            </section>
        </Show>
    }
    .into_any()
}

#[component]
fn CaseRow(id: String, case: Case) -> impl IntoView {
    let app = use_app();
    let href = Route::Case(CaseId(id.clone())).path();
    let title = called(&case);
    let digest = Memo::new(move |_| app.digest(&id));
    let facts = move || {
        let digest = digest.get();
        let beside = label_beside(&case)
            .into_iter()
            .chain(case.is_closed.then(|| t("cases.closed")));
        let words = beside.chain(lines(digest.as_ref()).into_iter().map(|(_, words)| words));
        let words: Vec<String> = words.collect();
        view! {
            {badges(digest.as_ref())}
            <small dir="auto">{words.join(" · ")}</small>
        }
    };
    view! {
        <li>
            <a class="mb-row" href=href>
                <Picture name="users" small=true />
                <span class="mb-row__text">
                    <b dir="auto">{title}</b>
                    {facts}
                </span>
                <Icon name="chevron-right" />
            </a>
        </li>
    }
}
