//! What rings when. Pure: the moment comes in, and so does what a wall time is in the world's time, because only the
//! device knows the zones.
//!
//! Kind (R4): nothing rings while resting or for what is done, nothing piles up, and after a week away one message stands
//! for all.

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
    /// One meeting.
    Appointment(AppointmentId),
    /// A voucher that lapses in so many days.
    Voucher(VoucherId, u64),
    /// After a week away: all mini-steps that would have fired, in one.
    Gathered(Vec<MiniStepId>),
}

/// One reminder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// When it rings.
    pub at: DateTime<Utc>,
    /// What it is about.
    pub about: About,
}

/// How long before a meeting it rings, unless the resident chose a moment: the day before, and two hours before.
const BEFORE_MEETING: [TimeDelta; 2] = [TimeDelta::days(1), TimeDelta::hours(2)];
/// How many days before its last day a voucher rings, and Vandaag says a word.
pub const LAPSE_REMINDER_DAYS: [u64; 2] = [30, 7];
/// After so long without a word of the resident, one message stands for all.
const AWAY: TimeDelta = TimeDelta::days(7);
/// When something rings that has a day and no time.
const MORNING: NaiveTime = match NaiveTime::from_hms_opt(10, 0, 0) {
    Some(time) => time,
    None => NaiveTime::MIN,
};

/// The wall time of a zone as a moment; the device's own zone when none is named. Where the clock skips an hour, the
/// moment right after; where an hour comes twice, the first. `None` when it does not know the zone or the year: of an unknown
/// zone its own is asked, so that what was set rings.
pub type ToUtc<'a> = &'a dyn Fn(NaiveDateTime, Option<&str>) -> Option<DateTime<Utc>>;

/// Everything that will ring after `now`, soonest first. Nothing of before `now`: what was missed is not told again (R4).
pub fn due(plan: &Plan, to_utc: ToUtc<'_>, now: DateTime<Utc>) -> Vec<Due> {
    let rings = Rings { plan, to_utc, now };
    let mut all: Vec<Due> = rings.of_appointments().chain(rings.of_vouchers()).collect();
    let (soon, late) = rings.of_mini_steps();
    all.extend(soon);
    all.extend(gathered(late));
    crate::order::sort_by_key(&mut all, |due| due.at);
    all
}

/// The mini-steps that are to do and rang already, soonest first, with the moment: what is shown on the next opening. Nothing while
/// resting, and nothing of before the end of a rest (R4).
pub fn fired(
    plan: &Plan,
    to_utc: ToUtc<'_>,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Vec<(DateTime<Utc>, MiniStepId)> {
    if is_resting(plan, today) {
        return Vec::new();
    }
    let rings = Rings { plan, to_utc, now };
    let mut all: Vec<_> = rings.mini_steps().collect();
    all.retain(|(at, id)| *at <= now && !was_silent(plan, *id, *at, now));
    crate::order::sort_by_key(&mut all, |(at, _)| *at);
    all
}

/// Whether it rang in a rest that was ended since. Only of what was set before that: of what was set later the order of entries
/// says that it is another, whatever the clocks said. An end that is still to come was written by a clock that was ahead.
fn was_silent(plan: &Plan, id: MiniStepId, at: DateTime<Utc>, now: DateTime<Utc>) -> bool {
    plan.rest_ended.as_ref().is_some_and(|ended| {
        at <= ended.at && ended.at <= now && ended.silent.contains(&ReminderTarget::MiniStep(id))
    })
}

/// The wall times at which something rings, put off as the person chose and after quiet hours; none when it is off. Some may be
/// past, and a rest makes no difference here.
pub fn wall_times(plan: &Plan, target: &ReminderTarget) -> Vec<NaiveDateTime> {
    let wishes = wishes(plan, target).into_iter();
    let mut wall_times: Vec<_> = wishes
        .filter_map(|(wall, _)| after_quiet(plan, put_off(plan, target, wall)?))
        .collect();
    wall_times.dedup();
    wall_times
}

/// The wall times that somebody wished, each with its zone: the resident's own, or the usual ones of a meeting.
fn wishes<'a>(plan: &'a Plan, target: &ReminderTarget) -> Vec<(NaiveDateTime, Option<&'a str>)> {
    if let Some(reminder) = plan.reminders.get(target) {
        return vec![(wall(reminder), Some(reminder.zone.as_str()))];
    }
    let ReminderTarget::Appointment(id) = target else {
        return Vec::new();
    };
    let usual = plan.appointments.get(id).map_or_else(Vec::new, before);
    usual.into_iter().map(|wall| (wall, None)).collect()
}

/// Not before it is put off to; `None` when it is off.
fn put_off(plan: &Plan, target: &ReminderTarget, wall: NaiveDateTime) -> Option<NaiveDateTime> {
    match plan.snoozed.get(target) {
        None => Some(wall),
        Some(until) => until.map(|until| wall.max(until)),
    }
}

fn after_quiet(plan: &Plan, wall: NaiveDateTime) -> Option<NaiveDateTime> {
    plan.quiet_hours.map_or(Some(wall), |hours| after(hours, wall))
}

/// The first of what rings after a week away stands for all of it.
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

struct Rings<'a> {
    plan: &'a Plan,
    to_utc: ToUtc<'a>,
    now: DateTime<Utc>,
}

/// What rings for a mini-step, and when.
type Ring = (DateTime<Utc>, MiniStepId);

impl Rings<'_> {
    /// Those of the mini-steps: one by one, and those after a week away.
    fn of_mini_steps(&self) -> (Vec<Due>, Vec<Ring>) {
        let away_from = self.plan.last_sign.and_then(|last| last.checked_add_signed(AWAY));
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

    /// Those of all mini-steps that are to do, past ones too.
    fn mini_steps(&self) -> impl Iterator<Item = Ring> {
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
            let mut moments: Vec<_> = wishes(self.plan, &target)
                .into_iter()
                .filter_map(|(wall, zone)| self.moment(&target, wall, zone))
                .filter(|at| *at > self.now)
                .collect();
            // Put off to one moment, both ring once.
            moments.dedup();
            moments.into_iter().map(|at| Due {
                at,
                about: About::Appointment(*id),
            })
        })
    }

    /// Only of vouchers that exist: none before they were announced (R2).
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
                let at = self.ringing(day.and_time(MORNING), None)?;
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

    /// When a reminder rings that is meant for this wall time: not before it is put off to, and never when it is off.
    fn moment(
        &self,
        target: &ReminderTarget,
        wall: NaiveDateTime,
        zone: Option<&str>,
    ) -> Option<DateTime<Utc>> {
        self.ringing(put_off(self.plan, target, wall)?, zone)
    }

    /// The moment of a wall time, after quiet hours. `None` when it falls in a rest.
    fn ringing(&self, wall: NaiveDateTime, zone: Option<&str>) -> Option<DateTime<Utc>> {
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

/// The wall times before a meeting. One without a time rings the morning before.
fn before(appointment: &Appointment) -> Vec<NaiveDateTime> {
    let details = &appointment.details;
    let day_before = |day: NaiveDate| day.pred_opt().map(|day| day.and_time(MORNING));
    match details.time {
        None => day_before(details.day).into_iter().collect(),
        Some(time) => {
            let at = details.day.and_time(time);
            let each = BEFORE_MEETING.into_iter();
            each.filter_map(|before| at.checked_sub_signed(before)).collect()
        }
    }
}

/// The first wall time that is not quiet. Quiet hours that begin and end at one time are none.
fn after(hours: QuietHours, wall: NaiveDateTime) -> Option<NaiveDateTime> {
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
