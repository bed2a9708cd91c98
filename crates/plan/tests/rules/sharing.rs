//! R8: what a caseworker may see, and that sealing an entry a second time changes nothing.

use mijn_brug_plan::ids::{DomainId, PillarId, RecordId};
use mijn_brug_plan::sharing::{Topic, Topics, is_shared, shared_entries, visible_plan};
use mijn_brug_plan::values::{Action, Confirmation, Level, SharingScope};
use mijn_brug_plan::{Event, Log, Plan, Role, fold};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::support::entries::{Sealed, forged};
use crate::support::live::{Live, a_goal, lives};
use crate::support::{appointment, day, goal, mini_step, proposal, step};

/// The pillar is the part before the dot.
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
fn topics_of_events() {
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
        &Topic::AlwaysShared,
    );
    check(Event::RestEnded {}, &Topic::NeverShared);
    check(Event::Unpaired {}, &Topic::NeverShared);
    // What belongs to an unknown thing is shown to nobody.
    check(Event::GoalLetGo { goal: goal(9) }, &Topic::NeverShared);
}

#[test]
fn a_command_may_refer_to_what_it_just_made() {
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
    assert!(matches!(
        topics.of(&later),
        Topic::Domains(_) | Topic::NeverShared
    ));
    assert_eq!(
        topics.of(&Event::StepRemoved { step: step(200) }),
        Topic::NeverShared
    );
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

    /// Whoever recorded it, forged entries included: in the plan, in open proposals, in agreements and in promises.
    #[test]
    fn what_is_not_shared_appears_nowhere_for_a_caseworker(
        live in lives(60),
        forged in vec(forged(), 0..25),
        withdrawn in select(vec!["geld.schulden", "thuis.wonen", "werk.werk"]),
    ) {
        let mut live = live;
        live.say_all(Role::Resident, vec![choose(SharingScope::Domain(withdrawn.into()), false)]);
        let mut log = Log::default();
        log.extend(live.entries.into_iter().chain(forged));
        let whole = log.plan();
        let may_see = |domain: &DomainId| is_shared(&Topic::Domains(vec![domain.clone()]), whole, pillar_of);
        let plan = visible_plan(&log, |topic| is_shared(topic, whole, pillar_of));
        prop_assert!(plan.positions.keys().chain(plan.observations.keys()).chain(plan.urgency.iter()).all(may_see));
        prop_assert!(plan.links.values().all(|link| may_see(&link.from) && may_see(&link.to)));
        prop_assert!(plan.goals.iter().all(|goal| may_see(&goal.domain)));
        let of_step = |id| plan.steps.get(&id).and_then(|step| plan.goal(step.goal)).is_some();
        prop_assert!(plan.mini_steps.values().all(|it| of_step(it.step)));
        let is_here = |action: &Action| match action {
            Action::Step(id) => of_step(*id),
            Action::MiniStep(id) => plan.mini_steps.contains_key(id),
        };
        prop_assert!(plan.agreements.values().flat_map(|it| &it.actions).all(is_here));
        let promises = plan.rewards().into_iter().flat_map(|rewards| rewards.promises.values());
        prop_assert!(promises.flat_map(|it| &it.actions).all(is_here));
        let domains_of = |event: &Event| match Topics::new(&plan).of(event) {
            Topic::Domains(domains) => domains,
            Topic::AlwaysShared | Topic::NeverShared => vec![],
        };
        prop_assert!(plan.proposals.values().flat_map(|it| &it.events).flat_map(domains_of).all(|it| may_see(&it)));
        prop_assert!(plan.rest.is_none() && plan.reminders.is_empty() && plan.quiet_hours.is_none());
        // Vouchers stay, because the team has to account for them.
        let given = |plan: &Plan| plan.rewards().map(|rewards| rewards.vouchers.clone());
        prop_assert_eq!(given(&plan), given(whole));
    }

    /// "Dit ziet je begeleider" is exactly what they see, even when their device still has entries that are no longer shared.
    #[test]
    fn the_phone_says_exactly_what_a_caseworker_sees(live in lives(60), kept in vec(any::<bool>(), 100)) {
        let phone = live.log(Role::Resident);
        let topic_of = |log: &Log| {
            let mut topics = Topics::new(log.plan());
            log.entries().map(|(record, entry)| (record, entry.clone(), topics.of(&entry.event))).collect::<Vec<_>>()
        };
        let comes = |(entry, topic): (&mijn_brug_plan::Entry, &Topic), was_shared: bool| {
            entry.role == Role::Caseworker
                || is_shared(topic, phone.plan(), pillar_of)
                || (was_shared && *topic != Topic::NeverShared)
        };
        let mut device = Log::default();
        device.extend(topic_of(phone).into_iter().zip(kept.into_iter().cycle()).filter_map(|((record, entry, topic), kept)| {
            comes((&entry, &topic), kept).then_some((record, entry))
        }));
        let on = |log: &Log| visible_plan(log, |topic| is_shared(topic, log.plan(), pillar_of));
        let (said, is) = (on(phone), on(&device));
        prop_assert_eq!(&said.positions, &is.positions);
        prop_assert_eq!(&said.observations, &is.observations);
        prop_assert_eq!((&said.urgency, &said.links), (&is.urgency, &is.links));
        prop_assert_eq!((&said.goals, &said.steps), (&is.goals, &is.steps));
        prop_assert_eq!(&said.mini_steps, &is.mini_steps);
        prop_assert_eq!(&said.appointments, &is.appointments);
        prop_assert_eq!((&said.name, said.evaluation), (&is.name, is.evaluation));
    }
}

