//! The fold is total, and any order and repetition of the same entries gives the same plan.

use mijn_brug_plan::plan::{OtherDeviceConfirmation, Plan};
use mijn_brug_plan::query::{look_back, open_mini_steps};
use mijn_brug_plan::reward::Rewards;
use mijn_brug_plan::{Entry, Event, Log, Problem, Refusal, Role, fold};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

use crate::support::entries::{Sealed, forged, seal};
use crate::support::live::{Live, lives};
use crate::support::values::any_moment;
use crate::support::{author, day, moment, residents_own};

/// The entries of two devices, with some forged ones among them.
fn histories() -> impl Strategy<Value = Vec<Sealed>> {
    (lives(50), vec(forged(), 0..25)).prop_map(|(live, forged)| {
        let mut all = live.entries;
        all.extend(forged);
        all
    })
}

fn by_record(problems: &[Problem]) -> Vec<Problem> {
    let mut sorted = problems.to_vec();
    sorted.sort_by_key(|problem| problem.record);
    sorted
}

proptest! {
    #[test]
    fn any_order_repetition_and_batches_give_the_same_plan(
        entries in histories(),
        swaps in vec(any::<(Index, Index)>(), 0..60),
        repeats in vec(any::<Index>(), 0..20),
        batches in vec(1_usize..20, 0..30),
    ) {
        let (plan, problems) = fold(entries.iter().cloned());
        let mut arrived = entries.clone();
        if !entries.is_empty() {
            arrived.extend(repeats.iter().map(|at| at.get(&entries).clone()));
            for (one, other) in &swaps {
                let (one, other) = (one.index(arrived.len()), other.index(arrived.len()));
                arrived.swap(one, other);
            }
        }
        let mut log = Log::default();
        for size in batches {
            let rest = arrived.split_off(size.min(arrived.len()));
            log.extend(std::mem::replace(&mut arrived, rest));
        }
        log.extend(arrived);
        prop_assert_eq!(log.plan(), &plan);
        prop_assert_eq!(by_record(log.problems()), by_record(&problems));
    }

    #[test]
    fn an_entry_has_an_effect_or_a_problem_and_none_is_lost(entries in vec(forged(), 0..60)) {
        let mut log = Log::default();
        log.extend(entries.iter().cloned());
        let mut records: Vec<_> = entries.iter().map(|(record, _)| *record).collect();
        records.sort_unstable();
        records.dedup();
        prop_assert_eq!(log.len(), records.len());
        prop_assert!(log.problems().iter().all(|problem| records.contains(&problem.record)));
        prop_assert!(log.problems().len() <= log.len());
    }

    /// A wall clock may be wrong or jump back; entries are ordered without it.
    #[test]
    fn the_clock_changes_only_moments(entries in histories(), clocks in vec(any_moment(), 100)) {
        let (plan, problems) = fold(entries.iter().cloned());
        let other = entries.iter().cloned().zip(clocks.into_iter().cycle());
        let (other_plan, other_problems) = fold(other.map(|((record, entry), at)| (record, Entry { at, ..entry })));
        let today = day(3);
        let ids = |plan: &Plan| open_mini_steps(plan, today).into_iter().map(|(id, _)| id).collect::<Vec<_>>();
        prop_assert_eq!(ids(&plan), ids(&other_plan));
        prop_assert_eq!(look_back(&plan).len(), look_back(&other_plan).len());
        prop_assert_eq!(without_moments(&plan), without_moments(&other_plan));
        prop_assert_eq!(problems, other_problems);
    }

    /// After an entry with the highest lamport, later entries keep their order and effect.
    #[test]
    fn an_absurd_clock_stops_nobody(far in forged(), leap in (1_u64 << 33)..=u64::MAX) {
        let mut live = Live::start(1);
        live.entries.push(seal(Entry { lamport: leap, ..far.1 }));
        live.sync();
        let before = live.plan(Role::Resident).clone();
        prop_assert_eq!(live.log(Role::Resident).problems()[0].refusal, Refusal::ClockTooFarAhead);
        let mut calm = Live::start(1);
        prop_assert_eq!(&before, calm.plan(Role::Resident));
        for word in ["Sam", "Kim"] {
            let named = Event::NameGiven { name: word.to_owned() };
            live.say(Role::Resident, named.clone()).unwrap();
            calm.say(Role::Resident, named).unwrap();
        }
        prop_assert_eq!(live.plan(Role::Resident), calm.plan(Role::Resident));
    }
}

