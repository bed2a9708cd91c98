//! Appointments.

use super::Plan;
use super::authorization::AllowedRoles;
use super::repetition::Repetition;
use super::topics::Topic;
use crate::event::{AppointmentEvent, Event};
use crate::ids::AppointmentId;
use crate::limits::{TITLE_MAX, require_absent, require_exists, require_length, require_note, require_title};
use crate::refusal::{Refusal, Thing};
use crate::values::{Alternative, AppointmentDetails, ReminderTarget};

/// An appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// With whom, when, where, what to bring.
    pub details: AppointmentDetails,
    /// Whether the resident said "ik kan niet".
    pub declined: bool,
    /// What suits them instead, if they said so.
    pub instead: Option<Alternative>,
}

pub(super) fn allowed_roles(event: AppointmentEvent<'_>) -> AllowedRoles {
    match event {
        AppointmentEvent::AppointmentMade { .. }
        | AppointmentEvent::AppointmentChanged { .. }
        | AppointmentEvent::AppointmentRemoved { .. }
        | AppointmentEvent::AppointmentDeclined { .. } => AllowedRoles::RESIDENT_OR_PROPOSED,
    }
}

pub(super) fn check(plan: &Plan, event: AppointmentEvent<'_>) -> Result<(), Refusal> {
    let is_known = |id: &AppointmentId| plan.appointments.contains_key(id);
    match event {
        AppointmentEvent::AppointmentMade { appointment, details } => {
            check_details(details)?;
            require_absent(!is_known(appointment), Thing::Appointment)
        }
        AppointmentEvent::AppointmentChanged { appointment, details } => {
            check_details(details)?;
            require_exists(is_known(appointment), Thing::Appointment)
        }
        AppointmentEvent::AppointmentRemoved { appointment }
        | AppointmentEvent::AppointmentDeclined {
            appointment,
            instead: _,
        } => require_exists(is_known(appointment), Thing::Appointment),
    }
}

fn check_details(details: &AppointmentDetails) -> Result<(), Refusal> {
    let AppointmentDetails {
        with,
        day: _,
        time: _,
        place,
        bring,
    } = details;
    require_title(with)?;
    require_length(place, TITLE_MAX)?;
    require_note(bring)
}

pub(super) fn repetition(plan: &Plan, event: AppointmentEvent<'_>) -> Repetition {
    match event {
        AppointmentEvent::AppointmentMade { appointment, details } => {
            match plan.appointments.get(appointment) {
                Some(known) if known.details != *details => Repetition::Reworded(Event::AppointmentChanged {
                    appointment: *appointment,
                    details: details.clone(),
                }),
                known => Repetition::same_if(known.is_some()),
            }
        }
        AppointmentEvent::AppointmentChanged { .. }
        | AppointmentEvent::AppointmentRemoved { .. }
        | AppointmentEvent::AppointmentDeclined { .. } => Repetition::No,
    }
}

pub(super) fn apply(plan: &mut Plan, event: AppointmentEvent<'_>) {
    match event {
        AppointmentEvent::AppointmentMade { appointment, details }
        | AppointmentEvent::AppointmentChanged { appointment, details } => {
            let before = plan.appointments.get(appointment).map(|known| known.details.day);
            let new = Appointment {
                details: details.clone(),
                declined: false,
                instead: None,
            };
            plan.appointments.insert(*appointment, new);
            if let Some(before) = before {
                plan.reschedule_appointment(*appointment, before, details.day);
            }
        }
        AppointmentEvent::AppointmentRemoved { appointment } => {
            let target = ReminderTarget::Appointment(*appointment);
            plan.appointments.remove(appointment);
            plan.reminders.remove(&target);
            plan.snoozed.remove(&target);
            plan.end_silence_of(&target);
        }
        AppointmentEvent::AppointmentDeclined { appointment, instead } => {
            if let Some(appointment) = plan.appointments.get_mut(appointment) {
                appointment.declined = true;
                appointment.instead = *instead;
            }
        }
    }
}

pub(super) fn topic(event: AppointmentEvent<'_>) -> Topic {
    match event {
        AppointmentEvent::AppointmentMade { .. }
        | AppointmentEvent::AppointmentChanged { .. }
        | AppointmentEvent::AppointmentRemoved { .. }
        | AppointmentEvent::AppointmentDeclined { .. } => Topic::AlwaysShared,
    }
}
