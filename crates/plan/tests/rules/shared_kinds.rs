//! R8: whether a paired caseworker sees an event, said for every kind by name. A new kind does not compile until somebody
//! decides.

use std::collections::BTreeSet;

use mijn_brug_plan::event::KINDS;
use mijn_brug_plan::ids::{DomainId, PillarId};
use mijn_brug_plan::sharing::{Topic, Topics, is_shared, shared_entries, visible_plan};
use mijn_brug_plan::values::SharingScope;
use mijn_brug_plan::{Entry, Event, Log, Plan, Role, fold};

use crate::samples::one_of_each_kind;
use crate::support::entries::{Sealed, kind_of, seal};
use crate::support::{author, moment};

/// When a paired caseworker sees an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Visibility {
    /// Always: it belongs to the work together.
    Always,
    /// When all domains that it is about are shared.
    WithItsDomains,
    /// Never: it is the resident's own.
    Never,
}

#[expect(clippy::match_same_arms, reason = "a table with one row for each kind")]
fn visibility(event: &Event) -> Visibility {
    match event {
        // The resident.
        Event::NameGiven { .. } => Visibility::Always,
        Event::SharingChosen { .. } => Visibility::Always,
        Event::Paired { .. } => Visibility::Always,
        Event::Unpaired {} => Visibility::Never,
        Event::DoctorGiven { .. } => Visibility::Never,
        Event::EvaluationChosen { .. } => Visibility::Always,
        // The bridge.
        Event::PositionMarked { .. } => Visibility::WithItsDomains,
        Event::NotApplicableMarked { .. } => Visibility::WithItsDomains,
        Event::PositionTakenBack { .. } => Visibility::WithItsDomains,
        Event::UrgencyChosen { .. } => Visibility::WithItsDomains,
        Event::LinkDrawn { .. } => Visibility::WithItsDomains,
        Event::LinkRemoved { .. } => Visibility::WithItsDomains,
        Event::ObservationRecorded { .. } => Visibility::WithItsDomains,
        // Goals and steps.
        Event::GoalSet { .. } => Visibility::WithItsDomains,
        Event::GoalReworded { .. } => Visibility::WithItsDomains,
        Event::GoalDescribed { .. } => Visibility::WithItsDomains,
        Event::GoalLookBackPlanned { .. } => Visibility::WithItsDomains,
        Event::GoalReached { .. } => Visibility::WithItsDomains,
        Event::GoalLetGo { .. } => Visibility::WithItsDomains,
        Event::GoalReopened { .. } => Visibility::WithItsDomains,
        Event::StepAdded { .. } => Visibility::WithItsDomains,
        Event::StepReworded { .. } => Visibility::WithItsDomains,
        Event::StepRemoved { .. } => Visibility::WithItsDomains,
        Event::StepsOrdered { .. } => Visibility::WithItsDomains,
        // Mini-steps.
        Event::MiniStepAdded { .. } => Visibility::WithItsDomains,
        Event::MiniStepReworded { .. } => Visibility::WithItsDomains,
        Event::MiniStepPlanned { .. } => Visibility::WithItsDomains,
        Event::IfThenSet { .. } => Visibility::WithItsDomains,
        Event::SupporterSet { .. } => Visibility::WithItsDomains,
        Event::MiniStepsOrdered { .. } => Visibility::WithItsDomains,
        Event::MiniStepBroughtForward { .. } => Visibility::WithItsDomains,
        Event::MiniStepDone { .. } => Visibility::WithItsDomains,
        Event::MiniStepReopened { .. } => Visibility::WithItsDomains,
        Event::MiniStepSplit { .. } => Visibility::WithItsDomains,
        Event::MiniStepMoved { .. } => Visibility::WithItsDomains,
        Event::HelpAsked { .. } => Visibility::WithItsDomains,
        Event::HelpAnswered { .. } => Visibility::WithItsDomains,
        Event::MiniStepLetGo { .. } => Visibility::WithItsDomains,
        // Appointments.
        Event::AppointmentMade { .. } => Visibility::Always,
        Event::AppointmentChanged { .. } => Visibility::Always,
        Event::AppointmentRemoved { .. } => Visibility::Always,
        Event::AppointmentDeclined { .. } => Visibility::Always,
        // Reminders and rest.
        Event::ReminderSet { .. } => Visibility::Never,
        Event::ReminderSnoozed { .. } => Visibility::Never,
        Event::QuietHoursSet { .. } => Visibility::Never,
        Event::RestStarted { .. } => Visibility::Never,
        Event::RestEnded {} => Visibility::Never,
        // Proposals.
        Event::Proposed { .. } => Visibility::WithItsDomains,
        Event::ProposalAnswered { .. } => Visibility::WithItsDomains,
        // Agreements.
        Event::AgreementDrafted { .. } => Visibility::WithItsDomains,
        Event::AgreementConfirmed { .. } => Visibility::WithItsDomains,
        Event::ConfirmationTakenBack { .. } => Visibility::WithItsDomains,
        // Reviews.
        Event::ReviewStarted { .. } => Visibility::Always,
        Event::ReviewPartFinished { .. } => Visibility::Always,
        Event::ReviewNoted { .. } => Visibility::Always,
        Event::ReviewClosed { .. } => Visibility::Always,
        // Rewards.
        Event::RewardsAnnounced {} => Visibility::Always,
        Event::RewardPromised { .. } => Visibility::WithItsDomains,
        Event::VoucherGranted { .. } => Visibility::Always,
        Event::VoucherCodeReplaced { .. } => Visibility::Always,
        Event::VoucherHandedOver { .. } => Visibility::Always,
        Event::VoucherWithdrawn { .. } => Visibility::Always,
        Event::VoucherUsed { .. } => Visibility::Always,
    }
}