/// The plan and its rewards without the moments that come from a clock.
fn without_moments(plan: &Plan) -> (Vec<String>, Option<Rewards>) {
    let mut calm = plan.clone();
    calm.mini_steps
        .values_mut()
        .for_each(|mini_step| mini_step.changed = moment(0));
    calm.observations
        .values_mut()
        .for_each(|seen| seen.at = moment(0));
    calm.proposals
        .values_mut()
        .for_each(|proposal| proposal.at = moment(0));
    calm.agreements.values_mut().for_each(|agreement| {
        agreement.at = moment(0);
        agreement.on_other_device = agreement.on_other_device.map(|held| OtherDeviceConfirmation {
            at: moment(0),
            ..held
        });
    });
    let rewards = calm.rewards().cloned().map(|mut rewards| {
        for voucher in rewards.vouchers.values_mut() {
            voucher.granted = moment(0);
            // Without a day of its own, an entry has the day of its clock.
            voucher.day = day(0);
        }
        rewards
    });
    let mut all = residents_own(&calm);
    all.push(format!(
        "{:?}",
        (
            &calm.observations,
            &calm.proposals,
            &calm.agreements,
            &calm.reviews
        )
    ));
    (all, rewards)
}

#[test]
fn no_entries_fold_to_an_empty_plan() {
    let (plan, problems) = fold([]);
    assert!(plan.is_empty() && problems.is_empty());
    assert_eq!(Log::default().next_lamport(), 1);
}

#[test]
fn one_record_counts_once() {
    let event = Event::NameGiven {
        name: "Sam".to_owned(),
    };
    let entry = seal(Entry {
        v: 1,
        lamport: 1,
        at: moment(0),
        author: author(1),
        role: Role::Resident,
        event,
    });
    let mut log = Log::default();
    log.extend([entry.clone(), entry.clone()]);
    log.extend([entry]);
    assert_eq!((log.len(), log.problems().len(), log.next_lamport()), (1, 0, 2));
    assert!(!log.plan().is_empty() && !log.is_empty());
}

#[test]
fn a_caseworkers_entry_is_not_the_residents_activity() {
    let event = Event::ObservationRecorded {
        domain: "geld.schulden".into(),
        note: "De post ligt bij elkaar.".to_owned(),
    };
    let entry = seal(Entry {
        v: 1,
        lamport: 1,
        at: moment(0),
        author: author(2),
        role: Role::Caseworker,
        event,
    });
    let (plan, problems) = fold([entry]);
    assert!(problems.is_empty() && !plan.is_empty());
    assert_eq!(plan.last_activity, None);
}

/// Of equal lamports the higher device id comes last, whatever the wall clocks say.
#[test]
fn equal_clocks_are_ordered_by_author_and_not_by_the_wall_clock() {
    let named = |lamport, n: u8, minutes| {
        let event = Event::NameGiven {
            name: format!("{lamport}.{n}"),
        };
        let entry = Entry {
            v: 1,
            lamport,
            at: moment(minutes),
            author: author(n),
            role: Role::Resident,
            event,
        };
        // By the record ids the order would be the opposite.
        (mijn_brug_plan::ids::RecordId([u8::MAX - n; 16]), entry)
    };
    let name = |entries: [Sealed; 2]| fold(entries).0.name;
    assert_eq!(name([named(3, 1, 50), named(3, 2, 10)]), "3.2");
    assert_eq!(name([named(4, 1, 10), named(3, 2, 50)]), "4.1");
}
