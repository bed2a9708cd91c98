//! Part 7: the next appointment.

use leptos::prelude::*;
use mijn_brug_plan::ids::AppointmentId;
use mijn_brug_plan::plan::Appointment;
use mijn_brug_plan::values::AppointmentDetails;
use mijn_brug_plan::{Command, Event};

use super::ReviewContext;
use crate::device::{clock, draft};
use crate::ui::appointment_form::AppointmentForm;
use crate::ui::format;
use crate::ui::icon::Picture;
use crate::ui::new_id::NewId;
use crate::ui::screen::{Button, EntryForm};
use crate::ui::texts::{t, tf};

/// Draws part 7.
pub fn next_time(context: ReviewContext, appointment: NewAppointment) -> AnyView {
    view! {
        {move || planned(context)}
        {form(context, appointment)}
    }
    .into_any()
}

/// The upcoming appointments, soonest first.
fn planned(context: ReviewContext) -> AnyView {
    let mut found: Vec<Appointment> = context.plan(|plan| {
        let ahead = plan
            .appointments
            .values()
            .filter(|it| it.details.day >= clock::today());
        ahead.cloned().collect()
    });
    if found.is_empty() {
        return view! { <p class="mb-lead">{t("next.none")}</p> }.into_any();
    }
    found.sort_by_key(|it| (it.details.day, it.details.time));
    let rows: Vec<AnyView> = found.into_iter().map(row).collect();
    view! { <ul class="mb-list">{rows}</ul> }.into_any()
}

fn row(it: Appointment) -> AnyView {
    let AppointmentDetails {
        with,
        day,
        time,
        place,
        bring,
    } = it.details;
    let bring = (!bring.is_empty()).then(|| tf("today.bring", &[("things", &bring)]));
    let lines = [Some(format::moment(day, time)), Some(place), bring];
    let lines: Vec<AnyView> = lines
        .into_iter()
        .flatten()
        .filter(|line| !line.is_empty())
        .map(|line| view! { <small dir="auto">{line}</small> }.into_any())
        .collect();
    let declined = it
        .declined
        .then(|| view! { <small class="mb-row__mark">{t("seen.declined")}</small> }.into_any());
    let instead = it
        .instead
        .map(|instead| view! { <small>{format::instead(instead)}</small> }.into_any());
    view! {
        <li>
            <div class="mb-row">
                <Picture name="calendar" small=true />
                <span class="mb-row__text"><b dir="auto">{with}</b>{lines}{declined}{instead}</span>
            </div>
        </li>
    }
    .into_any()
}

/// Key prefix of the drafts of the next appointment.
pub const DRAFTS: &str = "next.";

/// The form for the next appointment.
#[derive(Clone)]
pub struct NewAppointment {
    context: ReviewContext,
    /// Key prefix of its drafts. Computed early: the screen may be gone when the appointment is on disk.
    drafts: String,
    form: AppointmentForm,
    new: NewId,
}

impl NewAppointment {
    /// Creates the form. Its texts survive a reload.
    pub fn new(context: ReviewContext) -> Self {
        let drafts = context.draft(DRAFTS);
        Self {
            context,
            form: AppointmentForm::new(&drafts, None, t("next.with")),
            new: NewId::new(&drafts),
            drafts,
        }
    }

    /// The event that makes the appointment; `None` if something is missing, which its field then shows.
    fn event(&self) -> Option<Event> {
        let details = self.form.read()?;
        let appointment = AppointmentId::from_random(self.new.get());
        Some(Event::AppointmentMade { appointment, details })
    }

    /// The command that makes the appointment when continuing to another part; `None` also if nothing was filled in.
    pub fn command(&self) -> Option<Command> {
        let event = self.form.is_begun().then(|| self.event()).flatten();
        event.map(|event| self.context.command_for_resident(self.new.get(), vec![event]))
    }

    /// Empties the fields. Call this once the appointment is made.
    pub fn clear(&self) {
        draft::clear(&self.drafts);
        self.form.clear();
        self.new.renew();
    }
}

fn form(context: ReviewContext, appointment: NewAppointment) -> AnyView {
    let form = appointment.form;
    let save = Callback::new(move |()| {
        if let Some(event) = appointment.event() {
            let made = appointment.clone();
            context.act_for_resident(appointment.new.get(), vec![event], form.error, move || {
                made.clear();
            });
        }
    });
    let label = if context.is_caseworkers() {
        t("goals.propose")
    } else {
        t("form.save")
    };
    view! {
        <EntryForm class="mb-card">
            <h2 class="nl-heading nl-heading--level-2">{t("next.new")}</h2>
            {form.fields()}
            <div class="mb-actions"><Button label submits=true on_click=save /></div>
        </EntryForm>
    }
    .into_any()
}
