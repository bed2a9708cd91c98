//! Which reminders fire and when. Pure: the moment comes in as an argument, and so does the conversion from wall time to
//! UTC, because only the device knows the time zones.
//!
//! Reminders are kind (R4): none fires during a rest or for what is done, nothing piles up, and after a week away one message
//! replaces all others.

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};

use crate::ids::{AppointmentId, MiniStepId, VoucherId};
use crate::plan::{Appointment, Plan};
use crate::query::is_resting;
use crate::values::{QuietHours, Reminder, ReminderTarget};

pub mod choices;
pub mod ics;

/// What a reminder is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// One mini-step.
    MiniStep(MiniStepId),
    /// One appointment.
    Appointment(AppointmentId),
    /// A voucher that lapses in this many days.
    Voucher(VoucherId, u64),
    /// After a week away: all mini-steps whose reminders would have fired, in one.
    Gathered(Vec<MiniStepId>),
}

/// One reminder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// When it fires.
    pub at: DateTime<Utc>,
    /// What it is about.
    pub about: About,
}

/// How long before an appointment its default reminders fire, when the resident did not choose a moment.
const BEFORE_APPOINTMENT: [TimeDelta; 2] = [TimeDelta::days(1), TimeDelta::hours(2)];
/// How many days before its last day a voucher's reminders fire, and the screen Vandaag mentions it.
pub const LAPSE_REMINDER_DAYS: [u64; 2] = [30, 7];
/// After this long without activity from the resident, one message replaces all others.
const AWAY_AFTER: TimeDelta = TimeDelta::days(7);
/// When a reminder fires for something that has a day but no time.
const MORNING: NaiveTime = match NaiveTime::from_hms_opt(10, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// Converts a wall time in an IANA zone, or else in the device's own zone, to UTC. A wall time in a skipped hour gives the
/// moment right after that hour; one in a repeated hour gives the first of the two. `None` for an unknown zone or year. The
/// caller then asks again with the device's own zone, so that what was set fires.
pub type ToUtc<'a> = &'a dyn Fn(NaiveDateTime, Option<&str>) -> Option<DateTime<Utc>>;

/// The reminders that fire after `now`, soonest first. What was missed before `now` is not in it (R4).
pub fn due(plan: &Plan, to_utc: ToUtc<'_>, now: DateTime<Utc>) -> Vec<Due> {
    let schedule = Schedule { plan, to_utc, now };
    let mut all: Vec<Due> = schedule.of_appointments().chain(schedule.of_vouchers()).collect();
    let (soon, late) = schedule.of_mini_steps();
    all.extend(soon);
    all.extend(gathered(late));
    all.sort_by_key(|due| due.at);
    all
}

/// The mini-steps to do whose reminders fired up to `now`, earliest first, with the moment: what is shown when the app opens.
/// Nothing during a rest, and nothing that was silent in a rest that ended (R4).
pub fn fired(
    plan: &Plan,
    to_utc: ToUtc<'_>,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Vec<(DateTime<Utc>, MiniStepId)> {
    if is_resting(plan, today) {
        return Vec::new();
    }
    let schedule = Schedule { plan, to_utc, now };
    let mut all: Vec<_> = schedule.mini_steps().collect();
    all.retain(|(at, id)| *at <= now && !was_silent(plan, *id, *at, now));
    all.sort_by_key(|(at, _)| *at);
    all
}

/// Whether a reminder fell in a rest that has ended. It counts only if it was set before the end; the order of entries tells,
/// whatever the clocks said. An end in the future was written by a clock that was ahead.
fn was_silent(plan: &Plan, id: MiniStepId, at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    plan.rest_ended.as_ref().is_some_and(|ended| {
        at <= ended.at && ended.at <= now && ended.silent.contains(&ReminderTarget::MiniStep(id))
    })
}

/// The wall times at which reminders for this fire, after snoozing and quiet hours; none when it is switched off. Some may
/// have passed, and a rest makes no difference here.
pub fn wall_times(plan: &Plan, target: &ReminderTarget) -> Vec<NaiveDateTime> {
    let requested = requested(plan, target).into_iter();
    let mut wall_times: Vec<_> = requested
        .filter_map(|(wall, _)| after_quiet(plan, after_snooze(plan, target, wall)?))
        .collect();
    wall_times.dedup();
    wall_times
}

/// The requested wall times, each with its zone: the resident's own, or else the default ones of an appointment.
fn requested<'a>(plan: &'a Plan, target: &ReminderTarget) -> Vec<(NaiveDateTime, Option<&'a str>)> {
    if let Some(reminder) = plan.reminders.get(target) {
        return vec![(wall(reminder), Some(reminder.zone.as_str()))];
    }
    let ReminderTarget::Appointment(id) = target else {
        return Vec::new();
    };
    let defaults = plan.appointments.get(id).map_or_else(Vec::new, default_times);
    defaults.into_iter().map(|wall| (wall, None)).collect()
}

/// The wall time, or the end of the snooze if that is later. `None` when it is switched off.
fn after_snooze(plan: &Plan, target: &ReminderTarget, wall: NaiveDateTime) -> Option<NaiveDateTime> {
    match plan.snoozed.get(target) {
        None => Some(wall),
        Some(until) => until.map(|until| wall.max(until)),
    }
}

fn after_quiet(plan: &Plan, wall: NaiveDateTime) -> Option<NaiveDateTime> {
    plan.quiet_hours
        .map_or(Some(wall), |hours| after_hours(hours, wall))
}

