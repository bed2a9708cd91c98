//! One mini-step on one screen: its day, its reminder, and "meer erbij". Everything saves at a tap.

use leptos::prelude::*;
use mijn_brug_plan::ids::MiniStepId;
use mijn_brug_plan::plan::{MiniStep, MiniStepState};
use mijn_brug_plan::values::{ReminderTarget, When};
use mijn_brug_plan::{Command, Event};

use super::if_then;
use super::when::when;
use crate::device::draft;
use crate::resident::context::{App, use_app};
use crate::resident::lazy::with_reminders;
use crate::resident::route::Route;
use crate::resident::today::{facts, facts_of_help};
use crate::ui::field::{Field, FieldError};
use crate::ui::format;
use crate::ui::parsed_field;
use crate::ui::saving::{Autosaved, SaveAction};
use crate::ui::screen::{Button, LinkButton, Screen, Weight};
use crate::ui::texts::{t, tf};

/// The screen of one mini-step.
pub fn mini_step(id: MiniStepId) -> AnyView {
    let app = use_app();
    let found = app.plan_now(|plan| {
        let it = plan.mini_steps.get(&id)?;
        let goal = plan.goal(plan.steps.get(&it.step)?.goal)?;
        Some((it.clone(), goal.id, goal.wish.clone()))
    });
    let Some((it, goal, wish)) = found else {
        return view! {
            <Screen title=t("goal.gone") back=Route::Plan.path()>
                <p class="nl-paragraph">{t("failure.changed")}</p>
            </Screen>
        }
        .into_any();
    };
    let back = Route::Goal(goal);
    if it.is_open() {
        let title = Signal::derive(move || {
            let title = app.plan(|plan| plan.mini_steps.get(&id).map(|it| it.title.clone()));
            title.unwrap_or_default()
        });
        return view! {
            <Screen title=title above=wish back=back.path()>
                {with_reminders(move |part| (part.on_its_screen)(app, id))}
                {facts_of_help(&it)}
                {form(app, id, &it)}
                {ways_on(app, id)}
            </Screen>
        }
        .into_any();
    }
    let error = RwSignal::new(None);
    let (state, can_reopen) = match it.state {
        MiniStepState::Done(day, _) => (tf("goal.done_on", &[("day", &format::day(day))]), true),
        MiniStepState::LetGo => (t("plan.let_go"), true),
        _ => (t("mini.was_split"), false),
    };
    let reopen = Callback::new(move |()| {
        app.act(Event::MiniStepReopened { mini_step: id }, error, move || {
            app.go_replacing(&Route::MiniStep(id));
        });
    });
    view! {
        <Screen title=it.title.clone() back=back.path()>
            <p class="mb-lead">{state}</p>
            {facts(&it)}
            <FieldError id="mini-error".to_owned() error />
            {can_reopen.then(|| view! {
                <Button label=t("mini.reopen") weight=Weight::Secondary on_click=reopen />
            }.into_any())}
        </Screen>
    }
    .into_any()
}

/// The form. Each of its parts saves itself.
fn form(app: App, id: MiniStepId, it: &MiniStep) -> AnyView {
    let planned = Signal::derive(move || {
        let when = app.plan(|plan| plan.mini_steps.get(&id).map(|it| it.when));
        when.unwrap_or_default()
    });
    let reminder = with_reminders(move |part| (part.card)(app, ReminderTarget::MiniStep(id), planned));
    let answered = RwSignal::new(it.when.day.is_some());
    view! {
        {when(app, id, answered)}
        {reminder}
        <details class="mb-details">
            <summary>{t("more.along")}</summary>
            {if_then::if_then(app, id, it)}
            {words(app, id, it)}
            {moment(app, id, it)}
            {first(app, id)}
        </details>
    }
    .into_any()
}

const TITLE: &str = "title";
const TIME: &str = "time";
const MINUTES: &str = "minutes";
const SUPPORTER: &str = "supporter";

