//! The plan on paper, with boxes to tick.

use leptos::prelude::*;
use mijn_brug_plan::plan::{Goal, GoalState, MiniStepState, Plan};
use mijn_brug_plan::query;

use super::domain_name;
use crate::device::clock;
use crate::resident::context::{App, use_app};
use crate::resident::route::Route;
use crate::ui::content;
use crate::ui::format;
use crate::ui::plan_view::sentence;
use crate::ui::print_button::PrintButton;
use crate::ui::screen::{Heading2, Screen};
use crate::ui::texts::{t, tf};

/// The screen for printing the plan.
pub fn print() -> AnyView {
    let app = use_app();
    let today = tf("print.made", &[("day", &format::short_day(clock::today()))]);
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
            <div class="mb-paper">
                <p class="mb-muted">{today}</p>
                {goals.into_iter().map(|goal| paper_goal(app, &goal)).collect_view()}
                {move || paper_bridge(app)}
                {paper_appointment(app)}
            </div>
        </Screen>
    }
    .into_any()
}

fn paper_goal(app: App, goal: &Goal) -> AnyView {
    let steps = app.plan_now(|plan| {
        query::steps_of(plan, goal)
            .map(|(_, step)| {
                let mini_steps = step.mini_steps.iter().filter_map(|id| paper_mini_step(plan, *id)).collect_view();
                view! { <h3 class="nl-heading nl-heading--level-4" dir="auto">{step.title.clone()}</h3><ul class="mb-boxes">{mini_steps}</ul> }.into_any()
            })
            .collect_view()
    });
    view! {
        <section>
            <p class="mb-hello">{domain_name(app, goal)}</p>
            <h2 class="nl-heading nl-heading--level-2" dir="auto">{goal.wish.clone()}</h2>
            {steps}
        </section>
    }
    .into_any()
}

fn paper_mini_step(plan: &Plan, id: mijn_brug_plan::ids::MiniStepId) -> Option<AnyView> {
    let it = plan.mini_steps.get(&id)?;
    let is_done = matches!(it.state, MiniStepState::Done(..));
    if !is_done && !it.is_open() {
        return None;
    }
    let helper = it
        .supporter
        .as_ref()
        .map(|name| tf("today.supporter", &[("name", name)]));
    let details: Vec<String> = [format::when(it.when).filter(|_| !is_done), helper]
        .into_iter()
        .flatten()
        .collect();
    let mark = if is_done { "☑" } else { "☐" };
    let state = if is_done {
        t("print.done")
    } else {
        t("print.to_do")
    };
    Some(view! {
        <li>
            <span aria-hidden="true">{mark}</span>
            <span class="mb-row__text">
                <span dir="auto"><span class="mb-visually-hidden">{state} " "</span>{it.title.clone()}</span>
                {(!details.is_empty()).then(|| view! { <small>{details.join(" · ")}</small> }.into_any())}
            </span>
        </li>
    }.into_any())
}

fn paper_bridge(app: App) -> AnyView {
    let rows = app.content(|content| {
        content
            .domains()
            .filter_map(|(.., domain)| {
                let sentence = app.plan_now(|plan| {
                    let position = plan.position(&domain.id)?;
                    Some(sentence(Some(content), &domain.id, position))
                })?;
                Some(view! { <li><b>{domain.name.clone()}</b>": "<span dir="auto">{sentence}</span></li> })
            })
            .collect::<Vec<_>>()
    });
    rows.filter(|rows| !rows.is_empty())
        .map(|rows| {
            view! { <section><Heading2 text=t("nav.bridge") /><ul class="mb-boxes">{rows}</ul></section> }
                .into_any()
        })
        .into_any()
}

fn paper_appointment(app: App) -> AnyView {
    let next =
        app.plan_now(|plan| query::next_appointment(plan, clock::today()).map(|(_, it)| it.details.clone()));
    next.map(|details| {
        let when = clock::day_in_words(details.day, crate::device::settings::LANGUAGE.get(), true);
        let time = details.time.map(|time| format!(", {}", format::time(time))).unwrap_or_default();
        let lines = [format!("{}{time}", format::capital(&when)), details.place, details.bring];
        let lines = lines
            .into_iter()
            .filter(|line| !line.is_empty())
            .map(|line| view! { <p dir="auto">{line}</p> }.into_any())
            .collect_view();
        view! { <section><Heading2 text=t("appointment.title") /><p dir="auto"><b>{details.with}</b></p>{lines}</section> }.into_any()
    }).into_any()
}
