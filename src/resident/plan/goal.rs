//! One goal: its steps, their mini-steps, and its state.

use leptos::prelude::*;
use mijn_brug_plan::ids::{GoalId, MiniStepId, StepId};
use mijn_brug_plan::plan::{GoalState, MiniStep, MiniStepState, Step};
use mijn_brug_plan::values::When;
use mijn_brug_plan::{Event, query};

use super::about_goal::about_goal;
use super::{domain_dot, domain_name};
use crate::device::{clock, draft};
use crate::resident::context::{App, use_app};
use crate::resident::route::Route;
use crate::ui::busy::Busy;
use crate::ui::field::{Field, FieldError};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::new_id::NewId;
use crate::ui::paginate::{CARDS, LINES, paginate};
use crate::ui::screen::{Button, EntryForm, Heading2, LinkButton, Screen, Weight};
use crate::ui::steps::steps;
use crate::ui::texts::{t, tf};

/// The screen of one goal: its steps and their mini-steps.
pub fn goal(id: GoalId) -> AnyView {
    let app = use_app();
    let Some(goal) = app.plan_now(|plan| plan.goal(id).cloned()) else {
        return view! {
            <Screen title=t("goal.gone") back=Route::Plan.path()>
                <p class="nl-paragraph">{t("failure.changed")}</p>
            </Screen>
        }
        .into_any();
    };
    let wish = Signal::derive(move || {
        let wish = app.plan(|plan| plan.goal(id).map(|goal| goal.wish.clone()));
        wish.unwrap_or_default()
    });
    let error = RwSignal::new(None);
    let is_ordering = RwSignal::new(false);
    let steps = move || {
        let Some(goal) = app.plan(|plan| plan.goal(id).cloned()) else {
            return ().into_any();
        };
        let steps: Vec<(StepId, Step)> = app.plan(|plan| {
            query::steps_of(plan, &goal)
                .map(|(id, step)| (id, step.clone()))
                .collect()
        });
        let order: Vec<StepId> = steps.iter().map(|(id, _)| *id).collect();
        let cards = steps
            .into_iter()
            .enumerate()
            .map(|(place, (step_id, step))| {
                let moves = is_ordering.get().then(|| {
                    let order = order.clone();
                    let title = step.title.clone();
                    mover(title, place, order.len(), move |to| {
                        let order = moved(&order, place, to);
                        app.act(Event::StepsOrdered { goal: id, order }, error, || ());
                    })
                });
                step_view(app, step_id, &step, is_ordering.get(), error, moves.into_any())
            })
            .collect();
        let (cards, more) = paginate(cards, if is_ordering.get() { usize::MAX } else { CARDS });
        view! { {cards}{more} }.into_any()
    };
    let can_order = move || {
        app.plan(|plan| {
            plan.goal(id).is_some_and(|goal| {
                let mut steps = query::steps_of(plan, goal);
                goal.steps.len() > 1 || steps.any(|(_, step)| step.mini_steps.len() > 1)
            })
        })
    };
    let order_button = move || {
        can_order().then(|| {
            let label = if is_ordering.get() {
                t("goal.order_done")
            } else {
                t("goal.order")
            };
            let toggle = Callback::new(move |()| is_ordering.update(|it| *it = !*it));
            view! { <Button label=label weight=Weight::Subtle on_click=toggle /> }.into_any()
        })
    };
    view! {
        <Screen title=wish above=domain_name(app, &goal) back=Route::Plan.path()>
            <div class="mb-goal__head">{domain_dot(app, &goal)}{state_of(app, id)}</div>
            {steps}
            <FieldError id="goal-error".to_owned() error />
            {add_step(app, id)}
            {order_button}
            {closing(app, id, error)}
            {about_goal(app, &goal)}
        </Screen>
    }
    .into_any()
}

fn state_of(app: App, id: GoalId) -> AnyView {
    (move || {
        let (done, all) = app.plan(|plan| query::progress(plan, id));
        let state = app.plan(|plan| plan.goal(id).map(|goal| goal.state));
        let text = match state {
            Some(GoalState::Reached(day)) => tf("goal.reached_on", &[("day", &format::day(day))]),
            Some(GoalState::LetGo) => t("plan.let_go"),
            _ if all == 0 => t("goal.first_step"),
            _ => tf(
                "plan.progress",
                &[("done", &done.to_string()), ("all", &all.to_string())],
            ),
        };
        view! { <p class="mb-muted">{text}</p> }.into_any()
    })
    .into_any()
}