/// The key of a field's draft.
fn key(id: MiniStepId, name: &str) -> String {
    format!("plan.{id}.{name}")
}

fn minutes_field(it: &MiniStep) -> String {
    it.when
        .minutes
        .map(|minutes| minutes.to_string())
        .unwrap_or_default()
}

fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The time, and the duration. The day is chosen above.
fn moment(app: App, id: MiniStepId, it: &MiniStep) -> AnyView {
    let time_text = parsed_field::time_text(it.when.time);
    let time = parsed_field::time("mini-time", draft::text(key(id, TIME), time_text.clone()));
    let minutes_text = draft::text(key(id, MINUTES), minutes_field(it));
    let minutes = parsed_field::minutes("mini-minutes", minutes_text);
    // Includes what is typed in the other field, so that two quick changes are both stored.
    let planned = move || {
        let stored = app.plan_now(|plan| plan.mini_steps.get(&id).map(|it| it.when));
        let stored = stored.unwrap_or_default();
        let when = When {
            day: stored.day,
            time: time.optional_now().unwrap_or(stored.time),
            minutes: minutes.optional_now().unwrap_or(stored.minutes),
        };
        app.saving(Event::MiniStepPlanned { mini_step: id, when })
    };
    let time_kept = Autosaved::parsed(key(id, TIME), time_text, time, move |_| {
        time.optional_now()
            .map_or_else(SaveAction::Invalid, |_| planned())
    });
    let minutes_kept = Autosaved::parsed(key(id, MINUTES), minutes_field(it), minutes, move |_| {
        minutes
            .optional_now()
            .map_or_else(SaveAction::Invalid, |_| planned())
    });
    view! {
        <div class="mb-pair">
            {time_kept.around(time.draw(t("mini.time")))}
            {minutes_kept.around(minutes.draw(t("mini.minutes")))}
        </div>
    }
    .into_any()
}

/// Who helps, and the title.
fn words(app: App, id: MiniStepId, it: &MiniStep) -> AnyView {
    let stored = it.supporter.clone().unwrap_or_default();
    let (supporter, supporter_kept) = Autosaved::text(key(id, SUPPORTER), stored, move |text| {
        app.saving(Event::SupporterSet {
            mini_step: id,
            supporter: some(text),
        })
    });
    let (title, title_kept) = Autosaved::text(key(id, TITLE), it.title.clone(), move |text| {
        app.saving(Event::MiniStepReworded {
            mini_step: id,
            title: text.trim().to_owned(),
        })
    });
    view! {
        {supporter_kept.around(view! {
            <Field
                id="mini-supporter"
                label=t("mini.supporter")
                hint=t("not_done.help_who_hint")
                value=supporter
                error=supporter_kept.error
            />
        })}
        {title_kept.around(view! {
            <Field id="mini-title" label=t("mini.title") value=title error=title_kept.error />
        })}
    }
    .into_any()
}

/// Brings the mini-step forward.
fn first(app: App, id: MiniStepId) -> AnyView {
    let error = RwSignal::new(None);
    let first = Callback::new(move |()| {
        app.act(
            Event::MiniStepBroughtForward { mini_step: id },
            error,
            move || app.go(&Route::Today),
        );
    });
    view! {
        <FieldError id="first-error".to_owned() error />
        <div class="mb-actions">
            <Button label=t("mini.first") weight=Weight::Secondary on_click=first />
        </div>
    }
    .into_any()
}

fn ways_on(app: App, id: MiniStepId) -> AnyView {
    let error = RwSignal::new(None);
    let done = Callback::new(move |()| {
        app.act(Command::Finish(id), error, move || {
            app.go_replacing(&Route::Done(id));
        });
    });
    view! {
        <FieldError id="mini-error".to_owned() error />
        <div class="mb-actions">
            <Button label=t("today.done") icon="check" on_click=done />
            <LinkButton label=t("today.not_done") href=Route::NotDone(id).path() weight=Weight::Secondary />
        </div>
    }
    .into_any()
}
