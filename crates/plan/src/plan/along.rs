//! A reminder goes along with what it reminds of: else it would ring on a day that was changed. Here, and not where somebody asks
//! for the change: the resident does so on four screens, and says yes to a caseworker's proposal on two devices.

use chrono::{NaiveDate, TimeDelta};

use super::Plan;
use crate::ids::{AppointmentId, MiniStepId};
use crate::values::{Reminder, ReminderTarget, When};

impl Plan {
    /// After a mini-step got another day or time: its reminder keeps its distance in days, and stays at the mini-step's time when it
    /// was. One of a mini-step that loses its day goes off.
    pub(super) fn reminder_goes_along(&mut self, id: MiniStepId, before: When, after: When) {
        if before.day == after.day && before.time == after.time {
            return;
        }
        let target = ReminderTarget::MiniStep(id);
        self.snoozed.remove(&target);
        let Some(known) = self.reminders.get_mut(&target) else {
            return;
        };
        match (before.day, after.day) {
            (Some(_), None) => self.reminders.remove(&target),
            (None, None) => {}
            (from, Some(to)) => {
                // Set while the mini-step had no day, it comes on the day itself.
                shift(known, from.unwrap_or(known.day), to);
                if let Some(time) = after.time
                    && before.time == Some(known.time)
                {
                    known.time = time;
                }
            }
        }
    }

    /// After a meeting moved to another day: the resident's own reminder of it keeps its distance. The usual ones follow by
    /// themselves.
    pub(super) fn reminder_goes_along_with_meeting(
        &mut self,
        id: AppointmentId,
        before: NaiveDate,
        after: NaiveDate,
    ) {
        if before == after {
            return;
        }
        let target = ReminderTarget::Appointment(id);
        let own = self.reminders.get_mut(&target);
        let is_off = own.is_none() && self.snoozed.get(&target) == Some(&None);
        if let Some(known) = own {
            shift(known, before, after);
        }
        // Put off is over; switched off is not.
        if !is_off {
            self.snoozed.remove(&target);
        }
    }
}

fn shift(reminder: &mut Reminder, from: NaiveDate, to: NaiveDate) {
    let ahead: TimeDelta = reminder.day.signed_duration_since(from);
    reminder.day = to.checked_add_signed(ahead).unwrap_or(to);
}
