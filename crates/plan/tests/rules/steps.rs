//! R3, R4, R6 and R7 for mini-steps.

use chrono::{DateTime, NaiveDate, Utc};
use mijn_brug_plan::plan::{GoalState, MiniStep, MiniStepState, Plan};
use mijn_brug_plan::query::{
    Achievement, OPEN_MAX, days_away, is_resting, look_back, next_mini_step, open_mini_steps, skill_for,
};
use mijn_brug_plan::{Command, Event, Role, decide, fold};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::support::entries::{Sealed, forged};
use crate::support::events::command;
use crate::support::live::{Live, lives};
use crate::support::values::{any_day, any_moment};
use crate::support::{day, mini_step, moment};

/// What was achieved, in a form that outlives the plan.
fn achieved(plan: &Plan) -> Vec<String> {
    let mut all: Vec<String> = look_back(plan)
        .into_iter()
        .map(|(day, achievement)| match achievement {
            Achievement::MiniStep(id, _, skill) => format!("{day} mini-step {id} {skill:?}"),
            Achievement::Goal(goal) => format!("{day} goal {}", goal.id),
            Achievement::Rise(domain, _, levels) => format!("{day} {domain} rose {levels}"),
        })
        .collect();
    all.sort();
    all
}

/// What is in `before` and no longer in `after`, each as often as it occurs.
fn lost(before: &Plan, after: &Plan) -> Vec<String> {
    let mut left = achieved(after);
    let is_lost = |one: &String| match left.iter().position(|other| other == one) {
        Some(at) => {
            left.remove(at);
            false
        }
        None => true,
    };
    achieved(before).into_iter().filter(is_lost).collect()
}

/// Whether an event, or the proposal that it accepts, takes something achieved back on the list.
fn reopens(plan: &Plan, event: &Event) -> bool {
    if let Event::ProposalAnswered { proposal, .. } = event {
        let proposal = plan.proposals.get(proposal);
        proposal.is_some_and(|proposal| proposal.events.iter().any(|event| reopens(plan, event)))
    } else {
        matches!(
            event,
            Event::MiniStepReopened { .. } | Event::GoalReopened { .. } | Event::PositionTakenBack { .. }
        )
    }
}

/// Replaces each past day of a mini-step by today.
fn renew(event: &mut Event, today: NaiveDate) {
    if let Event::MiniStepPlanned { when, .. } = event {
        when.day = when.day.map(|day| day.max(today));
    } else if let Event::MiniStepMoved { day, .. } = event {
        *day = day.map(|day| day.max(today));
    } else if let Event::Proposed { events, .. } = event {
        for event in events {
            renew(event, today);
        }
    }
}

