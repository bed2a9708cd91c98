//! A request whose answer was lost is repeated. It makes a thing with the same id, so the repetition is recognised.

use chrono::TimeDelta;
use mijn_brug_plan::event::Part;
use mijn_brug_plan::values::{AppointmentDetails, Effect};
use mijn_brug_plan::{Event, Refusal, Role, fold};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::support::entries::seal;
use crate::support::events::{event, role};
use crate::support::live::{Live, lives};
use crate::support::{appointment, code, day, goal, link, mini_step, review, step, time};

/// Whether an event makes something with an id of its own.
fn makes(event: &Event) -> bool {
    matches!(
        event,
        Event::LinkDrawn { .. }
            | Event::GoalSet { .. }
            | Event::StepAdded { .. }
            | Event::MiniStepAdded { .. }
            | Event::MiniStepSplit { .. }
            | Event::AppointmentMade { .. }
            | Event::Proposed { .. }
            | Event::AgreementDrafted { .. }
            | Event::ReviewStarted { .. }
            | Event::RewardPromised { .. }
            | Event::VoucherGranted { .. }
    )
}

proptest! {
    #[test]
    fn a_repeated_command_makes_a_thing_once(live in lives(40), role in role(), events in vec(event(), 0..20)) {
        let mut live = live;
        for event in events.into_iter().filter(makes) {
            if live.say(role, event.clone()).is_ok_and(|said| !said.is_empty()) {
                let after = live.plan(role).clone();
                // Time passes, and another code is drawn for a voucher.
                live.now += TimeDelta::minutes(1);
                let mut again = event;
                if let Event::VoucherGranted { code: drawn, .. } = &mut again {
                    *drawn = code("5555 0000");
                }
                prop_assert_eq!(live.say(role, again).map(|said| said.len()), Ok(0));
                prop_assert_eq!(live.plan(role), &after);
            }
        }
    }

    /// Two tabs, or a write that succeeded although it was reported as failed, leave the same entry twice.
    #[test]
    fn a_second_entry_that_makes_the_same_changes_nothing(live in lives(60), minutes in 1_i64..500) {
        let (before, _) = fold(live.entries.iter().cloned());
        let last = live.entries.iter().map(|(_, entry)| entry.lamport).max().unwrap_or(0);
        let made = live.entries.iter().filter(|(_, entry)| makes(&entry.event));
        // An entry that had no effect, such as one for a goal that was unknown then, might have one now.
        let (_, problems) = fold(live.entries.iter().cloned());
        let counted = made.filter(|(record, _)| !problems.iter().any(|problem| problem.record == *record));
        // Making a thing again after it was removed is not a repetition.
        let stands = counted.filter(|(_, entry)| {
            if let Event::LinkDrawn { link, .. } = &entry.event {
                before.links.contains_key(link)
            } else if let Event::AppointmentMade { appointment, .. } = &entry.event {
                before.appointments.contains_key(appointment)
            } else {
                true
            }
        });
        let again = stands.zip(1_u64..).map(|((_, entry), n)| {
            let mut entry = entry.clone();
            entry.lamport = last + n;
            entry.at += TimeDelta::minutes(minutes);
            seal(entry)
        });
        let again: Vec<_> = again.collect();
        let (mut after, _) = fold(live.entries.iter().cloned().chain(again));
        // The only difference is the resident's sign of life.
        after.last_activity = before.last_activity;
        prop_assert_eq!(after, before);
    }
}

/// A plan with one of each kind, and the events that made them.
fn made() -> (Live, Vec<Event>) {
    let mut live = Live::start(1);
    let made = vec![
        Event::GoalSet {
            goal: goal(7),
            domain: "wonen.huis".into(),
            wish: "Een eigen plek".to_owned(),
        },
        Event::StepAdded {
            step: step(7),
            goal: goal(7),
            title: "Inschrijven".to_owned(),
        },
        Event::MiniStepAdded {
            mini_step: mini_step(7),
            step: step(7),
            title: "Bel de gemeente".to_owned(),
            fits_in_a_day: true,
        },
        Event::AppointmentMade {
            appointment: appointment(7),
            details: details(None),
        },
        Event::LinkDrawn {
            link: link(7),
            from: "geld.schulden".into(),
            to: "wonen.huis".into(),
            effect: Effect::Harder,
            note: String::new(),
        },
        Event::ReviewStarted {
            review: review(7),
            day: day(0),
        },
        Event::MiniStepSplit {
            mini_step: mini_step(0),
            into: vec![Part {
                mini_step: mini_step(8),
                title: "Leg de brief klaar".to_owned(),
            }],
        },
    ];
    live.say_all(Role::Resident, made.clone());
    (live, made)
}

fn details(hour: Option<u32>) -> AppointmentDetails {
    AppointmentDetails {
        with: "Wijkteam".to_owned(),
        day: day(3),
        time: hour.map(|hour| time(hour, 0)),
        place: String::new(),
        bring: String::new(),
    }
}

#[test]
fn each_kind_repeated_is_nothing_new() {
    let (mut live, made) = made();
    let before = live.plan(Role::Resident).clone();
    for event in made {
        assert_eq!(live.say(Role::Resident, event).unwrap().len(), 0);
    }
    assert_eq!(*live.plan(Role::Resident), before);
}

/// A form that was changed before it was saved again: the last words apply, and nothing is there twice.
#[test]
fn the_last_wording_holds() {
    let (mut live, _) = made();
    let again = vec![
        Event::GoalSet {
            goal: goal(7),
            domain: "wonen.huis".into(),
            wish: "Een huis".to_owned(),
        },
        Event::StepAdded {
            step: step(7),
            goal: goal(7),
            title: "Inschrijven bij drie woningbouwverenigingen".to_owned(),
        },
        Event::MiniStepAdded {
            mini_step: mini_step(7),
            step: step(7),
            title: "Bel de gemeente om tien uur".to_owned(),
            fits_in_a_day: true,
        },
        Event::AppointmentMade {
            appointment: appointment(7),
            details: details(Some(10)),
        },
    ];
    live.say_all(Role::Resident, again);
    let plan = live.plan(Role::Resident);
    assert_eq!(
        (plan.goals.len(), plan.steps.len(), plan.appointments.len()),
        (2, 2, 1)
    );
    assert_eq!(plan.goal(goal(7)).unwrap().wish, "Een huis");
    assert_eq!(
        plan.steps.get(&step(7)).unwrap().title,
        "Inschrijven bij drie woningbouwverenigingen"
    );
    assert_eq!(
        plan.mini_steps.get(&mini_step(7)).unwrap().title,
        "Bel de gemeente om tien uur"
    );
    assert_eq!(
        plan.appointments.get(&appointment(7)).unwrap().details,
        details(Some(10))
    );
}

/// An id that something else has is not a repetition.
#[test]
fn another_thing_with_the_same_id_is_refused() {
    let (mut live, _) = made();
    let other = Event::StepAdded {
        step: step(7),
        goal: goal(0),
        title: "Inschrijven".to_owned(),
    };
    assert!(matches!(live.say(Role::Resident, other), Err(Refusal::Exists(_))));
}

/// R1 is checked first: a repetition reveals nothing to somebody who may not record the event.
#[test]
fn a_repetition_by_another_role_is_refused() {
    let (mut live, made) = made();
    let first = made.into_iter().next().unwrap();
    assert_eq!(live.say(Role::Caseworker, first).err(), Some(Refusal::NotYours));
}
