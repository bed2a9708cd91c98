//! R7: at most three mini-steps are open, and the others wait without a day that passed.

use mijn_brug_plan::query::{OPEN_MAX, now_and_later};
use mijn_brug_plan::values::When;
use mijn_brug_plan::{Event, Role};
use proptest::prelude::*;

use crate::support::live::{Live, lives};
use crate::support::{day, mini_step, step};

use Role::Resident;

fn added(n: u8) -> Event {
    Event::MiniStepAdded {
        mini_step: mini_step(n),
        step: step(0),
        title: format!("Ministap {n}"),
        fits_in_a_day: true,
    }
}

fn planned(n: u8, on: i64) -> Event {
    Event::MiniStepPlanned {
        mini_step: mini_step(n),
        when: When {
            day: Some(day(on)),
            ..When::default()
        },
    }
}

#[test]
fn of_six_with_a_day_that_passed_three_are_for_today() {
    let mut live = Live::start(1);
    live.say_all(Resident, (10..13).map(added).collect());
    let all = [0, 1, 2, 10, 11, 12];
    live.say_all(Resident, all.map(|n| planned(n, 3)).into());
    let split = now_and_later(live.plan(Resident), day(8));
    assert_eq!(split.now.len(), OPEN_MAX);
    let shown = all.map(|n| split.shown_when(mini_step(n), day(8)).day.is_some());
    assert_eq!(shown, [true, true, true, false, false, false]);
}

#[test]
fn a_day_to_come_is_shown_also_while_it_waits() {
    let mut live = Live::start(1);
    live.say_all(Resident, (10..13).map(added).collect());
    live.say_all(Resident, vec![planned(12, 9)]);
    let split = now_and_later(live.plan(Resident), day(8));
    assert_eq!(split.shown_when(mini_step(12), day(8)).day, Some(day(9)));
    assert!(split.later.iter().any(|(id, _)| *id == mini_step(12)));
}

#[test]
fn forty_mini_steps_leave_three_for_now() {
    let mut live = Live::start(1);
    live.say_all(Resident, (10..47).map(added).collect());
    let split = now_and_later(live.plan(Resident), day(0));
    assert_eq!((split.now.len(), split.later.len()), (3, 37));
}

proptest! {
    /// R7 for every sequence of commands, and every mini-step to do is in exactly one of the two lists.
    #[test]
    fn never_more_than_three_are_open(live in lives(60), offset in -10_i64..60) {
        let (plan, today) = (live.plan(Resident), day(offset));
        let split = now_and_later(plan, today);
        prop_assert!(split.now.len() <= OPEN_MAX);
        let mut listed: Vec<_> = split.now.iter().chain(&split.later).map(|(id, _)| *id).collect();
        listed.sort();
        let to_do: Vec<_> = plan.mini_steps.keys().copied().filter(|id| plan.is_to_do(*id)).collect();
        prop_assert_eq!(listed, to_do);
        let today_or_before = plan.mini_steps.keys().filter(|id| {
            split.shown_when(**id, today).day.is_some_and(|day| day <= today)
        });
        prop_assert!(today_or_before.count() <= OPEN_MAX);
    }
}
