//! The moments that are offered, what fired, and how a reminder follows what it reminds of.

use chrono::NaiveDateTime;
use mijn_brug_plan::reminder::{choices, fired, wall_times};
use mijn_brug_plan::values::{Confirmation, QuietHours, Reminder, ReminderTarget, When};
use mijn_brug_plan::{Command, Event, Role};

use crate::reminders::{appointment_made, quiet, remind, snooze, to_utc};
use crate::support::live::Live;
use crate::support::{appointment, day, mini_step, moment, proposal, time};

use Role::{Caseworker, Resident};

fn at(on: i64, hour: u32, minute: u32) -> NaiveDateTime {
    day(on).and_time(time(hour, minute))
}

fn when(on: Option<i64>, hour: Option<u32>) -> When {
    When {
        day: on.map(day),
        time: hour.map(|hour| time(hour, 0)),
        minutes: None,
    }
}

fn live(events: Vec<Event>) -> Live {
    let mut live = Live::start(1);
    live.say_all(Resident, events);
    live
}

#[test]
fn the_moment_that_suits_most() {
    let now = at(0, 11, 2);
    for (on, hour, expected) in [
        (None, None, at(1, 10, 0)),
        (None, Some(15), at(1, 15, 0)),
        (Some(3), None, at(3, 10, 0)),
        (Some(3), Some(9), at(3, 9, 0)),
        (Some(0), Some(14), at(0, 14, 0)),
        // This morning has passed, so this evening.
        (Some(0), None, at(0, 19, 0)),
        // A day that passed is never overdue (R4).
        (Some(-4), Some(9), at(1, 9, 0)),
    ] {
        assert_eq!(
            choices::suggested(when(on, hour), now),
            expected,
            "{on:?} {hour:?}"
        );
    }
    assert_eq!(
        choices::suggested(when(Some(0), None), at(0, 20, 0)),
        at(1, 10, 0)
    );
}

#[test]
fn the_moments_to_put_off_to() {
    assert_eq!(choices::in_an_hour(at(0, 11, 2)), at(0, 12, 5));
    assert_eq!(choices::in_an_hour(at(0, 11, 55)), at(0, 12, 55));
    assert_eq!(choices::in_an_hour(at(0, 23, 31)), at(1, 0, 35));
    assert_eq!(choices::this_evening(at(0, 11, 2)), Some(at(0, 19, 0)));
    assert_eq!(choices::this_evening(at(0, 18, 0)), None);
    let target = ReminderTarget::MiniStep(mini_step(0));
    let live = live(vec![remind(0, day(-1), 8)]);
    let plan = live.plan(Resident);
    assert_eq!(choices::not_today(plan, &target, at(0, 11, 2)), at(1, 8, 30));
}

#[test]
fn a_fired_reminder_stays_until_it_is_answered() {
    let told = |live: &Live| -> Vec<_> {
        let all = fired(live.plan(Resident), &to_utc, moment(0), day(0));
        all.into_iter().map(|(_, id)| id).collect()
    };
    let mut live = live(vec![
        remind(0, day(-1), 9),
        remind(1, day(-3), 9),
        remind(2, day(1), 9),
    ]);
    assert_eq!(told(&live), [mini_step(1), mini_step(0)]);
    live.say_all(Resident, vec![snooze(1, Some(at(0, 12, 0)))]);
    assert_eq!(told(&live), [mini_step(0)]);
    live.say(Resident, Command::Finish(mini_step(0))).unwrap();
    assert_eq!(told(&live), []);
    live.say_all(Resident, vec![snooze(1, None)]);
    assert_eq!(told(&live), []);
}

