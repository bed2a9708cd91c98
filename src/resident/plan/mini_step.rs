//! One mini-step: its title, its day and time, its if-then plan, and who helps.

use chrono::{NaiveDate, NaiveTime};
use leptos::prelude::*;
use mijn_brug_plan::ids::MiniStepId;
use mijn_brug_plan::plan::{MiniStep, MiniStepState};
use mijn_brug_plan::values::{IfThen, ReminderTarget, When};
use mijn_brug_plan::{Command, Event};

use crate::device::draft;
use crate::resident::context::{App, use_app};
use crate::resident::lazy::with_reminders;
use crate::resident::route::Route;
use crate::resident::today::facts;
use crate::ui::day_picker::DayPicker;
use crate::ui::field::{Field, FieldError};
use crate::ui::format;
use crate::ui::parsed_field::{self, ParsedField};
use crate::ui::saving::{Autosaved, SaveAction, ready};
use crate::ui::screen::{Button, LinkButton, Screen, Weight};
use crate::ui::texts::{t, tf};

/// The screen of one mini-step.
pub fn mini_step(id: MiniStepId) -> AnyView {
    let app = use_app();
    let found = app.plan_now(|plan| {
        let it = plan.mini_steps.get(&id)?;
        Some((it.clone(), plan.steps.get(&it.step)?.goal))
    });
    let Some((it, goal)) = found else {
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
            <Screen title=title back=back.path()>
                {with_reminders(move |part| (part.on_its_screen)(app, id))}
                {form(app, id, &it, back)}
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

/// The fields of the form.
#[derive(Clone, Copy)]
struct Fields {
    title: RwSignal<String>,
    day: ParsedField<NaiveDate>,
    time: ParsedField<NaiveTime>,
    minutes: ParsedField<u16>,
    moment: RwSignal<String>,
    act: RwSignal<String>,
    supporter: RwSignal<String>,
}

impl Fields {
    fn new(id: MiniStepId, it: &MiniStep) -> Self {
        let field = |name: &str, start: String| draft::text(key(id, name), start);
        let [moment, act] = if_then_fields(it);
        Self {
            title: field(TITLE, it.title.clone()),
            day: parsed_field::day("mini-day-date", field(DAY, parsed_field::day_text(it.when.day))),
            time: parsed_field::time("mini-time", field(TIME, parsed_field::time_text(it.when.time))),
            minutes: parsed_field::minutes("mini-minutes", field(MINUTES, minutes_field(it))),
            moment: field("if.moment", moment),
            act: field("if.act", act),
            supporter: field(SUPPORTER, it.supporter.clone().unwrap_or_default()),
        }
    }

    /// The planned day, time and duration as typed. Reactive.
    fn when(self) -> When {
        When {
            day: self.day.value(),
            time: self.time.value(),
            minutes: self.minutes.value(),
        }
    }

    /// The planned day, time and duration, with the stored value for each field that cannot be read.
    fn planned(self, stored: When) -> When {
        When {
            day: self.day.optional_now().unwrap_or(stored.day),
            time: self.time.optional_now().unwrap_or(stored.time),
            minutes: self.minutes.optional_now().unwrap_or(stored.minutes),
        }
    }

    /// The if-then plan. A missing "then" becomes the title of the mini-step.
    ///
    /// # Errors
    /// Returns the text to show if "then" is filled in without "if".
    fn if_then(self) -> Result<Option<IfThen>, String> {
        let text = |signal: RwSignal<String>| some(&signal.get_untracked());
        match (text(self.moment), text(self.act)) {
            (Some(when), act) => Ok(Some(IfThen {
                when,
                then: act.unwrap_or_else(|| format::small(self.title.get_untracked().trim())),
            })),
            (None, Some(_)) => Err(t("mini.if_missing")),
            (None, None) => Ok(None),
        }
    }
}

const TITLE: &str = "title";
const DAY: &str = "day";
const TIME: &str = "time";
const MINUTES: &str = "minutes";
const SUPPORTER: &str = "supporter";
/// The common prefix of the keys of both halves of an if-then plan.
const IF_THEN: &str = "if.";

fn key(id: MiniStepId, name: &str) -> String {
    format!("plan.{id}.{name}")
}

fn minutes_field(it: &MiniStep) -> String {
    it.when
        .minutes
        .map(|minutes| minutes.to_string())
        .unwrap_or_default()
}

fn if_then_fields(it: &MiniStep) -> [String; 2] {
    let if_then = it.if_then.clone();
    if_then.map(|it| [it.when, it.then]).unwrap_or_default()
}

fn some(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The form. Each of its fields saves itself.
fn form(app: App, id: MiniStepId, it: &MiniStep, back: Route) -> AnyView {
    let fields = Fields::new(id, it);
    let when = Signal::derive(move || fields.when());
    let reminder = with_reminders(move |part| (part.card)(app, ReminderTarget::MiniStep(id), when));
    view! {
        {moment(app, id, it, fields)}
        {reminder}
        {if_then(app, id, it, fields)}
        {words(app, id, it, fields)}
        {ways_on(app, id, back)}
    }
    .into_any()
}

/// The day, the time, and the duration.
fn moment(app: App, id: MiniStepId, it: &MiniStep, fields: Fields) -> AnyView {
    // Includes what is typed in the other fields, so that two quick changes are both stored.
    let planned = move || {
        let stored = app.plan_now(|plan| plan.mini_steps.get(&id).map(|it| it.when));
        let when = fields.planned(stored.unwrap_or_default());
        app.saving(Event::MiniStepPlanned { mini_step: id, when })
    };
    let Fields {
        day, time, minutes, ..
    } = fields;
    let day_kept = Autosaved::parsed(
        key(id, DAY),
        parsed_field::day_text(it.when.day),
        day,
        move |_| day.optional_now().map_or_else(SaveAction::Invalid, |_| planned()),
    );
    let time_kept = Autosaved::parsed(
        key(id, TIME),
        parsed_field::time_text(it.when.time),
        time,
        move |_| {
            time.optional_now()
                .map_or_else(SaveAction::Invalid, |_| planned())
        },
    );
    let minutes_kept = Autosaved::parsed(key(id, MINUTES), minutes_field(it), minutes, move |_| {
        minutes
            .optional_now()
            .map_or_else(SaveAction::Invalid, |_| planned())
    });
    let days = view! { <DayPicker name="mini-day" legend=t("mini.day") none=t("mini.no_day") day /> };
    view! {
        {day_kept.around(days)}
        <div class="mb-pair">
            {time_kept.around(time.draw(t("mini.time")))}
            {minutes_kept.around(minutes.draw(t("mini.minutes")))}
        </div>
    }
    .into_any()
}

/// The two halves of an if-then plan, which are saved together.
fn if_then(app: App, id: MiniStepId, it: &MiniStep, fields: Fields) -> AnyView {
    let Fields { moment, act, .. } = fields;
    let both = move || Some([moment.try_get_untracked()?, act.try_get_untracked()?].join("\n"));
    let stored = if_then_fields(it).join("\n");
    let kept = Autosaved::new(key(id, IF_THEN), stored, both, move |_| match fields.if_then() {
        Ok(if_then) => app.saving(Event::IfThenSet {
            mini_step: id,
            if_then,
        }),
        Err(words) => SaveAction::Invalid(words),
    });
    kept.around(view! {
        <fieldset class="mb-fieldset mb-card">
            <legend class="utrecht-form-label">{t("mini.if_then")}</legend>
            <p class="mb-hint">{t("mini.if_then_hint")}</p>
            <Field id="mini-if" label=t("mini.if") hint=t("mini.if_hint") value=moment error=kept.error />
            <Field id="mini-then" label=t("mini.then") hint=t("mini.then_hint") value=act />
        </fieldset>
    })
}

/// Who helps, and the title.
fn words(app: App, id: MiniStepId, it: &MiniStep, fields: Fields) -> AnyView {
    let Fields { supporter, title, .. } = fields;
    let stored = it.supporter.clone().unwrap_or_default();
    let value = move || supporter.try_get_untracked();
    let supporter_kept = Autosaved::new(key(id, SUPPORTER), stored, value, move |text| {
        app.saving(Event::SupporterSet {
            mini_step: id,
            supporter: some(text),
        })
    });
    let value = move || title.try_get_untracked();
    let title_kept = Autosaved::new(key(id, TITLE), it.title.clone(), value, move |text| {
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

fn ways_on(app: App, id: MiniStepId, back: Route) -> AnyView {
    let error = RwSignal::new(None);
    let first = Callback::new(move |()| {
        app.act(
            Event::MiniStepBroughtForward { mini_step: id },
            error,
            move || app.go(&Route::Today),
        );
    });
    let done = Callback::new(move |()| {
        app.act(Command::Finish(id), error, move || {
            app.go_replacing(&Route::Done(id));
        });
    });
    view! {
        <FieldError id="mini-error".to_owned() error />
        <div class="mb-actions">
            {ready(move || app.go(&back))}
            <Button label=t("mini.first") weight=Weight::Secondary on_click=first />
        </div>
        <div class="mb-actions">
            <Button label=t("mini.done_already") icon="check" weight=Weight::Secondary on_click=done />
            <LinkButton label=t("mini.not_working") href=Route::NotDone(id).path() weight=Weight::Subtle />
        </div>
    }
    .into_any()
}