/// One step with its mini-steps.
fn step_view(
    app: App,
    id: StepId,
    step: &Step,
    is_ordering: bool,
    error: RwSignal<Option<String>>,
    moves: AnyView,
) -> AnyView {
    let known: Vec<(MiniStepId, MiniStep)> = app.plan(|plan| {
        let shown = |it: &&MiniStep| !matches!(it.state, MiniStepState::Split);
        let found = |id: &MiniStepId| plan.mini_steps.get(id).filter(shown).map(|it| (*id, it.clone()));
        step.mini_steps.iter().filter_map(found).collect()
    });
    let order: Vec<MiniStepId> = known.iter().map(|(id, _)| *id).collect();
    let today = app.today();
    let (next, whens) = app.plan(|plan| {
        let split = query::now_and_later(plan, today);
        let whens: Vec<When> = known.iter().map(|(id, _)| split.shown_when(*id, today)).collect();
        (split.now.first().map(|(id, _)| *id), whens)
    });
    let is_empty = known.is_empty();
    let rows = known
        .into_iter()
        .zip(whens)
        .enumerate()
        .map(|(place, ((mini_step, it), when))| {
            let moves = is_ordering.then(|| {
                let order = order.clone();
                mover(it.title.clone(), place, order.len(), move |to| {
                    let order = moved(&order, place, to);
                    app.act(Event::MiniStepsOrdered { step: id, order }, error, || ());
                })
            });
            let row = mini_step_row(mini_step, &it, when, next == Some(mini_step), moves.into_any());
            // While reordering, all mini-steps are shown.
            (it.done_on().filter(|_| !is_ordering), row)
        });
    let rows = steps(rows.collect(), if is_ordering { usize::MAX } else { LINES });
    let remove = is_ordering.then(|| {
        let remove = Callback::new(move |()| app.act(Event::StepRemoved { step: id }, error, || ()));
        view! { <Button label=t("goal.remove_step") weight=Weight::Subtle on_click=remove /> }.into_any()
    });
    view! {
        <section class="mb-goal">
            <div class="mb-step-head">
                <h2 class="nl-heading nl-heading--level-3" dir="auto">{step.title.clone()}</h2>
                {moves}
            </div>
            {is_empty.then(|| view! { <p class="mb-muted">{t("goal.no_mini_steps")}</p> }.into_any())}
            {rows}
            <LinkButton
                label=t("goal.add_mini_step")
                icon="plus"
                href=Route::NewMiniStep(id).path()
                weight=if is_empty { Weight::Primary } else { Weight::Secondary }
            />
            {remove}
        </section>
    }
    .into_any()
}

fn mini_step_row(id: MiniStepId, it: &MiniStep, when: When, is_next: bool, moves: AnyView) -> AnyView {
    let (class, mark, state) = match it.state {
        MiniStepState::Done(day, _) => (
            "mb-steps__done",
            Some("check"),
            Some(tf("goal.done_on", &[("day", &format::day(day))])),
        ),
        MiniStepState::LetGo => ("mb-steps__later", Some("feather"), Some(t("plan.let_go"))),
        _ if is_next => ("mb-steps__now", Some("arrow-right"), Some(t("goal.now"))),
        _ => ("mb-steps__later", None, format::when(when)),
    };
    view! {
        <li class=class>
            <span class="mb-steps__mark">{mark.map(|name| view! { <Icon name /> }.into_any())}</span>
            <span class="mb-steps__words">
                <a class="nl-link" href=Route::MiniStep(id).path() dir="auto">{it.title.clone()}</a>
                {state.map(|state| view! { <small>{state}</small> }.into_any())}
            </span>
            {moves}
        </li>
    }
    .into_any()
}

/// Two buttons that move an item up or down.
fn mover(title: String, place: usize, length: usize, go: impl Fn(usize) + Clone + 'static) -> AnyView {
    let button = |icon: &'static str, label: String, to: Option<usize>| {
        let go = go.clone();
        let busy = Busy::new();
        view! {
            <button
                type="button"
                class="mb-icon-button"
                aria-label=label
                disabled=to.is_none()
                on:click=move |_| if let Some(to) = to { busy.press(|| go(to)) }
            >
                <Icon name=icon />
            </button>
        }
    };
    let below = place.saturating_add(1);
    view! {
        <span class="mb-mover">
            {button("arrow-up", tf("goal.up", &[("title", &title)]), place.checked_sub(1))}
            {button("arrow-down", tf("goal.down", &[("title", &title)]), (below < length).then_some(below))}
        </span>
    }
    .into_any()
}

fn moved<T: Copy>(order: &[T], from: usize, to: usize) -> Vec<T> {
    let mut order = order.to_vec();
    if from < order.len() && to < order.len() {
        order.swap(from, to);
    }
    order
}

fn add_step(app: App, goal: GoalId) -> AnyView {
    let key = format!("step.{goal}");
    let title = draft::text(key.clone(), String::new());
    let new = NewId::new(&key);
    let error = RwSignal::new(None);
    let save = Callback::new(move |()| {
        let step = StepId::from_random(new.get());
        let event = Event::StepAdded {
            step,
            goal,
            title: title.get_untracked().trim().to_owned(),
        };
        let key = key.clone();
        app.act(event, error, move || {
            draft::clear(&key);
            app.go(&Route::NewMiniStep(step));
        });
    });
    view! {
        <EntryForm class="mb-card">
            <Heading2 text=t("goal.new_step") />
            <Field id="step-title" label=t("goal.step_label") hint=t("goal.step_hint") value=title error />
            <Button label=t("goal.add_step") weight=Weight::Secondary submits=true on_click=save />
        </EntryForm>
    }
    .into_any()
}

/// Buttons to mark the goal as reached, to let it go, or to reopen it.
fn closing(app: App, id: GoalId, error: RwSignal<Option<String>>) -> AnyView {
    (move || {
        let is_active = app.plan(|plan| plan.goal(id).is_some_and(|goal| goal.state == GoalState::Active));
        let act = move |event: Event| Callback::new(move |()| app.act(event.clone(), error, || ()));
        if is_active {
            let reached = Callback::new(move |()| {
                let event = Event::GoalReached {
                    goal: id,
                    day: clock::today(),
                };
                app.act(event, error, move || app.go(&Route::ReachedGoal(id)));
            });
            let is_worked_on = app.plan(|plan| plan.is_worked_on(id));
            let reached = is_worked_on.then(|| {
                view! {
                    <Button label=t("goal.reached") icon="flag" weight=Weight::Secondary on_click=reached />
                }
                .into_any()
            });
            view! {
                <div class="mb-actions">
                    {reached}
                    <Button label=t("goal.let_go") weight=Weight::Subtle on_click=act(Event::GoalLetGo { goal: id }) />
                </div>
            }
            .into_any()
        } else {
            view! { <Button label=t("goal.reopen") weight=Weight::Secondary on_click=act(Event::GoalReopened { goal: id }) /> }
                .into_any()
        }
    })
.into_any()
}
