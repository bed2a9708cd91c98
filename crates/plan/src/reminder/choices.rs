//! The moments that are offered, so that most people need one tap; and what becomes of a reminder when its mini-step gets
//! another day. All in wall time.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use super::{MORNING, wall};
use crate::event::Event;
use crate::ids::{AppointmentId, MiniStepId};
use crate::plan::Plan;
use crate::values::{Reminder, ReminderTarget, When};

/// When the evening begins.
const EVENING: NaiveTime = match NaiveTime::from_hms_opt(19, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// What is offered is a multiple of so many minutes.
const STEP: u32 = 5;

/// The moment that suits most: when it is planned, in the morning when it has a day and no time, else tomorrow morning.
/// Always after `now`.
pub fn suggested(when: When, now: NaiveDateTime) -> NaiveDateTime {
    let planned = when.day.map(|day| day.and_time(when.time.unwrap_or(MORNING)));
    planned
        .filter(|planned| *planned > now)
        .or_else(|| {
            let is_today = when.day == Some(now.date());
            if is_today { this_evening(now) } else { None }
        })
        .unwrap_or_else(|| tomorrow(when.time.unwrap_or(MORNING), now))
}

/// In an hour, rounded up.
pub fn in_an_hour(now: NaiveDateTime) -> NaiveDateTime {
    let over = now.minute() % STEP;
    let rounded = if over == 0 && now.second() == 0 {
        0
    } else {
        STEP.saturating_sub(over)
    };
    let ahead = TimeDelta::hours(1) + TimeDelta::minutes(rounded.into());
    let at = now.checked_add_signed(ahead).unwrap_or(now);
    at.with_second(0).unwrap_or(at)
}

/// This evening; `None` when it is near or past.
pub fn this_evening(now: NaiveDateTime) -> Option<NaiveDateTime> {
    let evening = now.date().and_time(EVENING);
    (evening > in_an_hour(now)).then_some(evening)
}

/// Tomorrow at a time.
pub fn tomorrow(time: NaiveTime, now: NaiveDateTime) -> NaiveDateTime {
    let today = now.date();
    today.succ_opt().unwrap_or(today).and_time(time)
}

/// "Niet vandaag": tomorrow at the time of the reminder itself.
pub fn not_today(plan: &Plan, target: &ReminderTarget, now: NaiveDateTime) -> NaiveDateTime {
    let known = plan.reminders.get(target);
    tomorrow(known.map_or(MORNING, |reminder| reminder.time), now)
}

/// What becomes of a mini-step's reminder when it gets another day or time: it goes along, and one of a mini-step that loses its
/// day goes off. `None` when nothing changes.
pub fn goes_along(plan: &Plan, id: MiniStepId, when: When) -> Option<Event> {
    let target = ReminderTarget::MiniStep(id);
    let known = plan.reminders.get(&target)?;
    let before = plan.mini_steps.get(&id)?.when;
    if before.day == when.day && before.time == when.time {
        return None;
    }
    let Some(day) = when.day else {
        return before.day.map(|_| Event::ReminderSet {
            target,
            reminder: None,
        });
    };
    // A reminder on the day before stays one on the day before.
    let ahead = before.day.map_or(TimeDelta::zero(), |planned| {
        known.day.signed_duration_since(planned)
    });
    let is_at_its_time = before.time == Some(known.time);
    let time = when.time.filter(|_| is_at_its_time).unwrap_or(known.time);
    let reminder = Reminder {
        day: day.checked_add_signed(ahead).unwrap_or(day),
        time,
        ..known.clone()
    };
    let is_put_off = plan.snoozed.contains_key(&target);
    (wall(&reminder) != wall(known) || is_put_off).then_some(Event::ReminderSet {
        target,
        reminder: Some(reminder),
    })
}

/// What becomes of the resident's own reminder of a meeting that moves to another day: it keeps its distance. `None` when nothing
/// changes; the usual reminders follow the meeting by themselves.
pub fn goes_along_with_meeting(plan: &Plan, id: AppointmentId, day: NaiveDate) -> Option<Event> {
    let target = ReminderTarget::Appointment(id);
    let known = plan.reminders.get(&target)?;
    let before = plan.appointments.get(&id)?.details.day;
    let ahead = day.signed_duration_since(before);
    if ahead.is_zero() {
        return None;
    }
    let reminder = Reminder {
        day: known.day.checked_add_signed(ahead).unwrap_or(day),
        ..known.clone()
    };
    Some(Event::ReminderSet {
        target,
        reminder: Some(reminder),
    })
}