/// One event of every kind, those that make the things first that the others name.
fn events() -> Vec<Event> {
    let mut events: Vec<Event> = one_of_each_kind().into_iter().map(|(_, event)| event).collect();
    for event in &mut events {
        if let Event::Proposed { events, .. } = event {
            // The sample holds an event that nobody may propose.
            events.retain(|event| visibility(event) != Visibility::Never);
        }
    }
    let makes: [fn(&Event) -> bool; 4] = [
        |event| matches!(event, Event::GoalSet { .. }),
        |event| matches!(event, Event::StepAdded { .. }),
        |event| matches!(event, Event::MiniStepAdded { .. }),
        |event| {
            matches!(
                event,
                Event::LinkDrawn { .. } | Event::Proposed { .. } | Event::AgreementDrafted { .. }
            )
        },
    ];
    events.sort_by_key(|event| {
        let place = makes.iter().position(|makes| makes(event));
        place.unwrap_or(makes.len())
    });
    events
}

/// What every event is about, when everything that it names is known.
fn topics() -> Vec<(Event, Topic)> {
    let plan = paired();
    let mut topics = Topics::new(&plan);
    let with_topic = |event: Event| {
        let topic = topics.of(&event);
        (event, topic)
    };
    events().into_iter().map(with_topic).collect()
}

fn entry(lamport: u64, event: Event) -> Sealed {
    seal(Entry {
        v: Entry::VERSION,
        lamport,
        at: moment(0),
        author: author(0),
        role: Role::Resident,
        event,
    })
}

/// A plan that is paired by the pairing of the samples.
fn paired() -> Plan {
    let is_paired = |event: &Event| matches!(event, Event::Paired { .. });
    let event = events().into_iter().find(is_paired).unwrap();
    fold([entry(1, event)]).0
}

fn pillar_of(domain: &DomainId) -> Option<PillarId> {
    domain.as_str().split('.').next().map(PillarId::from)
}

fn sharing(domains: &[DomainId]) -> Plan {
    let choices = (1..).zip(domains).map(|(lamport, domain)| {
        let scope = SharingScope::Domain(domain.clone());
        entry(lamport, Event::SharingChosen { scope, shared: true })
    });
    fold(choices).0
}

#[test]
fn every_kind_has_a_sample() {
    let sampled: BTreeSet<String> = events().iter().map(kind_of).collect();
    let kinds: BTreeSet<String> = KINDS.iter().map(|kind| (*kind).to_owned()).collect();
    assert_eq!(sampled, kinds);
}

#[test]
fn every_kind_is_shown_as_its_name_says_under_every_choice() {
    for (event, topic) in topics() {
        let visibility = visibility(&event);
        let domains = match &topic {
            Topic::Domains(domains) => domains.clone(),
            Topic::AlwaysShared | Topic::NeverShared => Vec::new(),
        };
        assert_eq!(
            domains.is_empty(),
            visibility != Visibility::WithItsDomains,
            "{event:?}: {topic:?}"
        );
        let is_seen = |shared: &[DomainId]| is_shared(&topic, &sharing(shared), pillar_of);
        let is_always = visibility == Visibility::Always;
        assert_eq!(
            is_seen(&domains),
            visibility != Visibility::Never,
            "all shared: {event:?}"
        );
        assert_eq!(is_seen(&[]), is_always, "nothing shared: {event:?}");
        for hidden in &domains {
            let others: Vec<DomainId> = domains
                .iter()
                .filter(|domain| *domain != hidden)
                .cloned()
                .collect();
            assert!(!is_seen(&others), "{hidden} is not shared: {event:?}");
        }
    }
}

/// Nobody is shown an event about a thing that is not known, because its domain is not known.
#[test]
fn a_kind_about_an_unknown_thing_is_shown_to_nobody() {
    let nothing = Plan::default();
    for event in events() {
        let topic = Topics::new(&nothing).of(&event);
        let is_hidden = !is_shared(&topic, &nothing, pillar_of);
        // Of all pairings, only the one that stands is shared.
        let is_always = visibility(&event) == Visibility::Always && !matches!(event, Event::Paired { .. });
        assert_eq!(is_hidden, !is_always, "{event:?}");
    }
}

/// No caseworker's plan is made from a kind that is never shared, or from one whose domains are not.
#[test]
fn no_entry_of_a_hidden_kind_reaches_the_caseworkers_plan() {
    let mut log = Log::default();
    log.extend((1..).zip(events()).map(|(lamport, event)| entry(lamport, event)));
    let shown = |topic: &Topic| is_shared(topic, &Plan::default(), pillar_of);
    for (_, entry) in shared_entries(&log, shown) {
        assert_eq!(visibility(&entry.event), Visibility::Always, "{entry:?}");
    }
    assert!(visible_plan(&log, shown).positions.is_empty());
}