/// A position that was proposed and accepted on the tablet is in two of the caseworker's entries. When its domain is no longer
/// shared, it is hidden all the same.
#[test]
fn a_share_agreed_on_the_tablet_can_be_withdrawn() {
    let domain = DomainId::from("geld.schulden");
    let shared = |shared| choose(SharingScope::Domain(domain.clone()), shared);
    let marked = Event::PositionMarked {
        domain: domain.clone(),
        level: Level::new(2).unwrap(),
        sentence: "Ik betaal een deel.".to_owned(),
        content: "voorbeeld-2026-1".into(),
        day: day(0),
        note: String::new(),
        talk: false,
    };
    let viewed = Event::ObservationRecorded {
        domain: domain.clone(),
        note: "Dat zie ik ook.".to_owned(),
    };
    let mut live = Live::start(5);
    live.say_all(Role::Resident, vec![shared(true)]);
    live.say_all(
        Role::Caseworker,
        vec![
            Event::Proposed {
                proposal: proposal(0),
                events: vec![marked.clone()],
            },
            Event::ProposalAnswered {
                proposal: proposal(0),
                accepted: true,
                how: Confirmation::SharedScreen,
            },
            Event::Proposed {
                proposal: proposal(1),
                events: vec![marked],
            },
            viewed,
        ],
    );
    let on_tablet = |live: &Live| {
        let log = live.log(Role::Caseworker);
        visible_plan(log, |topic| is_shared(topic, log.plan(), pillar_of))
    };
    let before = on_tablet(&live);
    assert_eq!((before.positions.len(), before.proposals.len()), (1, 2));
    assert!(before.is_agreed(Action::MiniStep(mini_step(0))));
    live.say_all(Role::Resident, vec![shared(false)]);
    let after = on_tablet(&live);
    assert!(after.positions.is_empty() && after.observations.is_empty() && after.proposals.is_empty());
    assert!(after.goals.is_empty() && after.agreements.is_empty());
    let rewards = after.rewards().unwrap();
    assert_eq!((rewards.promises.len(), rewards.vouchers.len()), (0, 1));
}

/// A caseworker sees their own pairing and no earlier one.
#[test]
fn a_caseworker_sees_only_their_own_pairing() {
    let paired = |pairing| Event::Paired {
        pairing,
        team: format!("Team {pairing}"),
        caseworker: String::new(),
    };
    let mut live = Live::start(1);
    live.say_all(Role::Resident, vec![paired(0), Event::Unpaired {}, paired(1)]);
    let log = live.log(Role::Resident);
    let entries = shared_entries(log, |topic| is_shared(topic, log.plan(), pillar_of));
    let links: Vec<_> = entries
        .iter()
        .filter(|(_, entry)| matches!(entry.event, Event::Paired { .. } | Event::Unpaired {}))
        .map(|(_, entry)| entry.event.clone())
        .collect();
    assert_eq!(links, [paired(1)]);
}

fn fold_lamport(entries: &[Sealed]) -> u64 {
    let mut log = Log::default();
    log.extend(entries.iter().cloned());
    log.next_lamport()
}
