//! A reminder follows its mini-step or appointment; otherwise it would fire on the old day.
//!
//! It does so here, where every change takes effect, and not where somebody asks for the change: the resident does that on
//! four screens, and accepts a caseworker's proposal on two devices.

use chrono::{NaiveDate, TimeDelta};

use super::Plan;
use crate::ids::{AppointmentId, MiniStepId};
use crate::values::{Reminder, ReminderTarget, When};

impl Plan {
    /// After a mini-step got another day or time. Its reminder keeps its distance in days, and stays at the mini-step's time
    /// if it was there. When the mini-step loses its day, the reminder goes. A reminder after the old day was set for the new
    /// day just before the mini-step moved: it stays, but never later than the new day.
    pub(super) fn reschedule_mini_step(&mut self, id: MiniStepId, before: When, after: When) {
        if before.day == after.day && before.time == after.time {
            return;
        }
        let target = ReminderTarget::MiniStep(id);
        let Some(reminder) = self.reminders.get_mut(&target) else {
            return;
        };
        let was = (reminder.day, reminder.time);
        match (before.day, after.day) {
            (Some(from), None) if reminder.day <= from => {
                self.reminders.remove(&target);
                self.snoozed.remove(&target);
                return;
            }
            (_, None) => return,
            // It was set while the mini-step had no day, so it fires on the day itself.
            (None, Some(to)) => reminder.day = to,
            (Some(_), Some(to)) if reminder.day == to => {}
            (Some(from), Some(to)) if reminder.day > from => reminder.day = reminder.day.min(to),
            (Some(from), Some(to)) => shift(reminder, from, to),
        }
        if let Some(time) = after.time
            && before.time == Some(reminder.time)
        {
            reminder.time = time;
        }
        if (reminder.day, reminder.time) != was {
            // "Not now" was about the moment that it had.
            self.snoozed.remove(&target);
            self.end_silence_of(&target);
        }
    }

    /// After a mini-step was split: its reminder moves to the first part, which takes over its day, and stays snoozed if it was.
    pub(super) fn move_reminder_to_part(&mut self, whole: MiniStepId, part: MiniStepId) {
        let (from, to) = (ReminderTarget::MiniStep(whole), ReminderTarget::MiniStep(part));
        let Some(reminder) = self.reminders.get(&from).cloned() else {
            return;
        };
        self.reminders.remove(&from);
        self.reminders.insert(to, reminder);
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

    /// After an appointment moved to another day: the resident's own reminder keeps its distance in days. The default ones
    /// follow by themselves.
    pub(super) fn reschedule_appointment(&mut self, id: AppointmentId, before: NaiveDate, after: NaiveDate) {
        if before == after {
            return;
        }
        let target = ReminderTarget::Appointment(id);
        if let Some(reminder) = self.reminders.get_mut(&target) {
            shift(reminder, before, after);
            self.end_silence_of(&target);
        }
        // A snooze is over; a reminder that was switched off stays off.
        if self.snoozed.get(&target) != Some(&None) {
            self.snoozed.remove(&target);
        }
    }

    /// Somebody decided after the rest when this fires, so it no longer counts as a reminder that was silent in the rest.
    pub(super) fn end_silence_of(&mut self, target: &ReminderTarget) {
        if let Some(ended) = &mut self.rest_ended {
            ended.silent.remove(target);
        }
    }
}

/// Moves a reminder as many days as lie between `from` and `to`.
fn shift(reminder: &mut Reminder, from: NaiveDate, to: NaiveDate) {
    let ahead: TimeDelta = reminder.day.signed_duration_since(from);
    reminder.day = to.checked_add_signed(ahead).unwrap_or(to);
}
