//! The appointments that are still to come.

use chrono::NaiveDate;

use crate::ids::AppointmentId;
use crate::plan::{Appointment, Plan};

/// The next appointment that was not declined. One of today counts until the day is over.
pub fn next_appointment(plan: &Plan, today: NaiveDate) -> Option<(AppointmentId, &Appointment)> {
    coming_appointments(plan, today).into_iter().next()
}

/// The appointments from today on that were not declined, soonest first.
pub fn coming_appointments(plan: &Plan, today: NaiveDate) -> Vec<(AppointmentId, &Appointment)> {
    let all = plan
        .appointments
        .iter()
        .map(|(id, appointment)| (*id, appointment));
    let mut coming: Vec<_> = all
        .filter(|(_, appointment)| appointment.details.day >= today && !appointment.declined)
        .collect();
    coming.sort_by_key(|(_, appointment)| (appointment.details.day, appointment.details.time));
    coming
}

/// The next appointment from today on that the resident declined.
pub fn declined_appointment(plan: &Plan, today: NaiveDate) -> Option<(AppointmentId, &Appointment)> {
    let all = plan
        .appointments
        .iter()
        .map(|(id, appointment)| (*id, appointment));
    all.filter(|(_, appointment)| appointment.details.day >= today && appointment.declined)
        .min_by_key(|(_, appointment)| (appointment.details.day, appointment.details.time))
}
