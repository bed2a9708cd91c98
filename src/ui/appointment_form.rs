//! The form for an appointment: with whom, when, where and what to bring. The resident's own screen and the joint
//! review share it.

use chrono::{NaiveDate, NaiveTime};
use leptos::prelude::*;
use mijn_brug_plan::rules;
use mijn_brug_plan::values::AppointmentDetails;

use super::field::{Field, FieldError, Kind};
use super::parsed_field::{self, ParsedField};
use super::refusal::refused;
use super::saving::{Autosaved, SaveAction, ToSaveAction};
use super::texts::t;
use crate::device::{draft, page};

/// The fields of the form and their errors.
#[derive(Clone, Copy)]
pub struct AppointmentForm {
    with: RwSignal<String>,
    with_error: RwSignal<Option<String>>,
    day: ParsedField<NaiveDate>,
    time: ParsedField<NaiveTime>,
    place: RwSignal<String>,
    bring: RwSignal<String>,
    /// An error about the whole form, shown below the fields.
    pub error: RwSignal<Option<String>>,
}

impl AppointmentForm {
    /// Creates the form, filled in with `known`. `drafts` is the key prefix of its drafts; `with` is the default for
    /// whom it is with.
    pub fn new(drafts: &str, known: Option<&AppointmentDetails>, with: String) -> Self {
        let field = |name: &str, start: String| draft::text(format!("{drafts}{name}"), start);
        let start = |text: fn(&AppointmentDetails) -> String| known.map(text).unwrap_or_default();
        Self {
            with: field("with", known.map_or(with, |it| it.with.clone())),
            with_error: RwSignal::new(None),
            day: parsed_field::day("day", field("day", start(|it| it.day.to_string()))),
            time: parsed_field::time(
                "time",
                field("time", start(|it| parsed_field::time_text(it.time))),
            ),
            place: field("place", start(|it| it.place.clone())),
            bring: field("bring", start(|it| it.bring.clone())),
            error: RwSignal::new(None),
        }
    }

    /// The details that were filled in; `None` if something is missing, which its field then shows.
    pub fn read(self) -> Option<AppointmentDetails> {
        let text = |signal: RwSignal<String>| signal.get_untracked().trim().to_owned();
        self.error.set(None);
        let with = text(self.with);
        let refusal = rules::require_title(&with).err().map(refused);
        let is_named = refusal.is_none();
        self.with_error.set(refusal);
        // Validate all fields so that each shows its error; the first one gets the focus.
        let (day, time) = (self.day.required("appointment.day_missing"), self.time.optional());
        if !is_named {
            page::after_paint(page::focus_invalid);
        }
        let details = AppointmentDetails {
            with,
            day: day.ok()?,
            time: time.ok()?,
            place: text(self.place),
            bring: text(self.bring),
        };
        is_named.then_some(details)
    }

    /// Whether anything is filled in other than whom the appointment is with.
    pub fn is_begun(self) -> bool {
        let fields = [self.day.text(), self.time.text(), self.place, self.bring];
        fields
            .iter()
            .any(|field| field.with_untracked(|text| !text.trim().is_empty()))
    }

    /// Empties the fields, for a next appointment with the same person.
    pub fn clear(self) {
        for text in [self.day.text(), self.time.text(), self.place, self.bring] {
            text.try_set(String::new());
        }
    }

    /// The fields of an existing appointment: each saves itself. `now` returns the stored details, `save` stores new
    /// ones.
    pub fn kept(
        self,
        drafts: &str,
        now: impl Fn() -> AppointmentDetails + Copy + 'static,
        save: impl Fn(AppointmentDetails) -> SaveAction + Copy + 'static,
    ) -> AnyView {
        let stored = now();
        let kept = |name: &str, stored: String, field: RwSignal<String>, change: ToSaveAction| {
            let value = move || field.try_get_untracked();
            Autosaved::new(format!("{drafts}{name}"), stored, value, change)
        };
        // A change includes the other fields as far as they are valid, so two quick changes are both stored.
        let all = move || {
            let stored = now();
            let text = |field: RwSignal<String>| field.get_untracked().trim().to_owned();
            let with = text(self.with);
            AppointmentDetails {
                with: if rules::require_title(&with).is_ok() {
                    with
                } else {
                    stored.with
                },
                day: self.day.optional_now().ok().flatten().unwrap_or(stored.day),
                time: self.time.optional_now().unwrap_or(stored.time),
                place: text(self.place),
                bring: text(self.bring),
            }
        };
        let change = move |_: &str| save(all());
        let with = kept(
            "with",
            stored.with,
            self.with,
            Box::new(move |text| match rules::require_title(text.trim()) {
                Ok(()) => save(all()),
                Err(refusal) => SaveAction::Invalid(refused(refusal)),
            }),
        );
        let day = Autosaved::parsed(
            format!("{drafts}day"),
            stored.day.to_string(),
            self.day,
            move |_| match self.day.required_now("appointment.day_missing") {
                Ok(_) => save(all()),
                Err(words) => SaveAction::Invalid(words),
            },
        );
        let time = Autosaved::parsed(
            format!("{drafts}time"),
            parsed_field::time_text(stored.time),
            self.time,
            move |_| match self.time.optional_now() {
                Ok(_) => save(all()),
                Err(words) => SaveAction::Invalid(words),
            },
        );
        let place = kept("place", stored.place, self.place, Box::new(change));
        let bring = kept("bring", stored.bring, self.bring, Box::new(change));
        view! {
            {with.around(view! {
                <Field
                    id="with"
                    label=t("appointment.with")
                    hint=t("appointment.with_hint")
                    value=self.with
                    error=with.error
                />
            })}
            <div class="mb-pair">
                {day.around(self.day.draw(t("appointment.day")))}
                {time.around(self.time.draw(t("appointment.time")))}
            </div>
            {place.around(view! {
                <Field id="place" label=t("appointment.place") value=self.place error=place.error />
            })}
            {bring.around(view! {
                <Field id="bring" label=t("appointment.bring") value=self.bring kind=Kind::Lines error=bring.error />
            })}
        }
        .into_any()
    }

    /// The fields of a new appointment.
    pub fn fields(self) -> AnyView {
        view! {
            <Field
                id="with"
                label=t("appointment.with")
                hint=t("appointment.with_hint")
                value=self.with
                error=self.with_error
            />
            <div class="mb-pair">
                {self.day.draw(t("appointment.day"))}
                {self.time.draw(t("appointment.time"))}
            </div>
            <Field id="place" label=t("appointment.place") value=self.place />
            <Field id="bring" label=t("appointment.bring") value=self.bring kind=Kind::Lines />
            <FieldError id="appointment-error".to_owned() error=self.error />
        }
        .into_any()
    }
}
