//! Mijn plan: goals per domain, their steps and mini-steps, and the look-back.

use leptos::prelude::*;
use mijn_brug_plan::plan::{Goal, GoalState, Plan};
use mijn_brug_plan::query;

use super::context::{App, use_app};
use super::route::Route;
use crate::ui::icon::{Dot, Icon};
use crate::ui::paginate::{CARDS, paginate};
use crate::ui::screen::{Heading2, LinkButton, LinkRow, Screen};
use crate::ui::texts::{t, tf};

mod about_goal;
pub mod goal;
mod if_then;
pub mod look_back;
pub mod mini_step;
pub mod new_goal;
pub mod new_mini_step;
pub mod planned;
pub mod print;
pub mod reached;
mod when;

/// The screen of the plan: active goals, then past ones.
pub fn plan() -> AnyView {
    let app = use_app();
    let goals_in = move |wanted: fn(&Goal) -> bool| {
        app.plan(|plan| {
            let mut goals: Vec<Goal> = plan.goals.iter().filter(|goal| wanted(goal)).cloned().collect();
            goals.sort_by_key(|goal| plan.urgency.as_ref() != Some(&goal.domain));
            goals
        })
    };
    let active = move || {
        let goals = goals_in(|goal| goal.state == GoalState::Active);
        if goals.is_empty() {
            return view! {
                <section class="mb-card mb-card--lifted">
                    <img class="mb-picture" src="/pictures/empty-plan.svg" alt="" width="344" height="200" />
                    <p class="mb-lead">{t("plan.empty")}</p>
                </section>
            }
            .into_any();
        }
        let (cards, more) = paginate(goals.into_iter().map(|goal| card(app, &goal)).collect(), CARDS);
        view! { {cards}{more} }.into_any()
    };
    let past = move || {
        let goals = goals_in(|goal| goal.state != GoalState::Active);
        (!goals.is_empty()).then(|| {
            let rows = goals
                .into_iter()
                .map(|goal| {
                    let (icon, state) = match goal.state {
                        GoalState::Reached(_) => ("flag", t("plan.reached")),
                        _ => ("feather", t("plan.let_go")),
                    };
                    view! { <LinkRow href=Route::Goal(goal.id).path() icon=icon title=goal.wish detail=state /> }.into_any()
                })
                .collect();
            let (rows, more) = paginate(rows, CARDS);
            view! { <Heading2 text=t("plan.past") /><ul class="mb-list">{rows}</ul>{more} }.into_any()
        })
    };
    view! {
        <Screen title=t("nav.plan")>
            {active}
            <div class="mb-actions">
                <LinkButton label=t("plan.new_goal") icon="plus" href=Route::NewGoal.path() />
            </div>
            <ul class="mb-list">
                <LinkRow href=Route::LookBack.path() icon="star" title=t("look_back.title") detail=t("plan.look_back_text") />
                <LinkRow href=Route::Print.path() icon="printer" title=t("print.title") />
            </ul>
            {past}
        </Screen>
    }.into_any()
}

/// A goal, with its progress and what comes next.
fn card(app: App, goal: &Goal) -> AnyView {
    let (done, all) = app.plan(|plan| query::progress(plan, goal.id));
    let next = app.plan(|plan| first_open(plan, goal));
    let progress = if all == 0 {
        t("plan.no_steps")
    } else {
        tf(
            "plan.progress",
            &[("done", &done.to_string()), ("all", &all.to_string())],
        )
    };
    view! {
        <a class="mb-goal mb-goal--link" href=Route::Goal(goal.id).path()>
            <div class="mb-goal__head">
                {domain_dot(app, goal)}
                <div>
                    <h2 class="nl-heading nl-heading--level-3" dir="auto">{goal.wish.clone()}</h2>
                    <span class="mb-muted">{domain_name(app, goal)} " · " {progress}</span>
                </div>
                <Icon name="chevron-right" />
            </div>
            {(all > 0).then(|| view! {
                <svg class="mb-progress" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
                    <rect class="mb-progress__all" width="100" height="6" rx="3" />
                    <rect class="mb-progress__done" width=share(done, all) height="6" rx="3" />
                </svg>
            }.into_any())}
            {next.map(|title| view! { <p class="mb-next" dir="auto"><Icon name="arrow-right" />{title}</p> }.into_any())}
        </a>
    }
    .into_any()
}

/// The done share of all, in per cent.
fn share(done: usize, all: usize) -> String {
    done.saturating_mul(100).checked_div(all).unwrap_or(0).to_string()
}

fn first_open(plan: &Plan, goal: &Goal) -> Option<String> {
    query::steps_of(plan, goal)
        .flat_map(|(_, step)| step.mini_steps.iter())
        .filter_map(|id| plan.mini_steps.get(id))
        .find(|mini_step| mini_step.is_open())
        .map(|mini_step| mini_step.title.clone())
}

/// The name of a goal's domain, or its id if the content no longer has it.
pub fn domain_name(app: App, goal: &Goal) -> String {
    app.content(|content| {
        content
            .domain(&goal.domain)
            .map(|(.., domain)| domain.name.clone())
    })
    .flatten()
    .unwrap_or_else(|| goal.domain.to_string())
}

/// The pictogram of a goal's domain.
pub fn domain_dot(app: App, goal: &Goal) -> AnyView {
    let found = app
        .content(|content| {
            content
                .domain(&goal.domain)
                .map(|(pillar, _, domain)| (pillar, domain.picture.clone()))
        })
        .flatten();
    found
        .map(|(pillar, picture)| view! { <Dot name=picture pillar /> }.into_any())
        .into_any()
}