proptest! {
    /// R3: the plan is the same without the mini-steps that do not fit in a day.
    #[test]
    fn a_mini_step_that_does_not_fit_in_a_day_is_refused(live in lives(40), forged in vec(forged(), 0..30)) {
        let fits = |(_, entry): &Sealed| !matches!(entry.event, Event::MiniStepAdded { fits_in_a_day: false, .. });
        let entries: Vec<Sealed> = live.entries.into_iter().chain(forged).filter(|(_, e)| e.lamport < 100).collect();
        let (all, _) = fold(entries.iter().cloned());
        let (fitting, _) = fold(entries.into_iter().filter(fits));
        prop_assert_eq!(all, fitting);
    }

    /// R3 also holds for proposals.
    #[test]
    fn every_mini_step_came_with_a_yes_or_from_a_split(live in lives(80)) {
        fn made(event: &Event, ids: &mut Vec<mijn_brug_plan::ids::MiniStepId>) {
            if let Event::MiniStepAdded { mini_step, fits_in_a_day: true, .. } = event {
                ids.push(*mini_step);
            } else if let Event::MiniStepSplit { into, .. } = event {
                ids.extend(into.iter().map(|part| part.mini_step));
            } else if let Event::Proposed { events, .. } = event {
                for event in events {
                    made(event, ids);
                }
            }
        }
        let mut ids = Vec::new();
        live.entries.iter().for_each(|(_, entry)| made(&entry.event, &mut ids));
        prop_assert!(live.plan(Role::Resident).mini_steps.keys().all(|id| ids.contains(id)));
    }

    /// R4: the four exits of "niet gelukt" take nothing from what was achieved.
    #[test]
    fn not_done_costs_nothing(live in lives(50), n in 0_u8..6, when in any_day()) {
        let plan = live.plan(Role::Resident);
        let id = mini_step(n);
        let parts = vec![mijn_brug_plan::event::Part { mini_step: mini_step(60), title: "Kleiner".to_owned() }];
        let exits = [
            Event::MiniStepSplit { mini_step: id, into: parts },
            Event::MiniStepMoved { mini_step: id, day: Some(when) },
            Event::HelpAsked { mini_step: id, question: String::new() },
            Event::MiniStepLetGo { mini_step: id },
        ];
        let is_open = plan.mini_steps.get(&id).is_some_and(MiniStep::is_open);
        for exit in exits {
            let mut after = live.clone();
            prop_assert_eq!(after.say(Role::Resident, exit).is_ok(), is_open, "the exits are equal");
            let after = after.plan(Role::Resident);
            prop_assert_eq!(achieved(plan), achieved(after));
            prop_assert_eq!(&plan.positions, &after.positions);
        }
    }

    /// R4: a day that passed counts as today.
    #[test]
    fn a_day_that_passed_is_today(live in lives(60), offset in -40_i64..60) {
        let today = day(offset);
        // The same history, in which every day that passed was today. A day that is chosen anew would be another choice.
        let (renewed, _) = fold(live.entries.iter().cloned().map(|(record, mut entry)| {
            renew(&mut entry.event, today);
            (record, entry)
        }));
        let ids = |plan: &Plan| {
            let open = open_mini_steps(plan, today);
            open.into_iter().map(|(id, _)| id).collect::<Vec<_>>()
        };
        prop_assert_eq!(ids(live.plan(Role::Resident)), ids(&renewed));
    }

    /// R4: being away counts days, and nothing else.
    #[test]
    fn days_away_depends_only_on_the_last_activity(live in lives(30), now in any_moment()) {
        let plan = live.plan(Role::Resident);
        let mut only_the_sign = Plan::default();
        only_the_sign.last_activity.clone_from(&plan.last_activity);
        prop_assert_eq!(days_away(plan, now), days_away(&only_the_sign, now));
        let last: Option<DateTime<Utc>> = plan.last_activity;
        let days = last.map_or(0, |last| now.signed_duration_since(last).num_days().max(0));
        prop_assert_eq!(days_away(plan, now), u64::try_from(days).unwrap());
    }

    /// R6: everything achieved stays, unless the person takes it back on the list.
    #[test]
    fn the_look_back_never_shrinks(live in lives(40), commands in vec(command(), 0..25)) {
        let mut live = live;
        for command in commands {
            let before = live.plan(Role::Resident).clone();
            let said = live.say(Role::Resident, command).unwrap_or_default();
            if !said.iter().any(|(_, entry)| reopens(&before, &entry.event)) {
                prop_assert_eq!(lost(&before, live.plan(Role::Resident)), Vec::<String>::new());
            }
        }
    }

    /// R6: what is done carries the day and the skill that the plan names.
    #[test]
    fn a_done_mini_step_names_its_skill(live in lives(50), n in 0_u8..6) {
        let plan = live.plan(Role::Resident);
        let context = live.context(Role::Resident);
        let id = mini_step(n);
        let Ok(events) = decide(plan, Command::Finish(id), &context) else { return Ok(()) };
        let skill = skill_for(plan, id);
        prop_assert_eq!(&events, &[Event::MiniStepDone { mini_step: id, day: context.today, skill }]);
        let mut live = live.clone();
        live.say(Role::Resident, Command::Finish(id)).unwrap();
        let state = live.plan(Role::Resident).mini_steps.get(&id).unwrap().state;
        prop_assert_eq!(state, MiniStepState::Done(context.today, skill));
        prop_assert_eq!(look_back(live.plan(Role::Resident)).len(), look_back(plan).len() + 1);
    }

    /// R7, for forged entries and every day of the calendar.
    #[test]
    fn one_thing_at_a_time(live in lives(30), forged in vec(forged(), 0..30), today in any_day()) {
        let (plan, _) = fold(live.entries.into_iter().chain(forged));
        let open = open_mini_steps(&plan, today);
        let ids: Vec<_> = open.iter().map(|(id, _)| *id).collect();
        prop_assert!(ids.len() <= OPEN_MAX);
        prop_assert_eq!(next_mini_step(&plan, today).map(|(id, _)| id), ids.first().copied());
        prop_assert!(ids.iter().all(|id| plan.is_to_do(*id)));
        let to_do = plan.mini_steps.keys().filter(|id| plan.is_to_do(**id)).count();
        let expected = if is_resting(&plan, today) { 0 } else { to_do.min(OPEN_MAX) };
        prop_assert_eq!(ids.len(), expected);
    }
}

#[test]
fn a_mini_step_brought_forward_comes_first_until_it_is_moved() {
    let mut live = Live::start(1);
    let next = |live: &Live| next_mini_step(live.plan(Role::Resident), day(0)).map(|(id, _)| id);
    assert_eq!(next(&live), Some(mini_step(0)));
    live.say_all(
        Role::Resident,
        vec![Event::MiniStepBroughtForward {
            mini_step: mini_step(2),
        }],
    );
    assert_eq!(next(&live), Some(mini_step(2)));
    live.say_all(
        Role::Resident,
        vec![Event::MiniStepBroughtForward {
            mini_step: mini_step(1),
        }],
    );
    assert_eq!(next(&live), Some(mini_step(1)));
    live.say_all(
        Role::Resident,
        vec![Event::MiniStepMoved {
            mini_step: mini_step(1),
            day: None,
        }],
    );
    assert_eq!(next(&live), Some(mini_step(2)));
}

#[test]
fn a_goal_that_was_let_go_keeps_what_was_done() {
    let mut live = Live::start(1);
    live.say(Role::Resident, Command::Finish(mini_step(0))).unwrap();
    live.say_all(
        Role::Resident,
        vec![Event::GoalLetGo {
            goal: crate::support::goal(0),
        }],
    );
    let plan = live.plan(Role::Resident);
    assert_eq!(plan.goals[0].state, GoalState::LetGo);
    assert_eq!((look_back(plan).len(), next_mini_step(plan, day(0))), (1, None));
}

#[test]
fn after_weeks_away_a_resident_finds_one_thing() {
    let live = Live::start(1);
    let plan = live.plan(Role::Resident);
    let weeks_later = moment(60 * 24 * 50);
    assert_eq!(days_away(plan, weeks_later), 50);
    assert_eq!(
        next_mini_step(plan, weeks_later.date_naive()).map(|(id, _)| id),
        Some(mini_step(0))
    );
}
