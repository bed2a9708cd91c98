//! One resident: what they ask, what the team arranges, and the part of their plan that they share. The plan is
//! read-only except for answers and proposals.

use leptos::prelude::*;
use mijn_brug_plan::Plan;
use mijn_brug_plan::team::{Case, TeamEvent};

use super::case_name::{called, label_beside};
use super::cases::{badges, lines};
use super::context::{App, use_app};
use super::route::{CaseId, Route};
use super::store::{self, CaseLog};
use super::sync_status::CaseSyncStatus;
use crate::device::clock;
use crate::ui::content;
use crate::ui::field::FieldError;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::plan_view::plan_view;
use crate::ui::screen::{Button, LinkButton, Notice, Screen, Weight};
use crate::ui::texts::{t, tf, tn};

mod appointment;
pub mod case_settings;
mod help;

pub use case_settings::record;

use case_settings::CaseSettings;

/// The screen of one resident.
pub fn case(id: String) -> AnyView {
    let app = use_app();
    let (known, is_open) = app.follow(&id);
    (move || {
        let Some(case) = known.get() else {
            return case_not_found();
        };
        let can_open = store::can_open(&case);
        let shared = {
            let id = id.clone();
            move || {
                let log = is_open.get().then(|| app.log(&id)).flatten();
                log.map_or_else(|| opening(can_open), |log| shared(app, &id, log))
            }
        };
        let closed = case.is_closed.then(|| {
            let id = id.clone();
            view! { <Closed id /> }.into_any()
        });
        let (review, vouchers) = (
            Route::Review(CaseId(id.clone())).path(),
            Route::CaseVouchers(CaseId(id.clone())).path(),
        );
        let [of, cared_for] = [id.clone(), id.clone()];
        let shown = case.clone();
        view! {
            <Screen title=called(&case) back=Route::Cases.path()>
                {closed}
                <Facts id=of case=shown />
                <div class="mb-actions">
                    <LinkButton label=t("review.title") icon="message-circle" href=review />
                    <LinkButton label=t("reward.nav") icon="ticket" weight=Weight::Secondary href=vouchers />
                </div>
                {shared}
                <CaseSettings id=cared_for case />
            </Screen>
        }
        .into_any()
    })
    .into_any()
}

fn case_not_found() -> AnyView {
    view! {
        <Screen title=t("cases.gone") back=Route::Cases.path()>
            <p class="nl-paragraph">{t("cases.gone_text")}</p>
            <div class="mb-actions"><LinkButton label=t("cases.to_list") href=Route::Cases.path() /></div>
        </Screen>
    }
    .into_any()
}

/// Shown before the log is open, and for good if its key cannot be read.
fn opening(can_open: bool) -> AnyView {
    let words = if can_open {
        t("form.busy_hint")
    } else {
        t("cases.unreadable")
    };
    view! { <p class="mb-muted">{words}</p> }.into_any()
}

/// The facts at the top of the screen.
#[component]
fn Facts(id: String, case: Case) -> impl IntoView {
    let app = use_app();
    let digest = Memo::new(move |_| app.digest(&id));
    let since = format::short_day(clock::day_of(case.since));
    let label = label_beside(&case);
    let assigned = (!case.caseworker.is_empty()).then(|| tf("care.carer", &[("name", &case.caseworker)]));
    let row = |icon: &'static str, words: String| {
        view! { <li><Icon name=icon /><span dir="auto">{words}</span></li> }.into_any()
    };
    let read = move || {
        digest.with(|digest| {
            lines(digest.as_ref())
                .into_iter()
                .map(|(icon, words)| row(icon, words))
                .collect_view()
        })
    };
    view! {
        <p class="mb-badges">{move || digest.with(|digest| badges(digest.as_ref()))}</p>
        <ul class="mb-facts">
            {label.map(|label| row("type", label))}
            {read}
            {assigned.map(|assigned| row("users", assigned))}
            {row("link", tf("cases.since", &[("day", &since)]))}
        </ul>
    }
}

/// Says that the work together has ended, with a button to reopen the case.
#[component]
fn Closed(id: String) -> impl IntoView {
    let app = use_app();
    let error = RwSignal::new(None::<String>);
    let reopen = Callback::new(move |()| record(app, TeamEvent::CaseReopened { case: id.clone() }, error));
    view! {
        <Notice kind="info" text=t("care.closed")>
            <Button label=t("care.reopen") weight=Weight::Secondary on_click=reopen />
            <FieldError id="reopen-failure".to_owned() error />
        </Notice>
    }
}

/// What the resident shares, and whether it is up to date.
fn shared(app: App, id: &str, log: CaseLog) -> AnyView {
    let newer = move || log.projection.with(|projection| projection.newer);
    let is_empty = Memo::new(move |_| log.projection.with(store::CaseProjection::is_empty));
    let plan = Memo::new(move |_| {
        app.content.with(|content| match content {
            Ok(content) => log.projection.with(|projection| projection.visible_plan(content)),
            Err(_) => Plan::default(),
        })
    });
    let seen = move || {
        app.content.with(|content| match content {
            Ok(_) if is_empty.get() => view! { <p class="nl-paragraph">{t("cases.empty")}</p> }.into_any(),
            Ok(content) => plan.with(|plan| plan_view(plan, content)),
            Err(_) => ().into_any(),
        })
    };
    view! {
        // Without the content it is unknown what is shared, so the plan below is empty.
        {content::broken(app.content)}
        {help::help(id, plan)}
        {appointment::declined(id, plan)}
        <CaseSyncStatus log />
        <div role="status">
            <Show when={move || newer() > 0}>
                <Notice kind="info" text=tn("unreadable.newer", newer()) />
            </Show>
        </div>
        {move || app.content.with(Result::is_ok).then(|| view! { <p class="mb-muted">{t("cases.read_only")}</p> }.into_any())}
        <div class="mb-seen">{seen}</div>
    }
    .into_any()
}
