//! "Herinner mij": the moment and the words of a reminder. Offers the moments that most people want, and any other.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::reminder::choices;
use mijn_brug_plan::values::{Reminder, ReminderTarget};

use super::{at, calendar, called, screen_of, silence, wrong_clock};
use crate::device::{clock, draft};
use crate::resident::context::{App, use_app};
use crate::resident::route::Route;
use crate::ui::choice::choice;
use crate::ui::day_picker::DayPicker;
use crate::ui::field::{Field, FieldError};
use crate::ui::format;
use crate::ui::parsed_field::{self, FormError, ParsedField};
use crate::ui::saving::{Autosaved, SaveAction, ready};
use crate::ui::screen::{Button, Notice, Screen};
use crate::ui::texts::t;

/// The form value of "another moment".
const OWN: &str = "own";
/// The value of an appointment's default moments: the day before, and two hours before.
const USUAL: &str = "usual";
/// The value of no reminder at all.
const OFF: &str = "off";

/// The screen for setting a reminder.
pub fn set(target: ReminderTarget) -> AnyView {
    let app = use_app();
    let Some(title) = app.plan_now(|plan| called(plan, target)) else {
        return view! {
            <Screen title=t("remind.me_title") back=Route::Today.path()>
                <p class="nl-paragraph">{t("failure.changed")}</p>
            </Screen>
        }
        .into_any();
    };
    let silent = app.plan_now(silence);
    view! {
        <Screen title=t("remind.me_title") back=screen_of(target).path()>
            <p class="mb-quote" dir="auto">{title}</p>
            {silent.map(|silent| view! { <Notice kind="info" text=silent /> }.into_any())}
            {wrong_clock(app).map(|words| view! { <Notice kind="info" text=words /> }.into_any())}
            {form(app, target)}
        </Screen>
    }
    .into_any()
}

/// The fields of the form.
#[derive(Clone, Copy)]
struct Fields {
    choice: RwSignal<String>,
    day: ParsedField<NaiveDate>,
    time: ParsedField<NaiveTime>,
    words: RwSignal<String>,
}

impl Fields {
    fn new(app: App, target: ReminderTarget, first: &str) -> Self {
        let [choice, day, time, words] = Self::stored(app, target, first);
        let field = |name: &str, start: String| draft::text(format!("{}.{name}", key(target)), start);
        Self {
            choice: field("choice", choice),
            day: parsed_field::day("remind-day-date", field("day", day)),
            time: parsed_field::time("remind-time", field("time", time)),
            words: field("words", words),
        }
    }

    /// The current reminder as field values: choice, day, time, words.
    fn stored(app: App, target: ReminderTarget, first: &str) -> [String; 4] {
        let (known, is_off) = app.plan_now(|plan| {
            let is_off = plan.snoozed.get(&target).is_some_and(Option::is_none);
            (plan.reminders.get(&target).cloned(), is_off)
        });
        // A moment that has passed is not offered again, but its words are.
        let wall = known.as_ref().map(|it| it.day.and_time(it.time));
        let ahead = wall.filter(|wall| *wall > clock::wall());
        let choice = match ahead {
            _ if is_off => OFF,
            Some(_) => OWN,
            None => first,
        };
        let offered = ahead.or_else(|| first.parse().ok());
        let start = |text: Option<String>| text.unwrap_or_default();
        [
            choice.to_owned(),
            parsed_field::day_text(offered.map(|wall| wall.date())),
            parsed_field::time_text(offered.map(|wall| wall.time())),
            start(known.map(|it| it.words)),
        ]
    }

    /// All fields as one text. `None` once the screen is gone.
    fn value(self) -> Option<String> {
        let texts = [
            self.choice.try_get_untracked()?,
            self.day.try_text()?,
            self.time.try_text()?,
            self.words.try_get_untracked()?,
        ];
        Some(texts.join("\n"))
    }

    /// The chosen moment.
    ///
    /// # Errors
    /// Fails if a field is missing or unreadable. [`FormError`] may point at a field.
    fn moment(self) -> Result<NaiveDateTime, FormError> {
        let choice = self.choice.get_untracked();
        if choice != OWN {
            return choice.parse().map_err(|_| FormError::Form(t("remind.missing")));
        }
        let (day, time) = (
            self.day.required("remind.missing"),
            self.time.required("remind.missing"),
        );
        Ok(day?.and_time(time?))
    }

    /// Like [`moment`](Self::moment), for a form that saves itself.
    ///
    /// # Errors
    /// Returns the text to show.
    fn moment_now(self) -> Result<NaiveDateTime, String> {
        let choice = self.choice.get_untracked();
        if choice != OWN {
            return choice.parse().map_err(|_| t("remind.missing"));
        }
        let day = self.day.required_now("remind.missing")?;
        Ok(day.and_time(self.time.required_now("remind.missing")?))
    }

    /// Whether day and time are both empty, without even an incomplete value.
    fn are_empty(self) -> bool {
        matches!(self.day.optional_now(), Ok(None)) && matches!(self.time.optional_now(), Ok(None))
    }
}

fn key(target: ReminderTarget) -> String {
    match target {
        ReminderTarget::MiniStep(id) => format!("remind.{id}"),
        ReminderTarget::Appointment(id) => format!("remind.{id}"),
    }
}

