//! One mini-step: its words, its day, its moment, who helps.

use crate::ui::dom::{IntoNode, Node, view};
use chrono::{NaiveDate, NaiveTime};
use leptos::prelude::*;
use mijn_brug_plan::ids::MiniStepId;
use mijn_brug_plan::plan::{MiniStep, MiniStepState};
use mijn_brug_plan::values::{IfThen, ReminderTarget, When};
use mijn_brug_plan::{Command, Event};

use crate::device::draft;
use crate::resident::reminding;
use crate::resident::route::Route;
use crate::resident::state::{App, use_app};
use crate::resident::today::facts;
use crate::ui::day_picker::DayPicker;
use crate::ui::field::{Field, FieldError};
use crate::ui::format;
use crate::ui::screen::{Act, GoTo, Screen, Weight};
use crate::ui::texts::{t, tf};
use crate::ui::typed::{self, Typed, Unclear};

/// The screen.
pub fn mini_step(id: MiniStepId) -> Node {
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
        .into_node();
    };
    let back = Route::Goal(goal);
    if it.is_open() {
        let title = it.title.clone();
        return view! {
            <Screen title=title back=back.path()>
                {reminding::once_here(app, move |reminding| (reminding.on_its_screen)(app, id))}
                {form(app, id, &it, back)}
            </Screen>
        }
        .into_node();
    }
    let error = RwSignal::new(None);
    let (state, can_reopen) = match it.state {
        MiniStepState::Done(day, _) => (tf("goal.done_on", &[("day", &format::day(day))]), true),
        MiniStepState::LetGo => (t("plan.let_go"), true),
        _ => (t("mini.was_split"), false),
    };
    let reopen = Callback::new(move |()| {
        app.act(Event::MiniStepReopened { mini_step: id }, error, move || {
            app.go_instead(&Route::MiniStep(id));
        });
    });
    view! {
        <Screen title=it.title.clone() back=back.path()>
            <p class="mb-lead">{state}</p>
            {facts(&it)}
            <FieldError id="mini-error".to_owned() error />
            {can_reopen.then(|| view! {
                <Act label=t("mini.reopen") weight=Weight::Secondary on_click=reopen />
            })}
        </Screen>
    }
    .into_node()
}

/// The fields of the form.
#[derive(Clone, Copy)]
struct Fields {
    title: RwSignal<String>,
    day: Typed<NaiveDate>,
    time: Typed<NaiveTime>,
    minutes: Typed<u16>,
    moment: RwSignal<String>,
    act: RwSignal<String>,
    supporter: RwSignal<String>,
}

impl Fields {
    fn new(id: MiniStepId, it: &MiniStep) -> Self {
        let field = |name: &str, start: Option<String>| {
            draft::text(format!("plan.{id}.{name}"), start.unwrap_or_default())
        };
        let if_then = it.if_then.as_ref();
        Self {
            title: field("title", Some(it.title.clone())),
            day: typed::day(
                "mini-day-date",
                field("day", it.when.day.map(|day| day.to_string())),
            ),
            time: typed::time("mini-time", field("time", it.when.time.map(format::time_field))),
            minutes: typed::minutes(
                "mini-minutes",
                field("minutes", it.when.minutes.map(|minutes| minutes.to_string())),
            ),
            moment: field("moment", if_then.map(|if_then| if_then.when.clone())),
            act: field("act", if_then.map(|if_then| if_then.then.clone())),
            supporter: field("supporter", it.supporter.clone()),
        }
    }

    /// When it is planned, as the form says. Follows what is typed.
    fn when(self) -> When {
        When {
            day: self.day.value(),
            time: self.time.value(),
            minutes: self.minutes.value(),
        }
    }

    /// When it is planned, for saving.
    fn planned(self) -> Result<When, Unclear> {
        // All of them say what is unclear, and not the first only.
        let (day, time, minutes) = (self.day.optional(), self.time.optional(), self.minutes.optional());
        Ok(When {
            day: day?,
            time: time?,
            minutes: minutes?,
        })
    }

    /// What changed, as commands.
    fn changes(self, mini_step: MiniStepId, it: &MiniStep) -> Result<Vec<Command>, Unclear> {
        let text = |signal: RwSignal<String>| signal.get_untracked().trim().to_owned();
        let some = |text: String| (!text.is_empty()).then_some(text);
        let title = text(self.title);
        let when = self.planned()?;
        let supporter = some(text(self.supporter));
        let (moment, act) = (some(text(self.moment)), some(text(self.act)));
        // Half an if-then plan is kept whole: what stands for the empty half is the mini-step itself.
        let if_then = match (moment, act) {
            (Some(when), act) => Some(IfThen {
                when,
                then: act.unwrap_or_else(|| format::small(&title)),
            }),
            (None, _) => None,
        };
        let events = [
            (title != it.title).then_some(Event::MiniStepReworded { mini_step, title }),
            (when != it.when).then_some(Event::MiniStepPlanned { mini_step, when }),
            (if_then != it.if_then).then_some(Event::IfThenSet { mini_step, if_then }),
            (supporter != it.supporter).then_some(Event::SupporterSet { mini_step, supporter }),
        ];
        Ok(events.into_iter().flatten().map(Command::from).collect())
    }
}

fn form(app: App, id: MiniStepId, it: &MiniStep, back: Route) -> Node {
    let fields = Fields::new(id, it);
    let error = RwSignal::new(None);
    let known = StoredValue::new(it.clone());
    let save = Callback::new(move |()| {
        let Ok(changes) = known.with_value(|it| fields.changes(id, it)) else {
            return;
        };
        let back = back.clone();
        app.act(Command::All(changes), error, move || {
            draft::clear(&format!("plan.{id}"));
            app.go_instead(&back);
        });
    });
    let first = Callback::new(move |()| {
        app.act(
            Event::MiniStepBroughtForward { mini_step: id },
            error,
            move || app.go(&Route::Today),
        );
    });
    let done = Callback::new(move |()| {
        app.act(Command::Finish(id), error, move || {
            app.go_instead(&Route::Done(id));
        });
    });
    let when = Signal::derive(move || fields.when());
    let reminder = reminding::once_here(app, move |reminding| {
        (reminding.card)(app, ReminderTarget::MiniStep(id), when)
    });
    view! {
        <DayPicker name="mini-day" legend=t("mini.day") none=t("mini.no_day") day=fields.day />
        <div class="mb-pair">
            {fields.time.draw(t("mini.time"))}
            {fields.minutes.draw(t("mini.minutes"))}
        </div>
        {reminder}
        <fieldset class="mb-fieldset mb-card">
            <legend class="utrecht-form-label">{t("mini.if_then")}</legend>
            <p class="mb-hint">{t("mini.if_then_hint")}</p>
            <Field id="mini-if" label=t("mini.if") hint=t("mini.if_hint") value=fields.moment />
            <Field id="mini-then" label=t("mini.then") hint=t("mini.then_hint") value=fields.act />
        </fieldset>
        <Field id="mini-supporter" label=t("mini.supporter") hint=t("not_done.help_who_hint") value=fields.supporter />
        <Field id="mini-title" label=t("mini.title") value=fields.title />
        <FieldError id="mini-error".to_owned() error />
        <div class="mb-actions">
            <Act label=t("form.save") on_click=save />
            <Act label=t("mini.first") weight=Weight::Secondary on_click=first />
        </div>
        <div class="mb-actions">
            <Act label=t("mini.done_already") icon="check" weight=Weight::Secondary on_click=done />
            <GoTo label=t("mini.not_working") href=Route::NotDone(id).path() weight=Weight::Subtle />
        </div>
    }
}
