//! "Wanneer?": today, tomorrow, another day or not yet. One tap saves.

use chrono::{Days, NaiveDate};
use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::ids::MiniStepId;
use mijn_brug_plan::values::When;

use crate::device::{clock, draft};
use crate::resident::context::App;
use crate::ui::field::{FieldError, Segment};
use crate::ui::parsed_field;
use crate::ui::saving::{Autosaved, SaveAction};
use crate::ui::texts::t;

/// What was answered, as the value of the group of options.
const TODAY: &str = "today";
const TOMORROW: &str = "tomorrow";
const OTHER: &str = "other";
const NOT_YET: &str = "none";

/// The four options. `answered` is set once a day, or none, is stored.
pub fn when(app: App, id: MiniStepId, answered: RwSignal<bool>) -> AnyView {
    let stored = app.plan_now(|plan| plan.mini_steps.get(&id).and_then(|it| it.when.day));
    let chosen = RwSignal::new(value(stored, answered.get_untracked()).to_owned());
    let error = RwSignal::new(None);
    let choose = Callback::new(move |choice: String| {
        chosen.set(choice.clone());
        let today = clock::today();
        let day = match choice.as_str() {
            TODAY => Some(today),
            TOMORROW => today.checked_add_days(Days::new(1)),
            NOT_YET => None,
            // The field below asks which day.
            _ => return,
        };
        app.act(planned(app, id, day), error, move || {
            answered.try_set(true);
        });
    });
    let options = [
        (TODAY, t("when.today")),
        (TOMORROW, t("when.tomorrow")),
        (OTHER, t("when.other")),
        (NOT_YET, t("when.not_yet")),
    ];
    let options = options.map(|(value, words)| (value.to_owned(), words));
    view! {
        <Segment legend=t("when.title") name="when" options=options.into() value=chosen on_choose=choose />
        {move || (chosen.get() == OTHER).then(|| other_day(app, id, answered))}
        <FieldError id="when-error".to_owned() error />
    }
    .into_any()
}

/// Without a day nothing is chosen, unless that was the answer.
fn value(day: Option<NaiveDate>, is_answered: bool) -> &'static str {
    let today = clock::today();
    match day {
        // A day that passed counts as today (R4).
        Some(day) if day <= today => TODAY,
        Some(day) if Some(day) == today.checked_add_days(Days::new(1)) => TOMORROW,
        Some(_) => OTHER,
        None if is_answered => NOT_YET,
        None => "",
    }
}

/// Another day keeps the time and the length. Without a day there is no time either.
fn planned(app: App, id: MiniStepId, day: Option<NaiveDate>) -> Event {
    let known = app.plan_now(|plan| plan.mini_steps.get(&id).map(|it| it.when));
    let known = known.unwrap_or_default();
    let when = When {
        day,
        time: known.time.filter(|_| day.is_some()),
        minutes: known.minutes,
    };
    Event::MiniStepPlanned { mini_step: id, when }
}

fn other_day(app: App, id: MiniStepId, answered: RwSignal<bool>) -> AnyView {
    let stored = app.plan_now(|plan| plan.mini_steps.get(&id).and_then(|it| it.when.day));
    let stored = parsed_field::day_text(stored);
    let key = format!("plan.{id}.day");
    let day = parsed_field::day("mini-day-date", draft::text(key.clone(), stored.clone()));
    let kept = Autosaved::parsed(key, stored, day, move |_| match day.optional_now() {
        Ok(Some(chosen)) => {
            let event = planned(app, id, Some(chosen));
            SaveAction::save(move |error, then| {
                let then = Box::new(move || {
                    answered.try_set(true);
                    then();
                });
                app.act_then(event.into(), error, then);
            })
        }
        Ok(None) => SaveAction::Incomplete,
        Err(words) => SaveAction::Invalid(words),
    });
    kept.around(day.draw(t("when.which_day")))
}
