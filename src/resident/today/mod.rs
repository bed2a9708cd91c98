//! Vandaag: the next mini-step, the next appointment, and nothing else at first sight (R7).

use std::cell::RefCell;

use leptos::prelude::*;
use mijn_brug_plan::ids::MiniStepId;
use mijn_brug_plan::plan::{GoalState, MiniStep, Rest};
use mijn_brug_plan::{Command, Event, query};

use super::context::{App, use_app};
use super::lazy::{Answer, use_parts, with_reminders};
use super::route::Route;
use crate::device::clock;
use crate::ui::field::FieldError;
use crate::ui::icon::{Icon, Picture};
use crate::ui::screen::{Button, LinkButton, Screen, Weight, later};
use crate::ui::texts::{t, tf};
use crate::ui::{format, pictogram};

pub mod appointment;
pub mod done;
pub mod edit_appointment;
pub mod not_done;

/// Number of days away after which the resident is welcomed back.
const AWAY: u64 = 14;

thread_local! {
    /// What an exit of "Niet gelukt" did. Vandaag says it once.
    static EXIT_TAKEN: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The screen of Vandaag.
pub fn today() -> AnyView {
    let (app, parts) = (use_app(), use_parts());
    let taken = StoredValue::new(EXIT_TAKEN.take());
    let said = RwSignal::new(None);
    let shown =
        Memo::new(move |_| app.plan(|plan| query::next_mini_step(plan, app.today()).map(|(id, _)| id)));
    let body = move || {
        let today = app.today();
        if let Some(rest) = app.plan(|plan| plan.rest.filter(|_| query::is_resting(plan, today))) {
            return resting(app, rest);
        }
        let next = app.plan(|plan| query::next_mini_step(plan, today).map(|(id, next)| (id, next.clone())));
        match next {
            Some((id, next)) => next_step(app, id, &next, said),
            None => nothing_to_do(app),
        }
    };
    let has_next = Memo::new(move |_| shown.get().is_some());
    (move || {
        // Everything is redrawn at midnight, because words for days such as "Morgen" change.
        app.today();
        let title = if has_next.get() {
            t("today.title")
        } else {
            t("nav.today")
        };
        view! {
            <Screen title=title above=greeting(app)>
                {taken.get_value().map(said_once)}
                {move || parts.review.get().map(|part| (part.now)(app))}
                {with_reminders(move |part| (part.on_today)(app, shown, said))}
                {body}
                {move || parts.review.get().map(|part| (part.below)(app))}
                {move || appointment::on_today(app)}
                {with_reminders(move |part| (part.in_calendar)(app))}
                {move || {
                    let has_goals = app.plan(|plan| !plan.goals.is_empty());
                    has_goals.then(|| view! { <a class="nl-link mb-more" href="/plan">{t("today.whole_plan")}</a> }.into_any())
                }}
            </Screen>
        }.into_any()
    })
.into_any()
}

/// One line that says what just happened, also to a screen reader.
fn said_once(words: String) -> AnyView {
    view! { <p class="mb-said" role="status">{later(move || words.clone())}</p> }.into_any()
}

/// The line above the title. Welcomes back a resident who was away for long.
fn greeting(app: App) -> String {
    if app.plan_now(|plan| query::days_away(plan, clock::now())) >= AWAY {
        return t("today.welcome_back");
    }
    match clock::hour() {
        5..=11 => t("today.morning"),
        12..=17 => t("today.afternoon"),
        18..=23 => t("today.evening"),
        _ => t("today.night"),
    }
}

/// The card of the next mini-step.
fn next_step(app: App, id: MiniStepId, next: &MiniStep, answer: Answer) -> AnyView {
    let error = RwSignal::new(None);
    let done = Callback::new(move |()| {
        app.act(Command::Finish(id), error, move || app.go(&Route::Done(id)));
    });
    view! {
        <section class="mb-card mb-card--lifted">
            <Picture name=pictogram::for_title(&next.title) />
            <h2 class="nl-heading nl-heading--level-2" dir="auto">
                <a class="mb-quiet-link" href=Route::MiniStep(id).path()>{next.title.clone()}</a>
            </h2>
            {facts(next)}
            <FieldError id="next-error".to_owned() error />
            <div class="mb-actions">
                <Button label=t("today.done") icon="check" on_click=done />
                <LinkButton label=t("today.not_done") href=Route::NotDone(id).path() weight=Weight::Secondary />
            </div>
            {with_reminders(move |part| (part.on_next)(app, id, answer))}
        </section>
    }
    .into_any()
}

/// When, after what, and with whom: what a person needs to begin. Also the question asked about it, and the answer.
pub fn facts(mini_step: &MiniStep) -> AnyView {
    let when = format::when(mini_step.when).map(|words| fact("clock", words));
    let if_then = mini_step.if_then.as_ref();
    let if_then = if_then.map(|if_then| fact("coffee", format::if_then(if_then)));
    let supporter = mini_step.supporter.as_ref();
    let supporter = supporter.map(|name| fact("users", tf("today.supporter", &[("name", name)])));
    list(
        [when, if_then, supporter]
            .into_iter()
            .flatten()
            .chain(help(mini_step)),
    )
}

/// The question that the resident asked about it, and the answer.
pub fn facts_of_help(mini_step: &MiniStep) -> AnyView {
    list(help(mini_step))
}

fn help(mini_step: &MiniStep) -> impl Iterator<Item = AnyView> {
    let question = mini_step.help_asked.as_ref();
    let question = question
        .filter(|question| !question.is_empty())
        .map(|question| fact("life-buoy", tf("today.question", &[("question", question)])));
    let answer = mini_step.help_answer.as_ref();
    let answer = answer.map(|answer| fact("message-circle", answer.clone()));
    [question, answer].into_iter().flatten()
}

fn fact(icon: &'static str, words: String) -> AnyView {
    view! { <li><Icon name=icon /><span dir="auto">{words}</span></li> }.into_any()
}

fn list(facts: impl Iterator<Item = AnyView>) -> AnyView {
    let facts: Vec<AnyView> = facts.collect();
    if facts.is_empty() {
        return ().into_any();
    }
    view! { <ul class="mb-facts">{facts}</ul> }.into_any()
}

fn resting(app: App, rest: Rest) -> AnyView {
    let error = RwSignal::new(None);
    let until = match rest.until {
        Some(until) => tf("today.rest_until", &[("day", &format::day(until))]),
        None => t("today.rest_open"),
    };
    let back = Callback::new(move |()| app.act(Event::RestEnded {}, error, || ()));
    view! {
        <section class="mb-card mb-card--lifted">
            <img class="mb-picture" src="/pictures/rest.svg" alt="" width="344" height="200" />
            <h2 class="nl-heading nl-heading--level-2">{t("today.rest_title")}</h2>
            <p class="nl-paragraph">{until}</p>
            <FieldError id="rest-error".to_owned() error />
            <div class="mb-actions">
                <Button label=t("today.rest_end") weight=Weight::Secondary on_click=back />
            </div>
        </section>
    }
    .into_any()
}

/// Shown if there is nothing to do: either nothing is planned yet, or everything is done.
fn nothing_to_do(app: App) -> AnyView {
    let has_positions = app.plan(|plan| !plan.positions.is_empty());
    let active = app.plan(|plan| {
        plan.goals
            .iter()
            .find(|goal| goal.state == GoalState::Active)
            .map(|goal| goal.id)
    });
    let (text, label, route) = match active {
        Some(goal) => (t("today.all_done"), t("today.next_step"), Route::Goal(goal)),
        None if has_positions => (t("today.no_goal"), t("today.set_goal"), Route::NewGoal),
        None => (t("today.no_bridge"), t("today.to_bridge"), Route::ChooseDomain),
    };
    view! {
        <section class="mb-card mb-card--lifted">
            <img class="mb-picture" src="/pictures/empty-plan.svg" alt="" width="344" height="200" />
            <p class="mb-lead">{text}</p>
            <div class="mb-actions">
                <LinkButton label=label href=route.path() />
            </div>
        </section>
    }
    .into_any()
}
