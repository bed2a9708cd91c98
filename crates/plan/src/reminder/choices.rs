//! The moments that are offered for a reminder, so that most people need one tap. All are wall times.

use chrono::{NaiveDateTime, NaiveTime, TimeDelta, Timelike};

use super::MORNING;
use crate::plan::Plan;
use crate::values::{ReminderTarget, When};

/// When the evening begins.
const EVENING: NaiveTime = match NaiveTime::from_hms_opt(19, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// Offered times are a multiple of this many minutes.
const STEP: u32 = 5;

/// The moment that suits most people, always after `now`: when the mini-step is planned, in the morning when it has a day but
/// no time, and otherwise tomorrow.
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

/// In an hour, rounded up to [`STEP`] minutes.
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

/// This evening; `None` when that is less than an hour away or has passed.
pub fn this_evening(now: NaiveDateTime) -> Option<NaiveDateTime> {
    let evening = now.date().and_time(EVENING);
    (evening > in_an_hour(now)).then_some(evening)
}

/// Tomorrow at a time.
pub fn tomorrow(time: NaiveTime, now: NaiveDateTime) -> NaiveDateTime {
    let today = now.date();
    today.succ_opt().unwrap_or(today).and_time(time)
}

/// "Niet vandaag": tomorrow, at the time of the reminder.
pub fn not_today(plan: &Plan, target: &ReminderTarget, now: NaiveDateTime) -> NaiveDateTime {
    let known = plan.reminders.get(target);
    tomorrow(known.map_or(MORNING, |reminder| reminder.time), now)
}
