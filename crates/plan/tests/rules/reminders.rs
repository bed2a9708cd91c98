//! Which reminders fire and when: across summer time, in quiet hours, in a rest, after a week away.

use chrono::{DateTime, MappedLocalTime, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use mijn_brug_plan::plan::Plan;
use mijn_brug_plan::reminder::{About, Due, due};
use mijn_brug_plan::values::{AppointmentDetails, QuietHours, Reminder, ReminderTarget};
use mijn_brug_plan::{Command, Event, Role, fold};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::support::entries::forged;
use crate::support::live::{Live, lives};
use crate::support::values::any_moment;
use crate::support::{appointment, date, day, goal, mini_step, moment, time, voucher};

use Role::Resident;

/// Converts a wall time to UTC as a browser does.
pub fn to_utc(wall: NaiveDateTime, zone: Option<&str>) -> Option<DateTime<Utc>> {
    let zone: Tz = zone.unwrap_or("Europe/Amsterdam").parse().ok()?;
    let found = match zone.from_local_datetime(&wall) {
        MappedLocalTime::Single(at) | MappedLocalTime::Ambiguous(at, _) => at,
        // In the skipped hour: as if the clock had not been changed.
        MappedLocalTime::None => {
            let before = zone.from_local_datetime(&wall.checked_sub_signed(TimeDelta::hours(1))?);
            before.earliest()?.checked_add_signed(TimeDelta::hours(1))?
        }
    };
    Some(found.to_utc())
}

fn rings(plan: &Plan, now: DateTime<Utc>) -> Vec<Due> {
    due(plan, &to_utc, now)
}

fn times(plan: &Plan, now: DateTime<Utc>) -> Vec<String> {
    let all = rings(plan, now).into_iter();
    all.map(|due| due.at.format("%m-%d %H:%M").to_string()).collect()
}

pub fn remind(n: u8, on: chrono::NaiveDate, hour: u32) -> Event {
    Event::ReminderSet {
        target: ReminderTarget::MiniStep(mini_step(n)),
        reminder: Some(Reminder {
            day: on,
            time: time(hour, 30),
            zone: "Europe/Amsterdam".to_owned(),
            words: String::new(),
        }),
    }
}

pub fn snooze(n: u8, until: Option<NaiveDateTime>) -> Event {
    Event::ReminderSnoozed {
        target: ReminderTarget::MiniStep(mini_step(n)),
        until,
    }
}

pub fn quiet(from: u32, until: u32) -> Event {
    let hours = QuietHours {
        from: time(from, 0),
        until: time(until, 0),
    };
    Event::QuietHoursSet { hours: Some(hours) }
}

/// The moments at which reminders fire on a plan with these events, as of 2 March 9:00 UTC.
#[track_caller]
fn check(events: Vec<Event>, expected: &[&str]) {
    let mut live = Live::start(1);
    live.say_all(Resident, events);
    assert_eq!(times(live.plan(Resident), moment(0)), expected);
}

#[test]
fn a_wall_time_stays_over_summer_time() {
    check(vec![remind(0, day(1), 9)], &["03-03 08:30"]);
    let mut live = Live::start(1);
    live.now = date(2026, 3, 27).and_hms_opt(9, 0, 0).unwrap().and_utc();
    live.say_all(Resident, vec![remind(0, date(2026, 3, 30), 9)]);
    assert_eq!(times(live.plan(Resident), live.now), ["03-30 07:30"]);
    live.say_all(Resident, vec![remind(0, date(2026, 3, 29), 2)]);
    assert_eq!(
        times(live.plan(Resident), live.now),
        ["03-29 01:30"],
        "the hour that is skipped"
    );
    live.now = date(2026, 10, 23).and_hms_opt(9, 0, 0).unwrap().and_utc();
    live.say_all(Resident, vec![remind(0, date(2026, 10, 25), 2)]);
    assert_eq!(
        times(live.plan(Resident), live.now),
        ["10-25 00:30"],
        "the hour that comes twice"
    );
}

#[test]
fn nothing_past_done_or_let_go_fires() {
    check(vec![remind(0, day(-1), 9)], &[]);
    check(vec![remind(0, day(0), 10)], &["03-02 09:30"]);
    check(vec![remind(0, day(0), 9)], &[]);
    check(
        vec![
            remind(0, day(1), 9),
            Event::MiniStepLetGo {
                mini_step: mini_step(0),
            },
        ],
        &[],
    );
    check(
        vec![remind(0, day(1), 9), Event::GoalLetGo { goal: goal(0) }],
        &[],
    );
    let mut live = Live::start(1);
    live.say_all(Resident, vec![remind(0, day(1), 9)]);
    live.say(Resident, Command::Finish(mini_step(0))).unwrap();
    assert_eq!(times(live.plan(Resident), moment(0)), [""; 0]);
}

#[test]
fn quiet_hours_delay_a_reminder_to_their_end() {
    check(vec![remind(0, day(1), 22), quiet(22, 7)], &["03-04 06:00"]);
    check(vec![remind(0, day(1), 6), quiet(22, 7)], &["03-03 06:00"]);
    check(vec![remind(0, day(1), 21), quiet(22, 7)], &["03-03 20:30"]);
    check(vec![remind(0, day(1), 13), quiet(12, 14)], &["03-03 13:00"]);
    check(vec![remind(0, day(1), 13), quiet(13, 13)], &["03-03 12:30"]);
}

#[test]
fn a_rest_is_silent_and_leaves_no_pile() {
    let rest = |until| Event::RestStarted { until };
    let all = || vec![remind(0, day(1), 9), remind(1, day(3), 9)];
    let with = |event| all().into_iter().chain([event]).collect();
    check(with(rest(Some(day(2)))), &["03-05 08:30"]);
    check(with(rest(None)), &[]);
    let night = vec![remind(0, day(1), 23), quiet(22, 7), rest(Some(day(2)))];
    check(night, &[]);
}

#[test]
fn not_now_not_today_and_off() {
    let at = |on, hour| Some(day(on).and_time(time(hour, 0)));
    check(
        vec![remind(0, day(0), 10), snooze(0, at(0, 12))],
        &["03-02 11:00"],
    );
    check(
        vec![remind(0, day(0), 10), snooze(0, at(1, 10))],
        &["03-03 09:00"],
    );
    check(vec![remind(0, day(0), 10), snooze(0, None)], &[]);
    let again = vec![remind(0, day(0), 10), snooze(0, None), remind(0, day(1), 9)];
    check(again, &["03-03 08:30"]);
}

pub fn appointment_made(on: i64, at: Option<u32>) -> Event {
    Event::AppointmentMade {
        appointment: appointment(0),
        details: AppointmentDetails {
            with: "Gesprek".to_owned(),
            day: day(on),
            time: at.map(|hour| time(hour, 0)),
            place: String::new(),
            bring: String::new(),
        },
    }
}

#[test]
fn an_appointment_fires_the_day_before_and_two_hours_before() {
    check(
        vec![appointment_made(5, Some(14))],
        &["03-06 13:00", "03-07 11:00"],
    );
    check(vec![appointment_made(0, Some(14))], &["03-02 11:00"]);
    check(vec![appointment_made(5, None)], &["03-06 09:00"]);
    let id = appointment(0);
    check(
        vec![
            appointment_made(5, Some(14)),
            Event::AppointmentDeclined {
                appointment: id,
                instead: None,
            },
        ],
        &[],
    );
    check(
        vec![
            appointment_made(5, Some(14)),
            Event::AppointmentRemoved { appointment: id },
        ],
        &[],
    );
    let target = ReminderTarget::Appointment(id);
    let own = Event::ReminderSet {
        target,
        reminder: Some(Reminder {
            day: day(5),
            time: time(9, 0),
            zone: "Europe/Amsterdam".to_owned(),
            words: String::new(),
        }),
    };
    check(vec![appointment_made(5, Some(14)), own], &["03-07 08:00"]);
    let off = Event::ReminderSnoozed { target, until: None };
    check(vec![appointment_made(5, Some(14)), off], &[]);
}

#[test]
fn a_voucher_fires_a_month_and_a_week_before_its_last_day() {
    let mut live = Live::start(5);
    // The last day is 31 May.
    assert_eq!(
        times(live.plan(Resident), moment(0)),
        ["05-01 08:00", "05-24 08:00"]
    );
    let used = Event::VoucherUsed {
        voucher: voucher(0),
        day: day(0),
    };
    live.say_all(Resident, vec![used]);
    assert_eq!(times(live.plan(Resident), moment(0)), [""; 0]);
}

#[test]
fn after_a_week_away_there_is_one_message_for_all() {
    let mut live = Live::start(1);
    live.say_all(
        Resident,
        vec![remind(0, day(1), 9), remind(1, day(8), 9), remind(2, day(9), 9)],
    );
    let all = rings(live.plan(Resident), moment(0));
    let about: Vec<_> = all.into_iter().map(|due| due.about).collect();
    assert_eq!(
        about,
        [
            About::MiniStep(mini_step(0)),
            About::Gathered(vec![mini_step(1), mini_step(2)])
        ]
    );
}

proptest! {
    #[test]
    fn whatever_happened(live in lives(40), forged in vec(forged(), 0..20), now in any_moment()) {
        let (plan, _) = fold(live.entries.into_iter().chain(forged));
        let all = rings(&plan, now);
        prop_assert!(all.is_sorted_by_key(|due| due.at));
        for Due { at, about } in all {
            prop_assert!(at > now, "nothing of before is told again");
            match about {
                About::MiniStep(id) => prop_assert!(plan.is_to_do(id)),
                About::Gathered(ids) => {
                    prop_assert!(ids.len() > 1 && ids.iter().all(|id| plan.is_to_do(*id)));
                }
                About::Appointment(id) => {
                    prop_assert!(plan.appointments.get(&id).is_some_and(|it| !it.declined));
                }
                About::Voucher(id, _) => {
                    let rewards = plan.rewards().unwrap();
                    prop_assert!(rewards.vouchers.get(&id).unwrap().is_usable());
                }
            }
            let wall = at.with_timezone(&chrono_tz::Europe::Amsterdam).naive_local();
            let is_quiet = plan.quiet_hours.is_some_and(|hours| {
                if hours.from > hours.until {
                    wall.time() >= hours.from || wall.time() < hours.until
                } else {
                    wall.time() >= hours.from && wall.time() < hours.until
                }
            });
            // Quiet hours are in the reminder's zone, not the device's.
            let is_here = plan.reminders.values().all(|reminder| reminder.zone == "Europe/Amsterdam");
            let skips_an_hour = wall.date() == date(2026, 3, 29);
            prop_assert!(!is_quiet || !is_here || skips_an_hour);
        }
    }
}
