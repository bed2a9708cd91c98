//! A meeting's form: with whom, when, where, what to bring. The resident's own screen and the joint session ask it with the same fields.

use leptos::prelude::*;
use mijn_brug_plan::rules;
use mijn_brug_plan::values::AppointmentDetails;

use super::dom::{IntoNode, Node, view};
use super::field::{Field, FieldError, Kind};
use super::format;
use super::refusal::refused;
use super::texts::t;
use crate::device::draft;

/// What is typed, and what is the matter with it.
#[derive(Clone, Copy)]
pub struct AppointmentForm {
    with: RwSignal<String>,
    day: RwSignal<String>,
    time: RwSignal<String>,
    place: RwSignal<String>,
    bring: RwSignal<String>,
    day_error: RwSignal<Option<String>>,
    /// What was refused, below the fields.
    pub error: RwSignal<Option<String>>,
}

impl AppointmentForm {
    /// The form, filled in with what is known. `drafts` is how the keys of its drafts begin; `with` who it is with, when that isn't known.
    pub fn new(drafts: &str, known: Option<&AppointmentDetails>, with: String) -> Self {
        let field = |name: &str, start: String| draft::text(format!("{drafts}{name}"), start);
        let start = |text: fn(&AppointmentDetails) -> String| known.map(text).unwrap_or_default();
        let time = |it: &AppointmentDetails| it.time.map_or_else(String::new, format::time_field);
        Self {
            with: field("with", known.map_or(with, |it| it.with.clone())),
            day: field("day", start(|it| it.day.to_string())),
            time: field("time", start(time)),
            place: field("place", start(|it| it.place.clone())),
            bring: field("bring", start(|it| it.bring.clone())),
            day_error: RwSignal::new(None),
            error: RwSignal::new(None),
        }
    }

    /// What was filled in; `None` when something lacks, which its field then says.
    pub fn read(self) -> Option<AppointmentDetails> {
        let text = |signal: RwSignal<String>| signal.get_untracked().trim().to_owned();
        let day = self.day.get_untracked().parse().ok();
        self.day_error
            .set(day.is_none().then(|| t("appointment.day_missing")));
        let with = text(self.with);
        let refusal = rules::title(&with).err().map(refused);
        self.error.set(refusal.clone().filter(|_| day.is_some()));
        let details = AppointmentDetails {
            with,
            day: day?,
            time: format::read_time(&self.time.get_untracked()),
            place: text(self.place),
            bring: text(self.bring),
        };
        refusal.is_none().then_some(details)
    }

    /// Empties the fields, for a next meeting with the same person.
    pub fn clear(self) {
        for text in [self.day, self.time, self.place, self.bring] {
            text.try_set(String::new());
        }
    }

    /// The fields.
    pub fn fields(self) -> Node {
        view! {
            <Field id="with" label=t("appointment.with") hint=t("appointment.with_hint") value=self.with />
            <div class="mb-pair">
                <Field id="day" label=t("appointment.day") value=self.day kind=Kind::Date error=self.day_error />
                <Field id="time" label=t("appointment.time") value=self.time kind=Kind::Time />
            </div>
            <Field id="place" label=t("appointment.place") value=self.place />
            <Field id="bring" label=t("appointment.bring") value=self.bring kind=Kind::Lines />
            <FieldError id="appointment-error".to_owned() error=self.error />
        }
        .into_node()
    }
}
