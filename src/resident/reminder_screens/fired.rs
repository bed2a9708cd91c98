//! Reminders that fired: on Vandaag at the next visit, and on the mini-step's own screen. Without blame (R4): no missed
//! moment is named, and one tap postpones or ends a reminder.

use chrono::NaiveDateTime;
use leptos::prelude::*;
use mijn_brug_plan::ids::MiniStepId;
use mijn_brug_plan::reminder::choices;
use mijn_brug_plan::values::ReminderTarget;
use mijn_brug_plan::{Command, Event};

use super::{at, fired, with_answer};
use crate::device::clock;
use crate::resident::context::App;
use crate::resident::lazy::Answer;
use crate::resident::route::Route;
use crate::ui::busy::Busy;
use crate::ui::field::FieldError;
use crate::ui::icon::Picture;
use crate::ui::screen::{Button, LinkButton, Weight};
use crate::ui::texts::{t, tf};

/// The card on Vandaag with all reminders that fired, one line each, except that of the next mini-step, which has these
/// choices on its own card.
pub fn on_today(app: App, next: Memo<Option<MiniStepId>>, answer: Answer) -> AnyView {
    let fired = fired(app);
    let draw = move || {
        let others: Vec<MiniStepId> = fired
            .get()
            .into_iter()
            .filter(|id| Some(*id) != next.get())
            .collect();
        if others.is_empty() {
            return ().into_any();
        }
        let lines = others.iter().map(|id| line(app, *id, answer)).collect_view();
        let all = (others.len() > 1).then(|| {
            let postpone = Callback::new(move |()| postpone_all(app, others.clone(), answer));
            view! { <div class="mb-actions"><Button label=t("fired.none_today") weight=Weight::Secondary on_click=postpone /></div> }.into_any()
        });
        view! {
            <section class="mb-card">
                {head()}
                {lines}
                {all}
            </section>
        }
        .into_any()
    };
    with_answer(draw, answer)
}

fn head() -> AnyView {
    view! {
        <div class="mb-card__head">
            <Picture name="bell" small=true />
            <h2 class="nl-heading nl-heading--level-3">{t("fired.title")}</h2>
        </div>
    }
    .into_any()
}

/// One reminder that fired. Its choices are behind a fold, so that Vandaag stays calm (R7).
fn line(app: App, id: MiniStepId, answer: Answer) -> AnyView {
    let title = app.plan_now(|plan| plan.mini_steps.get(&id).map(|it| it.title.clone()));
    let title = title.unwrap_or_default();
    let choices = view! {
        {own_words(app, id)}
        <div class="mb-actions">{done(app, id, Weight::Secondary)}</div>
        {postpone(app, id, answer)}
    };
    view! {
        <details class="mb-details">
            <summary dir="auto">{title}</summary>
            <div class="mb-card__body">{choices}</div>
        </details>
    }
    .into_any()
}

/// The same choices on the mini-step's own screen, which a notification opens.
pub fn on_its_screen(app: App, id: MiniStepId) -> AnyView {
    let fired = fired(app);
    let answer = RwSignal::new(None::<String>);
    let draw = move || {
        fired.with(|fired| fired.contains(&id)).then(|| {
            view! {
                <section class="mb-card mb-card--lifted">
                    {head()}
                    {own_words(app, id)}
                    <div class="mb-actions">
                        {done(app, id, Weight::Primary)}
                        <LinkButton label=t("today.not_done") href=Route::NotDone(id).path() weight=Weight::Secondary />
                    </div>
                    {postpone(app, id, answer)}
                </section>
            }.into_any()
        })
    };
    with_answer(draw, answer)
}

/// The same choices on Vandaag's card of the next mini-step, which has its own "Gelukt".
pub fn on_next(app: App, id: MiniStepId, answer: Answer) -> AnyView {
    let fired = fired(app);
    (move || {
        fired.with(|fired| fired.contains(&id)).then(|| {
            view! {
                {own_words(app, id)}
                {postpone(app, id, answer)}
            }
            .into_any()
        })
    })
    .into_any()
}

