//! R7: what comes after a mini-step that was put off waits for it.

use mijn_brug_plan::event::Part;
use mijn_brug_plan::query::next_mini_step;
use mijn_brug_plan::values::When;
use mijn_brug_plan::{Event, Role};
use proptest::prelude::*;

use crate::support::live::{Live, lives};
use crate::support::{day, mini_step};

use Role::Resident;

proptest! {
    /// Putting off a day with "Niet gelukt" and on the mini-step's own screen leads to the same next mini-step.
    #[test]
    fn a_later_day_means_the_same_on_both_screens(live in lives(40), n in 0_u8..6, ahead in 1_i64..30) {
        // "Another day" also takes back that it was brought forward, which a day on its own screen does not.
        prop_assume!(!live.entries.iter().any(|(_, entry)| brings_forward(&entry.event)));
        let next_after = |event: Event| {
            let mut live = live.clone();
            live.say(Resident, planned(n, 0)).ok()?;
            live.say(Resident, event).ok()?;
            next_mini_step(live.plan(Resident), day(0)).map(|(id, it)| (id, it.when.day))
        };
        prop_assert_eq!(next_after(planned(n, ahead)), next_after(moved(n, Some(ahead))));
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

fn moved(n: u8, on: Option<i64>) -> Event {
    Event::MiniStepMoved {
        mini_step: mini_step(n),
        day: on.map(day),
    }
}

/// Whether an event, or one of a proposal, brings a mini-step forward.
fn brings_forward(event: &Event) -> bool {
    if let Event::Proposed { events, .. } = event {
        events.iter().any(brings_forward)
    } else {
        matches!(event, Event::MiniStepBroughtForward { .. })
    }
}

/// Checks the next mini-step on day 0, after these events about three mini-steps of one step.
#[track_caller]
fn check_next(events: Vec<Event>, expected: u8) {
    let mut live = Live::start(1);
    live.say_all(Resident, events);
    let next = next_mini_step(live.plan(Resident), day(0)).map(|(id, _)| id);
    assert_eq!(next, Some(mini_step(expected)));
}

#[test]
fn mini_steps_after_one_that_was_put_off_wait_for_it() {
    check_next(vec![moved(0, Some(1))], 0);
    check_next(vec![planned(0, 0), planned(1, 0), moved(0, Some(1))], 0);
    check_next(vec![planned(1, 0), moved(0, None)], 0);
    // Until its day, and not before what comes first in the resident's order.
    check_next(vec![moved(1, Some(1))], 0);
}

#[test]
fn a_day_chosen_afterwards_holds() {
    check_next(vec![moved(0, Some(1)), planned(1, 0)], 1);
    check_next(
        vec![
            moved(0, Some(1)),
            Event::MiniStepBroughtForward {
                mini_step: mini_step(2),
            },
        ],
        2,
    );
    // A day that was planned and not put off holds nothing up.
    check_next(vec![planned(0, 1)], 1);
}

/// Whichever screen it is put off on: what comes after waits.
#[test]
fn a_later_day_on_its_own_screen_holds_up_what_comes_after() {
    check_next(vec![planned(0, 0), planned(1, 0), planned(0, 7)], 0);
    // The last word counts, and today holds nothing up.
    check_next(vec![planned(0, 0), planned(0, 7), planned(1, 0)], 1);
    check_next(vec![planned(0, 0), planned(0, 7), planned(0, 0)], 0);
    // Another hour of that day puts nothing off, and takes nothing back.
    check_next(vec![planned(0, 0), planned(0, 7), planned(0, 7)], 0);
    check_next(vec![planned(0, 7), planned(0, 7)], 1);
    // What comes before does not wait for what comes after it.
    check_next(vec![planned(1, 0), planned(1, 7)], 0);
}

#[test]
fn the_parts_of_one_mini_step_keep_their_order() {
    let part = |n: u8| Part {
        mini_step: mini_step(n),
        title: "Deel".to_owned(),
    };
    let split = Event::MiniStepSplit {
        mini_step: mini_step(0),
        into: vec![part(20), part(21)],
    };
    let let_go = |n| Event::MiniStepLetGo {
        mini_step: mini_step(n),
    };
    check_next(vec![let_go(1), let_go(2), planned(0, 1), split], 20);
}
