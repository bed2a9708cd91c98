//! The doelactieplan on paper: everything that was agreed and planned, in absolute dates, with boxes to tick.

use chrono::NaiveDate;
use leptos::prelude::*;
use mijn_brug_plan::plan::{Agreement, Goal, GoalState, MiniStep, MiniStepState, Plan, Step};
use mijn_brug_plan::query;
use mijn_brug_plan::values::{Action, Confirmation, GoalAspect, When};

use super::domain_name;
use crate::device::{clock, settings};
use crate::resident::context::{App, use_app};
use crate::resident::route::Route;
use crate::ui::content;
use crate::ui::format;
use crate::ui::goal_aspect;
use crate::ui::plan_view::{self, link_words, sentence};
use crate::ui::print_button::PrintButton;
use crate::ui::screen::{Heading2, Screen};
use crate::ui::texts::{t, tf, tn};

/// The screen for printing the plan.
pub fn print() -> AnyView {
    let app = use_app();
    let goals: Vec<Goal> = app.plan_now(|plan| {
        plan.goals
            .iter()
            .filter(|goal| goal.state == GoalState::Active)
            .cloned()
            .collect()
    });
    view! {
        <Screen title=t("print.title") back=Route::Plan.path()>
            <p class="nl-paragraph mb-no-print">{t("print.lead")}</p>
            <div class="mb-actions mb-no-print">
                <PrintButton label=t("print.print") instead=t("print.photo") />
            </div>
            <div class="mb-no-print">{content::broken(app.content)}</div>
            <div class="mb-paper mb-paper--plan">
                {head(app)}
                {goals.into_iter().map(|goal| paper_goal(app, &goal)).collect_view()}
                {move || bridge(app)}
                {agreements(app)}
                {appointment(app)}
                <p class="mb-muted">{t("print.help")}</p>
            </div>
        </Screen>
    }
    .into_any()
}

/// A date as it stands on paper, always with its year.
fn date(day: NaiveDate) -> String {
    clock::full_date_in_words(day, settings::LANGUAGE.get())
}

fn lines(lines: impl IntoIterator<Item = String>) -> AnyView {
    lines
        .into_iter()
        .filter(|line| !line.is_empty())
        .map(|line| view! { <p dir="auto">{line}</p> }.into_any())
        .collect_view()
        .into_any()
}

/// Whose plan it is, with whom, and from when.
fn head(app: App) -> AnyView {
    let (name, with) = app.plan_now(|plan| {
        let with = plan.pairing.as_ref().map(|pairing| {
            let parts = [pairing.caseworker.as_str(), pairing.team.as_str()];
            let parts = parts.into_iter().filter(|part| !part.is_empty());
            parts.collect::<Vec<_>>().join(", ")
        });
        (plan.name.clone(), with.unwrap_or_default())
    });
    let known = |key: &str, value: &str| {
        if value.is_empty() {
            String::new()
        } else {
            tf(key, &[("value", value)])
        }
    };
    view! {
        <header>
            <p class="nl-heading nl-heading--level-1">{t("print.document")}</p>
            {lines([
                known("print.for", &name),
                known("print.with", &with),
                known("print.made", &date(clock::today())),
            ])}
        </header>
    }
    .into_any()
}

fn paper_goal(app: App, goal: &Goal) -> AnyView {
    let about = GoalAspect::ALL.into_iter().filter_map(|aspect| {
        let words = goal.aspects.get(&aspect)?;
        Some(view! { <p dir="auto"><b>{goal_aspect::question(aspect)}</b>" "{words.clone()}</p> }.into_any())
    });
    let look_back = goal
        .look_back
        .map(|day| tf("print.look_back", &[("day", &date(day))]));
    let steps = app.plan_now(|plan| {
        query::steps_of(plan, goal)
            .map(|(_, step)| paper_step(plan, step))
            .collect_view()
    });
    view! {
        <section>
            <p class="mb-hello">{domain_name(app, goal)}</p>
            <h2 class="nl-heading nl-heading--level-2" dir="auto">{goal.wish.clone()}</h2>
            {about.collect_view()}
            {lines(look_back)}
            {steps}
        </section>
    }
    .into_any()
}

fn paper_step(plan: &Plan, step: &Step) -> AnyView {
    let mini_steps = step.mini_steps.iter().filter_map(|id| plan.mini_steps.get(id));
    let rows = mini_steps.filter_map(paper_mini_step).collect_view();
    view! {
        <h3 class="nl-heading nl-heading--level-4" dir="auto">{step.title.clone()}</h3>
        <ul class="mb-boxes">{rows}</ul>
    }
    .into_any()
}