#[test]
fn nothing_of_a_rest_is_shown_afterwards() {
    let told = |live: &Live| fired(live.plan(Resident), &to_utc, live.now, live.now.date_naive()).len();
    let mut live = live(vec![remind(0, day(0), 11)]);
    live.say_all(Resident, vec![Event::RestStarted { until: None }]);
    live.now = moment(24 * 60);
    assert_eq!(told(&live), 0);
    live.say_all(Resident, vec![Event::RestEnded {}]);
    assert_eq!(told(&live), 0);
    live.say_all(Resident, vec![remind(0, day(1), 11)]);
    live.now = moment(27 * 60);
    assert_eq!(told(&live), 1);
}

#[test]
fn a_reminder_is_shown_as_it_will_fire() {
    let mut live = live(vec![
        remind(0, day(1), 22),
        quiet(22, 7),
        appointment_made(5, Some(14)),
    ]);
    let mini = ReminderTarget::MiniStep(mini_step(0));
    let met = ReminderTarget::Appointment(appointment(0));
    assert_eq!(wall_times(live.plan(Resident), &mini), [at(2, 7, 0)]);
    assert_eq!(
        wall_times(live.plan(Resident), &met),
        [at(4, 14, 0), at(5, 12, 0)]
    );
    let none = QuietHours {
        from: time(7, 0),
        until: time(7, 0),
    };
    let off = Event::ReminderSnoozed {
        target: met,
        until: None,
    };
    live.say_all(Resident, vec![Event::QuietHoursSet { hours: Some(none) }, off]);
    assert_eq!(wall_times(live.plan(Resident), &mini), [at(1, 22, 30)]);
    assert_eq!(wall_times(live.plan(Resident), &met), []);
    assert_eq!(
        wall_times(live.plan(Resident), &ReminderTarget::MiniStep(mini_step(1))),
        []
    );
}

/// The appointment of [`appointment`], on another day.
fn moved(on: i64) -> Event {
    let Event::AppointmentMade { appointment, details } = appointment_made(on, Some(14)) else {
        unreachable!()
    };
    Event::AppointmentChanged { appointment, details }
}

fn of_the_appointment() -> ReminderTarget {
    ReminderTarget::Appointment(appointment(0))
}

/// The resident's own reminder of the appointment, in the evening of the day before it.
fn own() -> Event {
    Event::ReminderSet {
        target: of_the_appointment(),
        reminder: Some(Reminder {
            day: day(4),
            time: time(19, 0),
            zone: "Europe/Amsterdam".to_owned(),
            words: String::new(),
        }),
    }
}

#[test]
fn a_residents_own_reminder_is_rescheduled_with_its_appointment() {
    let target = of_the_appointment();
    let mut live = live(vec![appointment_made(5, Some(14)), own(), moved(5)]);
    assert_eq!(wall_times(live.plan(Resident), &target), [at(4, 19, 0)]);
    live.say_all(Resident, vec![moved(8)]);
    assert_eq!(wall_times(live.plan(Resident), &target), [at(7, 19, 0)]);
}

#[test]
fn the_usual_reminders_of_an_appointment_follow_it_unless_they_are_off() {
    let target = of_the_appointment();
    let snoozed = |until| Event::ReminderSnoozed { target, until };
    let mut live = live(vec![
        appointment_made(5, Some(14)),
        snoozed(Some(at(4, 15, 0))),
        moved(8),
    ]);
    assert_eq!(
        wall_times(live.plan(Resident), &target),
        [at(7, 14, 0), at(8, 12, 0)]
    );
    live.say_all(Resident, vec![snoozed(None), moved(9)]);
    assert_eq!(wall_times(live.plan(Resident), &target), []);
    live.say_all(Resident, vec![own(), snoozed(None), moved(10)]);
    assert_eq!(
        wall_times(live.plan(Resident), &target),
        [],
        "also with one of their own"
    );
}