/// Whether the form starts from something that is in effect: a coming reminder, none on purpose, or an appointment's
/// default moments.
fn is_there(app: App, target: ReminderTarget) -> bool {
    app.plan_now(|plan| match plan.reminders.get(&target) {
        _ if plan.snoozed.get(&target).is_some_and(Option::is_none) => true,
        Some(reminder) => reminder.day.and_time(reminder.time) > clock::wall(),
        None => matches!(target, ReminderTarget::Appointment(_)),
    })
}

/// The choices: a value and its label. The value of a moment is the wall time itself.
fn options(app: App, target: ReminderTarget) -> Vec<(String, String)> {
    let now = clock::wall();
    let mut options = Vec::new();
    match target {
        ReminderTarget::MiniStep(id) => {
            let when = app.plan_now(|plan| plan.mini_steps.get(&id).map(|it| it.when));
            let when = when.unwrap_or_default();
            let first = choices::suggested(when, now);
            let evening = choices::this_evening(now);
            let mut walls = vec![first];
            walls.extend(evening.filter(|evening| *evening != first));
            let morning = choices::suggested(mijn_brug_plan::values::When::default(), now);
            if morning != first {
                walls.push(morning);
            }
            options.extend(
                walls
                    .into_iter()
                    .map(|wall| (wall_value(wall), format::capital(&at(wall)))),
            );
        }
        ReminderTarget::Appointment(_) => options.push((USUAL.to_owned(), t("remind.usual"))),
    }
    options.push((OWN.to_owned(), t("remind.own")));
    let is_appointment = matches!(target, ReminderTarget::Appointment(_));
    let is_set = app.plan_now(|plan| plan.reminders.contains_key(&target));
    if is_appointment || is_set {
        options.push((OFF.to_owned(), t("remind.off")));
    }
    options
}

/// In the format that [`NaiveDateTime`] parses.
fn wall_value(wall: NaiveDateTime) -> String {
    format!("{}T{}:00", wall.date(), format::time_field(wall.time()))
}

fn form(app: App, target: ReminderTarget) -> AnyView {
    let options = options(app, target);
    let first = options.first().map_or(OWN, |(value, _)| value.as_str());
    let fields = Fields::new(app, target, first);
    let kept = is_there(app, target).then(|| {
        let value = move || fields.value();
        let stored = Fields::stored(app, target, first).join("\n");
        Autosaved::new(format!("{}.", key(target)), stored, value, move |_| {
            match wish(fields, target, Fields::moment_now) {
                Ok(event) => app.saving(event),
                // "Own moment" was just chosen: day and time follow.
                Err(_) if fields.are_empty() => SaveAction::Incomplete,
                Err(words) => SaveAction::Invalid(words),
            }
        })
    });
    let error = kept.map_or_else(|| RwSignal::new(None), |kept| kept.error);
    let save = Callback::new(move |()| {
        let event = match wish(fields, target, Fields::moment) {
            Ok(event) => event,
            Err(wrong) => return error.set(wrong.words()),
        };
        app.act(event, error, move || {
            draft::clear(&key(target));
            app.go_replacing(&screen_of(target));
        });
    });
    let choices = options
        .into_iter()
        .map(|(value, words)| {
            choice(
                "remind",
                fields.choice,
                value,
                view! { <span>{words}</span> }.into_any(),
            )
        })
        .collect_view();
    let own = move || {
        (fields.choice.get() == OWN).then(|| {
            view! {
                <DayPicker name="remind-day" legend=t("remind.day") day=fields.day />
                {fields.time.draw(t("mini.time"))}
            }
            .into_any()
        })
    };
    let words = move || {
        let choice = fields.choice.get();
        (choice != OFF && choice != USUAL).then(|| {
            view! { <Field id="remind-words" label=t("remind.words") hint=t("remind.words_hint") value=fields.words /> }.into_any()
        })
    };
    let all = view! {
        <fieldset class="mb-fieldset">
            <legend class="utrecht-form-label">{t("remind.when")}</legend>
            <div class="mb-choices">{choices}</div>
        </fieldset>
        {own}
        {words}
    };
    // A new reminder is saved by one button.
    let (all, ready) = match kept {
        Some(kept) => {
            let go = move || app.go(&screen_of(target));
            (kept.around(all.into_any()), ready(go))
        }
        None => (
            all.into_any(),
            view! { <Button label=t("form.save") on_click=save /> }.into_any(),
        ),
    };
    view! {
        {all}
        <FieldError id="remind-error".to_owned() error />
        <div class="mb-actions">{ready}</div>
        {calendar::button(app, target)}
    }
    .into_any()
}

/// The event for what the form says.
///
/// # Errors
/// Returns what is wrong with the form.
fn wish<E: From<String>>(
    fields: Fields,
    target: ReminderTarget,
    moment: fn(Fields) -> Result<NaiveDateTime, E>,
) -> Result<Event, E> {
    let choice = fields.choice.get_untracked();
    let is_appointment = matches!(target, ReminderTarget::Appointment(_));
    if choice == OFF && is_appointment {
        // Recorded explicitly: otherwise an appointment would fire at its default moments.
        return Ok(Event::ReminderSnoozed { target, until: None });
    }
    if choice == OFF || choice == USUAL {
        return Ok(Event::ReminderSet {
            target,
            reminder: None,
        });
    }
    let wall = moment(fields)?;
    if wall <= clock::wall() {
        return Err(t("remind.past").into());
    }
    Ok(Event::ReminderSet {
        target,
        reminder: Some(Reminder {
            day: wall.date(),
            time: wall.time(),
            zone: clock::zone(),
            words: fields.words.get_untracked().trim().to_owned(),
        }),
    })
}