fn paper_mini_step(it: &MiniStep) -> Option<AnyView> {
    let (mark, state, when) = match it.state {
        MiniStepState::Done(day, _) => ("☑", t("print.done"), Some(date(day))),
        MiniStepState::Open => ("☐", t("print.to_do"), planned(it.when)),
        MiniStepState::LetGo | MiniStepState::Split => return None,
    };
    let helper = it.supporter.as_ref();
    let details = [
        when,
        it.if_then.as_ref().map(format::if_then),
        helper.map(|name| tf("today.supporter", &[("name", name)])),
    ];
    let details: Vec<String> = details.into_iter().flatten().collect();
    Some(
        view! {
            <li>
                <span aria-hidden="true">{mark}</span>
                <span class="mb-row__text">
                    <span dir="auto"><span class="mb-visually-hidden">{state} " "</span>{it.title.clone()}</span>
                    {(!details.is_empty()).then(|| view! { <small>{details.join(" · ")}</small> }.into_any())}
                </span>
            </li>
        }
        .into_any(),
    )
}

fn planned(when: When) -> Option<String> {
    let parts = [
        when.day.map(date),
        when.time.map(format::time),
        when.minutes
            .map(|minutes| tn("day.minutes", usize::from(minutes))),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// What is most urgent, what is connected, and the sentence of each domain.
fn bridge(app: App) -> AnyView {
    let (urgent, links, rows) = app.content.with(|content| {
        let content = content.as_ref().ok();
        app.plan_now(|plan| {
            let urgent = plan.urgency.as_ref();
            let urgent = urgent.map(|domain| plan_view::domain_name(content, domain));
            let links: Vec<String> = plan
                .links
                .values()
                .map(|link| link_words(content, &link.from, &link.to, link.effect))
                .collect();
            let rows: Vec<AnyView> = plan
                .positions
                .keys()
                .filter_map(|domain| {
                    let position = plan.position(domain)?;
                    let words = sentence(content, domain, position);
                    let name = plan_view::domain_name(content, domain);
                    Some(view! { <li><b>{name}</b>": "<span dir="auto">{words}</span></li> }.into_any())
                })
                .collect();
            (urgent, links, rows)
        })
    });
    (!rows.is_empty())
        .then(|| {
            let urgent = urgent.map(|name| tf("print.urgent", &[("domain", &name)]));
            view! {
                <section>
                    <Heading2 text=t("nav.bridge") />
                    {lines(urgent.into_iter().chain(links))}
                    <ul class="mb-boxes">{rows}</ul>
                </section>
            }
            .into_any()
        })
        .into_any()
}

/// What both agreed on, with the day and how each said yes.
fn agreements(app: App) -> AnyView {
    let rows: Vec<AnyView> = app.plan_now(|plan| {
        let agreed = plan.agreements.values().filter(|it| it.is_agreed());
        agreed.map(|it| agreement(plan, it)).collect()
    });
    (!rows.is_empty())
        .then(|| {
            view! { <section><Heading2 text=t("print.agreed") /><ul class="mb-boxes">{rows}</ul></section> }
                .into_any()
        })
        .into_any()
}

fn agreement(plan: &Plan, it: &Agreement) -> AnyView {
    let title = |action: &Action| match action {
        Action::Step(id) => plan.steps.get(id).map(|step| step.title.clone()),
        Action::MiniStep(id) => plan.mini_steps.get(id).map(|it| it.title.clone()),
    };
    let actions: Vec<String> = it.actions.iter().filter_map(title).collect();
    let how = |how: Option<Confirmation>, own: fn() -> String, shared: fn() -> String| match how {
        Some(Confirmation::OwnDevice) => own(),
        Some(Confirmation::SharedScreen) => shared(),
        None => String::new(),
    };
    let details = [
        date(clock::day_of(it.at)),
        how(it.resident, || t("print.you_own"), || t("print.you_shared")),
        how(
            it.caseworker,
            || t("print.caseworker_own"),
            || t("print.caseworker_shared"),
        ),
    ];
    view! { <li dir="auto"><span>{actions.join(" · ")}<br /><small>{details.join(" · ")}</small></span></li> }
        .into_any()
}

/// The next appointment, with what to bring.
fn appointment(app: App) -> AnyView {
    let next =
        app.plan_now(|plan| query::next_appointment(plan, clock::today()).map(|(_, it)| it.details.clone()));
    next.map(|details| {
        let time = details.time.map(|time| format!(", {}", format::time(time)));
        let when = format!(
            "{}{}",
            format::capital(&date(details.day)),
            time.unwrap_or_default()
        );
        let bring = if details.bring.is_empty() {
            String::new()
        } else {
            tf("today.bring", &[("things", &details.bring)])
        };
        view! {
            <section>
                <Heading2 text=t("appointment.title") />
                <p dir="auto"><b>{details.with}</b></p>
                {lines([when, details.place, bring])}
            </section>
        }
        .into_any()
    })
    .into_any()
}