#[test]
fn it_is_also_rescheduled_when_the_caseworker_proposed_the_day() {
    let mut live = live(vec![appointment_made(5, Some(14)), remind(0, day(2), 9)]);
    live.say_all(Resident, vec![own()]);
    let planned = Event::MiniStepPlanned {
        mini_step: mini_step(0),
        when: when(Some(6), None),
    };
    let proposal = proposal(0);
    live.say_all(
        Caseworker,
        vec![Event::Proposed {
            proposal,
            events: vec![moved(8), planned],
        }],
    );
    live.say_all(
        Resident,
        vec![Event::ProposalAnswered {
            proposal,
            accepted: true,
            how: Confirmation::OwnDevice,
        }],
    );
    let plan = live.plan(Resident);
    assert_eq!(wall_times(plan, &of_the_appointment()), [at(7, 19, 0)]);
    assert_eq!(
        wall_times(plan, &ReminderTarget::MiniStep(mini_step(0))),
        [at(6, 9, 30)]
    );
}

/// Plans the mini-step, then looks where its reminder of 4 March at 9:30 goes when it is planned again.
#[track_caller]
fn check(before: When, after: When, expected: &[NaiveDateTime]) {
    let planned = |when| Event::MiniStepPlanned {
        mini_step: mini_step(0),
        when,
    };
    let live = live(vec![planned(before), remind(0, day(2), 9), planned(after)]);
    let target = ReminderTarget::MiniStep(mini_step(0));
    assert_eq!(wall_times(live.plan(Resident), &target), expected);
}

#[test]
fn a_reminder_is_rescheduled_with_its_mini_step() {
    check(when(Some(2), None), when(Some(4), None), &[at(4, 9, 30)]);
    check(when(Some(3), Some(10)), when(Some(8), Some(12)), &[at(7, 9, 30)]);
    check(when(Some(2), None), when(None, None), &[]);
    check(when(None, None), when(Some(4), None), &[at(4, 9, 30)]);
    check(when(None, Some(8)), when(None, None), &[at(2, 9, 30)]);
    check(when(Some(2), None), when(Some(2), None), &[at(2, 9, 30)]);
    let at_its_time = When {
        time: Some(time(9, 30)),
        ..when(Some(2), None)
    };
    check(at_its_time, when(Some(2), Some(14)), &[at(2, 14, 0)]);
}

/// The form offers a reminder for the day that is chosen there, before that day is saved.
#[test]
fn a_reminder_that_was_set_for_the_new_day_stays_there() {
    let target = ReminderTarget::MiniStep(mini_step(0));
    for (from, rings, to, expected) in [(2, 5, 5, 5), (5, 2, 2, 2), (2, 4, 5, 4), (2, 7, 5, 5)] {
        let planned = |on| Event::MiniStepPlanned {
            mini_step: mini_step(0),
            when: when(Some(on), None),
        };
        let live = live(vec![planned(from), remind(0, day(rings), 9), planned(to)]);
        assert_eq!(
            wall_times(live.plan(Resident), &target),
            [at(expected, 9, 30)],
            "{from} {rings} {to}"
        );
    }
}

#[test]
fn not_now_holds_while_the_reminder_stays_where_it_is() {
    let planned = Event::MiniStepPlanned {
        mini_step: mini_step(0),
        when: when(None, Some(15)),
    };
    let put_off = snooze(0, Some(at(3, 9, 30)));
    let live = live(vec![remind(0, day(-1), 9), put_off, planned]);
    let target = ReminderTarget::MiniStep(mini_step(0));
    assert_eq!(wall_times(live.plan(Resident), &target), [at(3, 9, 30)]);
}

#[test]
fn another_day_from_not_done_reschedules_the_reminder_and_ends_not_now() {
    let planned = Event::MiniStepPlanned {
        mini_step: mini_step(0),
        when: when(Some(2), None),
    };
    let moved = Event::MiniStepMoved {
        mini_step: mini_step(0),
        day: Some(day(5)),
    };
    let put_off = snooze(0, Some(at(3, 9, 30)));
    let live = live(vec![planned, remind(0, day(2), 9), put_off, moved]);
    let target = ReminderTarget::MiniStep(mini_step(0));
    assert_eq!(wall_times(live.plan(Resident), &target), [at(5, 9, 30)]);
}
