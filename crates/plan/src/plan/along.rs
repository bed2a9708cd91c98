//! A reminder goes along with what it reminds of: else it would ring on a day that was changed. Here, and not where somebody asks
//! for the change: the resident does so on four screens, and says yes to a caseworker's proposal on two devices.

use chrono::{NaiveDate, TimeDelta};

use super::Plan;
use crate::ids::{AppointmentId, MiniStepId};
use crate::values::{Reminder, ReminderTarget, When};

impl Plan {
    /// After a mini-step got another day or time: its reminder keeps its distance in days, and stays at the mini-step's time when it
    /// was. One of a mini-step that loses its day goes off. One for after the old day was set for the new one, just before that was
    /// said: it stays, and is never later than the new day.
    pub(super) fn reminder_goes_along(&mut self, id: MiniStepId, before: When, after: When) {
        if before.day == after.day && before.time == after.time {
            return;
        }
        let target = ReminderTarget::MiniStep(id);
        let Some(known) = self.reminders.get_mut(&target) else {
            return;
        };
        let was = (known.day, known.time);
        match (before.day, after.day) {
            (Some(from), None) if known.day <= from => {
                self.reminders.remove(&target);
                self.snoozed.remove(&target);
                return;
            }
            (_, None) => return,
            // Set while the mini-step had no day, it comes on the day itself.
            (None, Some(to)) => known.day = to,
            (Some(_), Some(to)) if known.day == to => {}
            (Some(from), Some(to)) if known.day > from => known.day = known.day.min(to),
            (Some(from), Some(to)) => shift(known, from, to),
        }
        if let Some(time) = after.time
            && before.time == Some(known.time)
        {
            known.time = time;
        }
        if (known.day, known.time) != was {
            // "Not now" was about the moment that it had.
            self.snoozed.remove(&target);
            self.is_wished_anew(&target);
        }
    }

    /// After a mini-step was cut into parts: its reminder goes to the first of them, which takes its day, put off as it was.
    pub(super) fn reminder_goes_to_part(&mut self, whole: MiniStepId, part: MiniStepId) {
        let (from, to) = (ReminderTarget::MiniStep(whole), ReminderTarget::MiniStep(part));
        let Some(known) = self.reminders.get(&from).cloned() else {
            return;
        };
        self.reminders.remove(&from);
        self.reminders.insert(to, known);
        if let Some(until) = self.snoozed.get(&from).copied() {
            self.snoozed.remove(&from);
            self.snoozed.insert(to, until);
        }
        if let Some(ended) = &mut self.rest_ended
            && ended.silent.remove(&from)
        {
            ended.silent.insert(to);
        }
    }

    /// Somebody said when this is to ring, after the rest: what was silent in it is another.
    pub(super) fn is_wished_anew(&mut self, target: &ReminderTarget) {
        if let Some(ended) = &mut self.rest_ended {
            ended.silent.remove(target);
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
        if let Some(known) = self.reminders.get_mut(&target) {
            shift(known, before, after);
            self.is_wished_anew(&target);
        }
        // Put off is over; switched off is not.
        if self.snoozed.get(&target) != Some(&None) {
            self.snoozed.remove(&target);
        }
    }
}

fn shift(reminder: &mut Reminder, from: NaiveDate, to: NaiveDate) {
    let ahead: TimeDelta = reminder.day.signed_duration_since(from);
    reminder.day = to.checked_add_signed(ahead).unwrap_or(to);
}
