//! R1: who confirms for whom, and how a confirmation on the other person's device is taken back.

use chrono::TimeDelta;
use mijn_brug_plan::plan::Plan;
use mijn_brug_plan::rules::TAKE_BACK_SECONDS;
use mijn_brug_plan::values::{Action, Confirmation};
use mijn_brug_plan::{Event, Log, Refusal, Role};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::support::entries::{Sealed, forged};
use crate::support::live::{Live, acts, confirm, lives};
use crate::support::{agreement, mini_step};

use Confirmation::{OwnDevice, SharedScreen};
use Role::{Caseworker, Resident};

fn paired() -> Event {
    Event::Paired {
        pairing: 0,
        team: "Wijkteam Zuid".to_owned(),
        caseworker: "Sanne".to_owned(),
    }
}

fn drafted(n: u8) -> Event {
    Event::AgreementDrafted {
        agreement: agreement(n),
        actions: vec![Action::MiniStep(mini_step(0))],
    }
}

fn taken_back(by: Role) -> Event {
    Event::ConfirmationTakenBack {
        agreement: agreement(0),
        by,
    }
}

/// Calls `check` for each entry in order, with the plan before and after it.
fn step_by_step(mut entries: Vec<Sealed>, mut check: impl FnMut(&Sealed, &Plan, &Plan)) {
    entries.sort_by_key(|(record, entry)| (entry.lamport, entry.author, *record));
    let mut log = Log::default();
    for entry in entries {
        let before = log.plan().clone();
        log.extend([entry.clone()]);
        check(&entry, &before, log.plan());
    }
}

proptest! {
    /// Even with forged entries: once paired, no entry of the resident's is the caseworker's confirmation, and a caseworker's
    /// entry for the resident is always the gesture.
    #[test]
    fn nobody_confirms_for_the_other_alone(live in lives(50), forged in vec(forged(), 0..30)) {
        let mut wrong = Vec::new();
        step_by_step(live.entries.into_iter().chain(forged).collect(), |(_, entry), before, after| {
            for (id, now) in &after.agreements {
                let known = before.agreements.get(id);
                let is_new = |of: fn(&mijn_brug_plan::plan::Agreement) -> Option<Confirmation>| {
                    of(now).filter(|_| known.and_then(of).is_none())
                };
                let says_caseworkers = is_new(|it| it.caseworker).is_some_and(|how| {
                    entry.role == Resident && (before.pairing.is_some() || how != SharedScreen)
                });
                let says_residents = is_new(|it| it.resident).is_some_and(|how| {
                    entry.role == Caseworker && how != SharedScreen
                });
                if says_caseworkers || says_residents {
                    wrong.push(entry.clone());
                }
            }
        });
        prop_assert_eq!(wrong, vec![]);
    }

    /// A confirmation that is taken back leaves no trace but the memory that it was held.
    #[test]
    fn a_confirmation_on_the_other_device_can_be_taken_back((stage, acts) in acts(25), is_tablet in any::<bool>()) {
        let mut live = Live::start(stage);
        for act in acts {
            live.act(act).ok();
        }
        live.sync();
        let (role, by) = if is_tablet { (Caseworker, Resident) } else { (Resident, Caseworker) };
        live.say(role, drafted(9)).ok();
        live.sync();
        let before = live.plan(role).clone();
        let Some(was) = before.agreements.get(&agreement(9)) else { return Ok(()) };
        let held = Event::AgreementConfirmed { agreement: agreement(9), by, how: SharedScreen };
        if live.say(role, held).is_err() {
            prop_assert!(role == Resident && before.pairing.is_some());
            return Ok(());
        }
        live.now += TimeDelta::seconds(TAKE_BACK_SECONDS);
        let back = Event::ConfirmationTakenBack { agreement: agreement(9), by };
        prop_assert_eq!(live.say(if is_tablet { Resident } else { Caseworker }, back.clone()).is_ok(), false);
        live.say(role, back).unwrap();
        prop_assert_eq!(live.plan(role).agreements.get(&agreement(9)), Some(was));
        prop_assert_eq!(&live.plan(role).reviews, &before.reviews);
    }
}

#[test]
fn once_paired_the_caseworker_confirms_on_their_own_device() {
    let mut live = Live::start(1);
    live.say_all(Resident, vec![paired(), drafted(0), confirm(Resident, OwnDevice)]);
    for how in [OwnDevice, SharedScreen] {
        assert_eq!(
            live.say(Resident, confirm(Caseworker, how)),
            Err(Refusal::NotYours)
        );
    }
    live.say_all(Caseworker, vec![confirm(Caseworker, OwnDevice)]);
    assert!(live.plan(Resident).is_agreed(Action::MiniStep(mini_step(0))));
}

#[test]
fn on_an_unpaired_phone_a_confirmation_can_be_taken_back_for_ten_seconds() {
    let mut live = Live::start(1);
    live.say_all(
        Resident,
        vec![
            drafted(0),
            confirm(Resident, OwnDevice),
            confirm(Caseworker, SharedScreen),
        ],
    );
    let is_agreed = |live: &Live| live.plan(Resident).is_agreed(Action::MiniStep(mini_step(0)));
    assert!(is_agreed(&live));
    let mut late = live.clone();
    live.now += TimeDelta::seconds(TAKE_BACK_SECONDS);
    assert_eq!(live.say(Resident, taken_back(Resident)), Err(Refusal::NotYours));
    live.say(Resident, taken_back(Caseworker)).unwrap();
    assert!(!is_agreed(&live));
    late.now += TimeDelta::minutes(1);
    assert!(late.say(Resident, taken_back(Caseworker)).is_err());
    assert!(is_agreed(&late));
}

#[test]
fn a_confirmation_with_consequences_cannot_be_taken_back() {
    let mut live = Live::start(1);
    live.say_all(
        Caseworker,
        vec![
            drafted(0),
            confirm(Caseworker, OwnDevice),
            confirm(Resident, SharedScreen),
        ],
    );
    live.say_all(Caseworker, vec![Event::RewardsAnnounced {}]);
    assert!(matches!(
        live.say(Caseworker, taken_back(Resident)),
        Err(Refusal::WrongState(_))
    ));
    assert!(live.plan(Resident).rewards().is_some());
}
