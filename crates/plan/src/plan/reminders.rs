//! Reminders, quiet hours and *even rust*.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

use super::authorization::AllowedRoles;
use super::repetition::Repetition;
use super::topics::Topic;
use super::{Moment, Plan};
use crate::event::ReminderEvent;
use crate::limits::{TITLE_MAX, require_exists, require_length, require_title};
use crate::refusal::{Refusal, Thing};
use crate::values::{Reminder, ReminderTarget};

/// *Even rust*: reminders are silent, and nothing piles up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rest {
    /// The last day of the rest. `None` has no end.
    pub until: Option<NaiveDate>,
}

/// A rest that the resident ended themselves. What was silent in it is not shown afterwards (R4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestEnded {
    /// When it ended, by the device's clock. Never later than what the resident recorded afterwards, so that a clock that was
    /// ahead is corrected by their next event.
    pub at: DateTime<Utc>,
    /// The reminders that were set at the time, and have not been set again since.
    pub silent: BTreeSet<ReminderTarget>,
}

pub(super) fn allowed_roles(event: ReminderEvent<'_>) -> AllowedRoles {
    match event {
        ReminderEvent::ReminderSet { .. }
        | ReminderEvent::ReminderSnoozed { .. }
        | ReminderEvent::QuietHoursSet { .. }
        | ReminderEvent::RestStarted { .. }
        | ReminderEvent::RestEnded {} => AllowedRoles::RESIDENT,
    }
}

pub(super) fn check(plan: &Plan, event: ReminderEvent<'_>) -> Result<(), Refusal> {
    match event {
        ReminderEvent::ReminderSet { target, reminder } => {
            if let Some(Reminder {
                day: _,
                time: _,
                zone,
                words,
            }) = reminder
            {
                require_title(zone)?;
                require_length(words, TITLE_MAX)?;
            }
            require_target(plan, target)
        }
        ReminderEvent::ReminderSnoozed { target, until: _ } => require_target(plan, target),
        ReminderEvent::QuietHoursSet { hours: _ }
        | ReminderEvent::RestStarted { until: _ }
        | ReminderEvent::RestEnded {} => Ok(()),
    }
}

fn require_target(plan: &Plan, target: &ReminderTarget) -> Result<(), Refusal> {
    match target {
        ReminderTarget::MiniStep(id) => require_exists(plan.mini_steps.contains_key(id), Thing::MiniStep),
        ReminderTarget::Appointment(id) => {
            require_exists(plan.appointments.contains_key(id), Thing::Appointment)
        }
    }
}

pub(super) fn repetition(event: ReminderEvent<'_>) -> Repetition {
    match event {
        ReminderEvent::ReminderSet { .. }
        | ReminderEvent::ReminderSnoozed { .. }
        | ReminderEvent::QuietHoursSet { .. }
        | ReminderEvent::RestStarted { .. }
        | ReminderEvent::RestEnded {} => Repetition::No,
    }
}

pub(super) fn apply(plan: &mut Plan, event: ReminderEvent<'_>, moment: Moment) {
    match event {
        ReminderEvent::ReminderSet { target, reminder } => {
            // A new moment ends "not now".
            plan.snoozed.remove(target);
            plan.end_silence_of(target);
            match reminder {
                Some(reminder) => plan.reminders.insert(*target, reminder.clone()),
                None => plan.reminders.remove(target),
            };
        }
        ReminderEvent::ReminderSnoozed { target, until } => {
            plan.end_silence_of(target);
            plan.snoozed.insert(*target, *until);
        }
        ReminderEvent::QuietHoursSet { hours } => plan.quiet_hours = *hours,
        ReminderEvent::RestStarted { until } => plan.rest = Some(Rest { until: *until }),
        ReminderEvent::RestEnded {} => {
            plan.rest = None;
            plan.rest_ended = Some(RestEnded {
                at: moment.at,
                silent: plan.reminders.keys().copied().collect(),
            });
        }
    }
}

pub(super) fn topic(event: ReminderEvent<'_>) -> Topic {
    match event {
        ReminderEvent::ReminderSet { .. }
        | ReminderEvent::ReminderSnoozed { .. }
        | ReminderEvent::QuietHoursSet { .. }
        | ReminderEvent::RestStarted { .. }
        | ReminderEvent::RestEnded {} => Topic::NeverShared,
    }
}
