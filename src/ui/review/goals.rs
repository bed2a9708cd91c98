//! Part 4: goals and their first step, split into mini-steps that fit in a day (R3).

use leptos::prelude::*;
use mijn_brug_plan::ids::{MiniStepId, StepId};
use mijn_brug_plan::plan::{Goal, GoalState, MiniStep, MiniStepState, Plan, Step};
use mijn_brug_plan::query;

use super::ReviewContext;
use super::goal_forms::{FORM, NewThing, form};
use crate::device::page;
use crate::ui::format;
use crate::ui::icon::{Dot, Icon, Picture};
use crate::ui::paginate::{CARDS, LINES, paginate};
use crate::ui::plan_view::domain_name;
use crate::ui::screen::{Button, Weight};
use crate::ui::steps::steps;
use crate::ui::texts::{t, tf};

/// Draws part 4.
pub fn goals(context: ReviewContext) -> AnyView {
    let adding = RwSignal::new(None::<NewThing>);
    let add = Callback::new(move |what: NewThing| {
        adding.set(Some(what));
        page::after_paint(|| page::focus(FORM));
    });
    let cards = move || {
        context.plan(|plan| {
            let active = plan.goals.iter().filter(|goal| goal.state == GoalState::Active);
            let (cards, more) = paginate(active.map(|goal| card(context, plan, goal, add)).collect(), CARDS);
            view! { {cards}{more} }.into_any()
        })
    };
    let is_empty =
        move || context.plan(|plan| !plan.goals.iter().any(|goal| goal.state == GoalState::Active));
    let new = Callback::new(move |()| add.run(NewThing::Goal));
    view! {
        {move || is_empty().then(|| view! { <p class="mb-lead">{t("goals.none")}</p> }.into_any())}
        {cards}
        <div>
            <Button label=t("goals.new") icon="plus" weight=Weight::Secondary on_click=new />
        </div>
        {move || adding.get().map(|what| form(context, what, adding))}
    }
    .into_any()
}

fn card(context: ReviewContext, plan: &Plan, goal: &Goal, add: Callback<NewThing>) -> AnyView {
    let id = goal.id;
    let (dot, domain) = context.content.with(|content| {
        let domains = content.as_ref().ok();
        let dot = match domains.and_then(|content| content.domain(&goal.domain)) {
            Some((pillar, _, known)) => view! { <Dot name=known.picture.clone() pillar /> }.into_any(),
            None => view! { <Picture name="history" small=true /> }.into_any(),
        };
        (dot, domain_name(domains, &goal.domain))
    });
    let all = query::steps_of(plan, goal)
        .map(|(id, it)| step(plan, id, it, add))
        .collect();
    let (all, more) = paginate(all, CARDS);
    let add_step = Callback::new(move |()| add.run(NewThing::Step(id)));
    view! {
        <section class="mb-goal">
            <div class="mb-goal__head">
                {dot}
                <div>
                    <p class="mb-muted">{domain}</p>
                    <h2 class="nl-heading nl-heading--level-3" dir="auto">{goal.wish.clone()}</h2>
                </div>
            </div>
            {all}
            {more}
            <div><Button label=t("goal.add_step") icon="plus" weight=Weight::Subtle on_click=add_step /></div>
        </section>
    }
    .into_any()
}

fn step(plan: &Plan, id: StepId, step: &Step, add: Callback<NewThing>) -> AnyView {
    // The parts of a split mini-step are in the list themselves.
    let shown = |it: &&MiniStep| matches!(it.state, MiniStepState::Open | MiniStepState::Done(..));
    let found = |id: &MiniStepId| {
        plan.mini_steps
            .get(id)
            .filter(shown)
            .map(|it| (it.done_on(), mini_step(*id, it, add)))
    };
    let rows: Vec<_> = step.mini_steps.iter().filter_map(found).collect();
    let is_small = !rows.is_empty();
    let add_mini_step = Callback::new(move |()| add.run(NewThing::MiniStep(id)));
    view! {
        <div class="mb-review__step">
            <h3 class="nl-heading nl-heading--level-4" dir="auto">{step.title.clone()}</h3>
            {(!is_small).then(|| view! { <p class="mb-muted">{t("goals.make_small")}</p> }.into_any())}
            {steps(rows, LINES)}
            <div>
                <Button label=t("goal.add_mini_step") icon="plus" weight=Weight::Subtle on_click=add_mini_step />
            </div>
        </div>
    }
    .into_any()
}

fn mini_step(id: MiniStepId, it: &MiniStep, add: Callback<NewThing>) -> AnyView {
    let (class, mark, state) = match it.state {
        MiniStepState::Done(day, _) => (
            "mb-steps__done",
            view! { <Icon name="check" /> }.into_any(),
            Some(tf("goal.done_on", &[("day", &format::day(day))])),
        ),
        _ => ("mb-steps__later", ().into_any(), format::when(it.when)),
    };
    let smaller = it.is_open().then(|| {
        let act = Callback::new(move |()| add.run(NewThing::Smaller(id)));
        let label = tf("goals.smaller", &[("title", &it.title)]);
        view! {
            <button type="button" class="mb-icon-button" aria-label=label on:click=move |_| act.run(())>
                <Icon name="scissors" />
            </button>
        }
        .into_any()
    });
    view! {
        <li class=class>
            <span class="mb-steps__mark" aria-hidden="true">{mark}</span>
            <span class="mb-steps__words">
                <span dir="auto">{it.title.clone()}</span>
                {state.map(|state| view! { <small>{state}</small> }.into_any())}
            </span>
            {smaller}
        </li>
    }
    .into_any()
}