/// The words that the person wrote for the reminder.
fn own_words(app: App, id: MiniStepId) -> AnyView {
    let target = ReminderTarget::MiniStep(id);
    let words = app.plan_now(|plan| plan.reminders.get(&target).map(|it| it.words.clone()));
    let words = words.filter(|words| !words.is_empty());
    words
        .map(|words| view! { <p class="mb-quote" dir="auto">{words}</p> }.into_any())
        .into_any()
}

fn done(app: App, id: MiniStepId, weight: Weight) -> AnyView {
    let error = RwSignal::new(None);
    let done = Callback::new(move |()| {
        app.act(Command::Finish(id), error, move || app.go(&Route::Done(id)));
    });
    view! {
        <Button label=t("today.done") icon="check" weight=weight on_click=done />
        <FieldError id=format!("done-error-{id}") error />
    }
    .into_any()
}

/// "Straks", "niet vandaag", "geen herinnering meer". The result is written to `answer`.
fn postpone(app: App, id: MiniStepId, answer: Answer) -> AnyView {
    let error = RwSignal::new(None);
    let target = ReminderTarget::MiniStep(id);
    let until = move |words: String, moment: fn(App, ReminderTarget) -> NaiveDateTime| {
        let snooze = Callback::new(move |()| {
            // Computed at the tap: the screen may have been open for hours.
            let wall = moment(app, target);
            let event = Event::ReminderSnoozed {
                target,
                until: Some(wall),
            };
            app.act(event, error, move || {
                answer.try_set(Some(tf("fired.again", &[("moment", &at(wall))])));
            });
        });
        chip(words, snooze)
    };
    let off = Callback::new(move |()| {
        let event = Event::ReminderSet {
            target,
            reminder: None,
        };
        app.act(event, error, move || {
            answer.try_set(Some(t("fired.is_off")));
        });
    });
    let has_evening = choices::this_evening(clock::wall()).is_some();
    view! {
        <div class="mb-card__body">
            <p class="mb-hint">{t("fired.later")}</p>
            <ul class="mb-chips">
                {until(t("fired.in_an_hour"), in_an_hour)}
                {has_evening.then(|| until(t("fired.this_evening"), this_evening))}
                {until(t("fired.not_today"), not_today)}
                {chip(t("fired.off"), off)}
            </ul>
        </div>
        <FieldError id=format!("later-error-{id}") error />
    }
    .into_any()
}

fn in_an_hour(_: App, _: ReminderTarget) -> NaiveDateTime {
    choices::in_an_hour(clock::wall())
}

fn this_evening(_: App, _: ReminderTarget) -> NaiveDateTime {
    let now = clock::wall();
    choices::this_evening(now).unwrap_or_else(|| choices::in_an_hour(now))
}

fn not_today(app: App, target: ReminderTarget) -> NaiveDateTime {
    app.plan_now(|plan| choices::not_today(plan, &target, clock::wall()))
}

fn chip(words: String, choose: Callback<()>) -> AnyView {
    let busy = Busy::new();
    view! {
        <li>
            <button type="button" class="mb-chip" on:click=move |_| busy.press(|| choose.run(()))>{words}</button>
        </li>
    }
    .into_any()
}

/// Postpones all of them: each returns tomorrow at its own time.
fn postpone_all(app: App, all: Vec<MiniStepId>, answer: Answer) {
    let error = RwSignal::new(None);
    let postpone = |id| {
        let target = ReminderTarget::MiniStep(id);
        let until = Some(not_today(app, target));
        Command::from(Event::ReminderSnoozed { target, until })
    };
    let commands = all.into_iter().map(postpone).collect();
    app.act(Command::All(commands), error, move || {
        answer.try_set(Some(t("fired.all_again")));
    });
    Effect::new(move |_| {
        if let Some(words) = error.get() {
            answer.try_set(Some(words));
        }
    });
}
