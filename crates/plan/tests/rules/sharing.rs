//! R8: what a caseworker may see, and that sealing an entry a second time changes nothing.

use std::collections::BTreeSet;

use mijn_brug_plan::ids::{DomainId, PillarId, RecordId};
use mijn_brug_plan::sharing::{Topic, Topics, is_shared, shared_entries};
use mijn_brug_plan::values::SharingScope;
use mijn_brug_plan::{Event, Log, Plan, Role, fold};
use proptest::prelude::*;

use crate::support::entries::Sealed;
use crate::support::live::{Live, a_goal, lives};
use crate::support::{appointment, goal, mini_step, step};

/// The pillar is what stands before the point.
fn pillar_of(domain: &DomainId) -> Option<PillarId> {
    domain.as_str().split('.').next().map(PillarId::from)
}

fn choose(scope: SharingScope, shared: bool) -> Event {
    Event::SharingChosen { scope, shared }
}

/// Another record with the same entry, as sharing makes it.
fn sealed_again((record, entry): &Sealed) -> Sealed {
    let RecordId(mut bytes) = *record;
    bytes.reverse();
    (RecordId(bytes), entry.clone())
}

fn check(event: Event, expected: &Topic) {
    assert_eq!(&Topics::new(&Plan::default()).of(&event), expected, "{event:?}");
}

#[test]
fn what_events_are_about() {
    let at_home = DomainId::from("thuis.wonen");
    check(
        Event::UrgencyChosen {
            domain: Some(at_home.clone()),
        },
        &Topic::Domains(vec![at_home]),
    );
    check(Event::UrgencyChosen { domain: None }, &Topic::Domains(vec![]));
    check(
        Event::AppointmentRemoved {
            appointment: appointment(1),
        },
        &Topic::Together,
    );
    check(Event::RestEnded {}, &Topic::Own);
    check(Event::Unpaired {}, &Topic::Own);
    // What belongs to nothing that is known is nobody's to see.
    check(Event::GoalLetGo { goal: goal(9) }, &Topic::Own);
}

#[test]
fn a_command_may_speak_of_what_it_just_made() {
    let plan = Plan::default();
    let mut topics = Topics::new(&plan);
    let of: Vec<Topic> = a_goal().iter().map(|event| topics.of(event)).collect();
    assert!(
        of.iter()
            .all(|topic| *topic == of[0] && matches!(topic, Topic::Domains(domains) if domains.len() == 1)),
        "{of:?}"
    );
    let later = Event::MiniStepReopened {
        mini_step: mini_step(1),
    };
    assert!(matches!(topics.of(&later), Topic::Domains(_) | Topic::Own));
    assert_eq!(topics.of(&Event::StepRemoved { step: step(200) }), Topic::Own);
}

#[test]
fn the_narrower_choice_wins_and_without_one_nothing_is_shared() {
    let domain = DomainId::from("geld.schulden");
    let topic = Topic::Domains(vec![domain.clone()]);
    let mut live = Live::start(0);
    assert!(!is_shared(&topic, live.plan(Role::Resident), pillar_of));
    live.say_all(
        Role::Resident,
        vec![choose(SharingScope::Pillar(PillarId::from("geld")), true)],
    );
    assert!(is_shared(&topic, live.plan(Role::Resident), pillar_of));
    live.say_all(Role::Resident, vec![choose(SharingScope::Domain(domain), false)]);
    assert!(!is_shared(&topic, live.plan(Role::Resident), pillar_of));
    assert!(!is_shared(&topic, live.plan(Role::Resident), |_| None));
}

proptest! {
    #[test]
    fn an_entry_that_was_sealed_twice_counts_once(live in lives(50), turned in any::<bool>()) {
        let (plan, problems) = fold(live.entries.iter().cloned());
        let twice: Vec<Sealed> = live.entries.iter().flat_map(|it| [it.clone(), sealed_again(it)]).collect();
        let mut log = Log::default();
        if turned {
            twice.iter().rev().for_each(|it| log.extend([it.clone()]));
        } else {
            log.extend(twice);
        }
        prop_assert_eq!(log.len(), live.entries.len());
        prop_assert_eq!(log.problems().len(), problems.len());
        // A voucher names the record that it came in, which may now be the other one.
        prop_assert_eq!(&log.plan().positions, &plan.positions);
        prop_assert_eq!(&log.plan().goals, &plan.goals);
        prop_assert_eq!(&log.plan().mini_steps, &plan.mini_steps);
        prop_assert_eq!(log.next_lamport(), fold_lamport(&live.entries));
    }

    #[test]
    fn what_is_not_shared_is_nowhere_in_what_a_caseworker_sees(live in lives(60)) {
        let log = live.log(Role::Resident);
        let seen: Vec<Sealed> = shared_entries(log, |topic| is_shared(topic, log.plan(), pillar_of))
            .into_iter()
            .map(|(record, entry)| (record, entry.clone()))
            .collect();
        let hidden: BTreeSet<DomainId> = log
            .plan()
            .positions
            .keys()
            .filter(|domain| !is_shared(&Topic::Domains(vec![(*domain).clone()]), log.plan(), pillar_of))
            .cloned()
            .collect();
        // What both confirmed on the caseworker's screen is the caseworker's own word: that they know.
        let (known, _) = fold(seen.iter().filter(|(_, entry)| entry.role == Role::Caseworker).cloned());
        let (plan, _) = fold(seen);
        for domain in &hidden {
            prop_assert_eq!(plan.positions.get(domain), known.positions.get(domain));
            let is_known = |id| known.goals.iter().any(|goal| goal.id == id);
            prop_assert!(plan.goals.iter().all(|goal| goal.domain != *domain || is_known(goal.id)));
            prop_assert!(plan.urgency.as_ref() != Some(domain) || known.urgency.as_ref() == Some(domain));
        }
        prop_assert!(plan.rest.is_none() && plan.pairing.is_none() && plan.reminders.is_empty());
    }
}

fn fold_lamport(entries: &[Sealed]) -> u64 {
    let mut log = Log::default();
    log.extend(entries.iter().cloned());
    log.next_lamport()
}
