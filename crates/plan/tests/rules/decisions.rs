//! A command is decided as a whole or refused, and what was decided has an effect.

use std::collections::BTreeSet;

use mijn_brug_plan::event::KINDS;
use mijn_brug_plan::{Command, Refusal, Role, decide};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

use crate::support::entries::kind_of;
use crate::support::events::{event, role};
use crate::support::live::{Live, acts, lives};
use crate::support::mini_step;

proptest! {
    #[test]
    fn decided_events_fold_without_a_problem((stage, acts) in acts(60)) {
        let mut live = Live::start(stage);
        for act in acts {
            let role = act.role;
            let said = live.act(act.clone()).unwrap_or_default();
            if !act.syncs {
                let problems = live.log(role).problems();
                prop_assert!(!said.iter().any(|(new, _)| problems.iter().any(|problem| problem.record == *new)));
            }
        }
    }

    /// Several commands at once are decided like one after another, or refused as a whole.
    #[test]
    fn all_or_nothing(live in lives(40), role in role(), events in vec(event(), 0..6)) {
        let commands = events.iter().cloned().map(Command::Record).collect();
        let together = decide(live.plan(role), Command::All(commands), &live.context(role));
        let mut apart = live.clone();
        let one_by_one: Result<Vec<_>, Refusal> =
            events.iter().map(|event| apart.say(role, event.clone())).collect();
        match together {
            Ok(decided) => {
                let said = one_by_one.map(|said| said.into_iter().flatten().map(|(_, entry)| entry.event).collect());
                prop_assert_eq!(said, Ok(decided));
            }
            Err(refusal) => prop_assert_eq!(Some(refusal), one_by_one.err()),
        }
    }

    /// A clock that jumps back changes nothing that was decided.
    #[test]
    fn a_clock_that_jumps_back_refuses_nothing(live in lives(40), role in role(), event in event(), back in 0_i64..500_000) {
        let context = live.context(role);
        let earlier = mijn_brug_plan::Context { now: context.now - chrono::TimeDelta::minutes(back), ..context };
        let plan = live.plan(role);
        prop_assert_eq!(decide(plan, event.clone().into(), &context), decide(plan, event.into(), &earlier));
    }
}

#[test]
fn a_refused_part_refuses_the_whole() {
    let mut live = Live::start(1);
    let before = live.plan(Role::Resident).clone();
    let both = Command::All(vec![Command::Finish(mini_step(0)), Command::Finish(mini_step(0))]);
    assert!(matches!(
        live.say(Role::Resident, both),
        Err(Refusal::WrongState(_))
    ));
    assert_eq!(*live.plan(Role::Resident), before);
}

#[test]
fn a_later_part_builds_on_an_earlier_one() {
    let mut live = Live::start(0);
    let all = crate::support::live::a_goal()
        .into_iter()
        .map(Command::Record)
        .collect();
    assert_eq!(live.say(Role::Resident, Command::All(all)).unwrap().len(), 5);
    assert_eq!(live.plan(Role::Resident).mini_steps.len(), 3);
}

/// The strategies reach every kind of event, not only refusals of it.
#[test]
fn random_commands_reach_every_kind() {
    let mut runner = TestRunner::deterministic();
    let mut seen = BTreeSet::new();
    for _ in 0..900 {
        let (stage, acts) = acts(80).new_tree(&mut runner).unwrap().current();
        let mut live = Live::start(stage);
        for act in acts {
            let said = live.act(act).unwrap_or_default();
            seen.extend(said.iter().map(|(_, entry)| kind_of(&entry.event)));
        }
    }
    let missing: Vec<_> = KINDS.iter().filter(|kind| !seen.contains(**kind)).collect();
    assert!(missing.is_empty(), "never accepted: {missing:?}");
}