/// Gathers the reminders after a week away in one, at the moment of the first.
fn gathered(late: Vec<(DateTime<Utc>, MiniStepId)>) -> Option<Due> {
    let first = late.iter().map(|(at, _)| *at).min()?;
    let mut about: Vec<MiniStepId> = late.into_iter().map(|(_, id)| id).collect();
    Some(Due {
        at: first,
        about: match about.pop() {
            Some(only) if about.is_empty() => About::MiniStep(only),
            last => {
                about.extend(last);
                About::Gathered(about)
            }
        },
    })
}

struct Schedule<'a> {
    plan: &'a Plan,
    to_utc: ToUtc<'a>,
    now: DateTime<Utc>,
}

/// A mini-step's reminder, with the moment at which it fires.
type Firing = (DateTime<Utc>, MiniStepId);

impl Schedule<'_> {
    /// The reminders of mini-steps that fire after `now`: those to show one by one, and those after a week away.
    fn of_mini_steps(&self) -> (Vec<Due>, Vec<Firing>) {
        let away_from = self
            .plan
            .last_activity
            .and_then(|last| last.checked_add_signed(AWAY_AFTER));
        let (mut soon, mut late) = (Vec::new(), Vec::new());
        for (at, id) in self.mini_steps().filter(|(at, _)| *at > self.now) {
            if away_from.is_some_and(|away_from| at > away_from) {
                late.push((at, id));
            } else {
                soon.push(Due {
                    at,
                    about: About::MiniStep(id),
                });
            }
        }
        (soon, late)
    }

    /// The reminders of all mini-steps to do, past ones included.
    fn mini_steps(&self) -> impl Iterator<Item = Firing> {
        self.plan.reminders.iter().filter_map(|(target, reminder)| {
            let ReminderTarget::MiniStep(id) = target else {
                return None;
            };
            let at = self.moment(target, wall(reminder), Some(&reminder.zone));
            at.filter(|_| self.plan.is_to_do(*id)).map(|at| (at, *id))
        })
    }

    fn of_appointments(&self) -> impl Iterator<Item = Due> {
        let standing = self.plan.appointments.iter().filter(|(_, it)| !it.declined);
        standing.flat_map(|(id, _)| {
            let target = ReminderTarget::Appointment(*id);
            let mut moments: Vec<_> = requested(self.plan, &target)
                .into_iter()
                .filter_map(|(wall, zone)| self.moment(&target, wall, zone))
                .filter(|at| *at > self.now)
                .collect();
            // Both may be snoozed to the same moment: then one fires.
            moments.dedup();
            moments.into_iter().map(|at| Due {
                at,
                about: About::Appointment(*id),
            })
        })
    }

    /// None before rewards were announced, because there are no vouchers then (R2).
    fn of_vouchers(&self) -> impl Iterator<Item = Due> {
        let vouchers = self
            .plan
            .rewards()
            .into_iter()
            .flat_map(|rewards| rewards.vouchers.iter());
        let usable = vouchers.filter(|(_, voucher)| voucher.is_usable());
        usable.flat_map(|(id, voucher)| {
            LAPSE_REMINDER_DAYS.into_iter().filter_map(|days| {
                let day = voucher.valid_until.checked_sub_days(Days::new(days))?;
                let at = self.fires_at(day.and_time(MORNING), None)?;
                if at <= self.now {
                    return None;
                }
                Some(Due {
                    at,
                    about: About::Voucher(*id, days),
                })
            })
        })
    }

    /// When a reminder for this wall time fires, after snoozing; `None` when it is switched off.
    fn moment(
        &self,
        target: &ReminderTarget,
        wall: NaiveDateTime,
        zone: Option<&str>,
    ) -> Option<DateTime<Utc>> {
        self.fires_at(after_snooze(self.plan, target, wall)?, zone)
    }

    /// The moment of a wall time, after quiet hours. `None` when it falls in a rest.
    fn fires_at(&self, wall: NaiveDateTime, zone: Option<&str>) -> Option<DateTime<Utc>> {
        if is_resting(self.plan, wall.date()) {
            return None;
        }
        let wall = after_quiet(self.plan, wall)?;
        if is_resting(self.plan, wall.date()) {
            return None;
        }
        (self.to_utc)(wall, zone).or_else(|| (self.to_utc)(wall, None))
    }
}

fn wall(reminder: &Reminder) -> NaiveDateTime {
    reminder.day.and_time(reminder.time)
}

/// The default wall times for an appointment. For one without a time it is the morning of the day before.
fn default_times(appointment: &Appointment) -> Vec<NaiveDateTime> {
    let details = &appointment.details;
    let day_before = |day: NaiveDate| day.pred_opt().map(|day| day.and_time(MORNING));
    match details.time {
        None => day_before(details.day).into_iter().collect(),
        Some(time) => {
            let at = details.day.and_time(time);
            let each = BEFORE_APPOINTMENT.into_iter();
            each.filter_map(|before| at.checked_sub_signed(before)).collect()
        }
    }
}

/// The wall time, or the end of the quiet hours that it falls in. Quiet hours that begin and end at the same time are none.
fn after_hours(hours: QuietHours, wall: NaiveDateTime) -> Option<NaiveDateTime> {
    let time = wall.time();
    let is_over_midnight = hours.from > hours.until;
    let is_quiet = if is_over_midnight {
        time >= hours.from || time < hours.until
    } else {
        time >= hours.from && time < hours.until
    };
    if !is_quiet {
        return Some(wall);
    }
    let day = if is_over_midnight && time >= hours.from {
        wall.date().succ_opt()?
    } else {
        wall.date()
    };
    Some(day.and_time(hours.until))
}
