//! Reminders survive a wrong clock, an unknown zone, and a split.

use chrono::TimeDelta;
use mijn_brug_plan::event::Part;
use mijn_brug_plan::plan::Plan;
use mijn_brug_plan::query::{digest, is_clock_behind, next_mini_step};
use mijn_brug_plan::reminder::{About, due, fired};
use mijn_brug_plan::values::{Reminder, ReminderTarget};
use mijn_brug_plan::{Event, Role};
use proptest::prelude::*;

use super::reminders::{remind, snooze, to_utc};
use crate::support::live::{Live, lives};
use crate::support::values::any_moment;
use crate::support::{day, mini_step, moment, time};

use Role::Resident;

proptest! {
    /// Splitting a mini-step loses no reminder: it fires for the first part.
    #[test]
    fn a_reminder_goes_to_the_first_part(live in lives(50), n in 0_u8..6, now in any_moment()) {
        let mut live = live;
        let (whole, part) = (mini_step(n), mini_step(200));
        let into = vec![Part { mini_step: part, title: "Zoek het nummer".to_owned() }];
        let before = live.plan(Resident).clone();
        if live.say(Resident, Event::MiniStepSplit { mini_step: whole, into }).is_err() {
            return Ok(());
        }
        let after = live.plan(Resident);
        let goes = |id| if id == whole { part } else { id };
        let mut expected: Vec<_> = fired(&before, &to_utc, now, now.date_naive());
        for (_, id) in &mut expected {
            *id = goes(*id);
        }
        expected.sort_unstable();
        let mut told = fired(after, &to_utc, now, now.date_naive());
        told.sort_unstable();
        prop_assert_eq!(told, expected);
        // The split is a sign of life, so reminders that were gathered after a week away may no longer be: compare what they are about.
        let about = |plan: &Plan| {
            let mut all: Vec<_> = due(plan, &to_utc, now).into_iter().flat_map(|due| match due.about {
                About::MiniStep(id) => vec![goes(id)],
                About::Gathered(ids) => ids.into_iter().map(goes).collect(),
                About::Appointment(_) | About::Voucher(..) => vec![],
            }).collect();
            all.sort_unstable();
            all
        };
        prop_assert_eq!(about(&before), about(after));
    }

    /// A reminder that is set after a rest fires, whatever the clock said when the rest ended.
    #[test]
    fn a_wrong_clock_hides_no_later_reminder(live in lives(30), wrong in any_moment(), n in 0_u8..6) {
        let mut live = live;
        let right = moment(0);
        live.now = wrong;
        live.say(Resident, Event::RestEnded {}).unwrap();
        live.now = right;
        if !live.plan(Resident).is_to_do(mini_step(n)) || live.say(Resident, remind(n, day(0), 10)).is_err() {
            return Ok(());
        }
        live.say(Resident, Event::QuietHoursSet { hours: None }).unwrap();
        let noon = right + TimeDelta::hours(3);
        let told = fired(live.plan(Resident), &to_utc, noon, noon.date_naive());
        prop_assert!(told.iter().any(|(_, id)| *id == mini_step(n)), "{told:?}");
    }

    /// For an unknown zone the device's own is used.
    #[test]
    fn an_unknown_zone_still_fires(zone in "(Etc/Unknown|local|UTC\\+1|[ -~]{1,20})", n in 0_u8..3) {
        let knows_none = |wall, zone: Option<&str>| if zone.is_none() { to_utc(wall, None) } else { None };
        let mut live = Live::start(1);
        if zone.trim().is_empty() {
            return Ok(());
        }
        let reminder = Reminder { day: day(1), time: time(9, 30), zone, words: String::new() };
        let target = ReminderTarget::MiniStep(mini_step(n));
        live.say(Resident, Event::ReminderSet { target, reminder: Some(reminder) }).unwrap();
        let rings = due(live.plan(Resident), &knows_none, live.now);
        prop_assert_eq!(rings.len(), 1);
        prop_assert_eq!(Some(rings[0].at), to_utc(day(1).and_time(time(9, 30)), None));
    }
}

#[test]
fn a_snoozed_reminder_is_rescheduled_unchanged() {
    let mut live = Live::start(1);
    let into = vec![Part {
        mini_step: mini_step(20),
        title: "Zoek het nummer".to_owned(),
    }];
    let until = Some(day(2).and_time(time(12, 0)));
    live.say_all(
        Resident,
        vec![
            remind(0, day(1), 9),
            snooze(0, until),
            Event::MiniStepSplit {
                mini_step: mini_step(0),
                into,
            },
        ],
    );
    let plan = live.plan(Resident);
    let part = ReminderTarget::MiniStep(mini_step(20));
    assert_eq!(plan.reminders.keys().collect::<Vec<_>>(), [&part]);
    assert_eq!(plan.snoozed.get(&part), Some(&until));
}

/// Case 33: the clock is forty days ahead while a rest begins and ends, then right again.
#[test]
fn a_rest_that_ended_in_the_future_hides_nothing() {
    let mut live = Live::start(1);
    let right = live.now;
    live.say_all(Resident, vec![remind(1, day(0), 10)]);
    live.now = right + TimeDelta::days(40);
    live.say_all(
        Resident,
        vec![Event::RestStarted { until: None }, Event::RestEnded {}],
    );
    live.now = right + TimeDelta::hours(3);
    let told = |live: &Live| {
        let all = fired(live.plan(Resident), &to_utc, live.now, day(0));
        all.into_iter().map(|(_, id)| id).collect::<Vec<_>>()
    };
    assert_eq!(told(&live), [mini_step(1)], "before anything else was said");
    assert!(is_clock_behind(live.plan(Resident), live.now));
    assert_eq!(
        digest(live.plan(Resident)).last_activity(live.now),
        Some(live.now)
    );
    live.say_all(Resident, vec![remind(0, day(0), 12)]);
    live.now = right + TimeDelta::hours(4);
    assert_eq!(
        told(&live),
        [mini_step(0)],
        "what was silent in the rest is not told"
    );
    assert!(!is_clock_behind(live.plan(Resident), live.now));
    assert_eq!(
        digest(live.plan(Resident)).last_activity(live.now),
        Some(right + TimeDelta::hours(3)),
        "the next word sets it right"
    );
}

/// A clock that is far behind silences no reminder, and the app says so without blame.
#[test]
fn a_clock_from_long_ago_only_gives_a_warning() {
    let live = Live::start(1);
    let long_ago = moment(-60 * 24 * 365 * 6);
    assert!(is_clock_behind(live.plan(Resident), long_ago));
    assert!(next_mini_step(live.plan(Resident), long_ago.date_naive()).is_some());
    assert_eq!(
        fired(live.plan(Resident), &to_utc, long_ago, long_ago.date_naive()),
        []
    );
}
