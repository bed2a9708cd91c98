//! R1: the resident is at the wheel.

use mijn_brug_plan::plan::Plan;
use mijn_brug_plan::values::{Confirmation, ReviewPart, SharingScope};
use mijn_brug_plan::{Event, Refusal, Role, fold};
use proptest::prelude::*;

use crate::support::entries::{Sealed, forged_by};
use crate::support::live::{Live, lives};
use crate::support::{self, goal, mini_step, moment, proposal, review, voucher};

/// What only the resident may record, without the answers to their questions, which a caseworker gives.
fn residents_own(plan: &Plan) -> Vec<String> {
    let mut plan = plan.clone();
    for mini_step in plan.mini_steps.values_mut() {
        mini_step.help_answer = None;
        mini_step.help_answers = 0;
        mini_step.changed = moment(0);
    }
    support::residents_own(&plan)
}

fn accepts((_, entry): &Sealed) -> bool {
    matches!(entry.event, Event::ProposalAnswered { accepted: true, .. })
}

proptest! {
    #[test]
    fn a_caseworker_alone_changes_nothing_of_the_residents(
        live in lives(60),
        forged in forged_by(Role::Caseworker),
    ) {
        let (residents, caseworkers): (Vec<Sealed>, Vec<Sealed>) =
            live.entries.into_iter().filter(|entry| !accepts(entry)).partition(|(_, e)| e.role == Role::Resident);
        let (alone, _) = fold(residents.iter().cloned());
        let forged = forged.into_iter().filter(|entry| !accepts(entry));
        let (together, _) = fold(residents.into_iter().chain(caseworkers).chain(forged));
        prop_assert_eq!(residents_own(&alone), residents_own(&together));
    }

    /// A caseworker's device alone makes no plan, apart from accepted proposals.
    #[test]
    fn a_caseworker_cannot_make_a_plan(forged in forged_by(Role::Caseworker)) {
        let (plan, _) = fold(forged.into_iter().filter(|entry| !accepts(entry)));
        prop_assert_eq!(residents_own(&plan), residents_own(&Plan::default()));
        prop_assert_eq!(plan.last_activity, None);
    }
}

fn proposing(events: Vec<Event>) -> Event {
    Event::Proposed {
        proposal: proposal(0),
        events,
    }
}

fn a_wish() -> Event {
    Event::GoalReworded {
        goal: goal(0),
        wish: "Geen brieven meer".to_owned(),
    }
}

fn answer(accepted: bool, how: Confirmation) -> Event {
    Event::ProposalAnswered {
        proposal: proposal(0),
        accepted,
        how,
    }
}

#[test]
fn a_proposal_counts_only_once_it_is_accepted() {
    let mut live = Live::start(1);
    let wish = |live: &Live| live.plan(Role::Resident).goal(goal(0)).unwrap().wish.clone();
    live.say_all(Role::Caseworker, vec![proposing(vec![a_wish()])]);
    assert_eq!(wish(&live), "Rust in mijn geld");
    let alone = live.say(Role::Caseworker, answer(true, Confirmation::OwnDevice));
    assert_eq!(alone, Err(Refusal::NotYours));
    live.say_all(Role::Resident, vec![answer(true, Confirmation::OwnDevice)]);
    assert_eq!(wish(&live), "Geen brieven meer");
}

#[test]
fn a_proposal_that_was_declined_changes_nothing() {
    let mut live = Live::start(1);
    live.say_all(Role::Caseworker, vec![proposing(vec![a_wish()])]);
    live.say_all(Role::Resident, vec![answer(false, Confirmation::OwnDevice)]);
    assert_eq!(
        live.plan(Role::Resident).goal(goal(0)).unwrap().wish,
        "Rust in mijn geld"
    );
    let again = live
        .say(Role::Resident, answer(true, Confirmation::OwnDevice))
        .map(|_| ());
    assert!(matches!(again, Err(Refusal::WrongState(_))), "{again:?}");
}

#[test]
fn on_the_shared_screen_the_gesture_counts() {
    let mut live = Live::start(1);
    let before = live.plan(Role::Caseworker).last_activity;
    live.say_all(Role::Caseworker, vec![proposing(vec![a_wish()])]);
    live.now = moment(60);
    live.say_all(Role::Caseworker, vec![answer(true, Confirmation::SharedScreen)]);
    assert_eq!(
        live.plan(Role::Resident).goal(goal(0)).unwrap().wish,
        "Geen brieven meer"
    );
    assert!(
        live.plan(Role::Caseworker).last_activity > before,
        "the resident was there"
    );
}

#[test]
fn an_outdated_event_in_a_proposal_leaves_the_others() {
    let mut live = Live::start(1);
    let gone = Event::MiniStepLetGo {
        mini_step: mini_step(9),
    };
    live.say_all(Role::Caseworker, vec![proposing(vec![gone, a_wish()])]);
    live.say_all(Role::Resident, vec![answer(true, Confirmation::OwnDevice)]);
    assert_eq!(
        live.plan(Role::Resident).goal(goal(0)).unwrap().wish,
        "Geen brieven meer"
    );
}

#[test]
fn what_only_the_resident_records_cannot_be_proposed() {
    let sharing = Event::SharingChosen {
        scope: SharingScope::Domain("geld.schulden".into()),
        shared: true,
    };
    let refused = [
        sharing,
        Event::EvaluationChosen { allowed: true },
        Event::VoucherUsed {
            voucher: voucher(0),
            day: moment(0).date_naive(),
        },
        answer(true, Confirmation::SharedScreen),
        crate::support::live::confirm(Role::Resident, Confirmation::SharedScreen),
        Event::RewardsAnnounced {},
        Event::ReviewPartFinished {
            review: review(0),
            part: ReviewPart::Appreciate,
        },
        proposing(vec![a_wish()]),
    ];
    for event in refused {
        let said = Live::start(5).say(Role::Caseworker, proposing(vec![event.clone()]));
        assert_eq!(said, Err(Refusal::NotYours), "{event:?}");
    }
}

#[test]
fn an_answer_does_not_reorder_the_residents_list() {
    let forward = |n| Event::MiniStepBroughtForward {
        mini_step: mini_step(n),
    };
    let asked = Event::HelpAsked {
        mini_step: mini_step(0),
        question: String::new(),
    };
    let mut live = Live::start(1);
    live.say_all(Role::Resident, vec![asked, forward(1)]);
    let mut alone = live.clone();
    live.say_all(
        Role::Caseworker,
        vec![Event::HelpAnswered {
            mini_step: mini_step(0),
            answer: "Morgen".to_owned(),
        }],
    );
    for live in [&mut live, &mut alone] {
        live.say_all(Role::Resident, vec![forward(2)]);
    }
    assert_eq!(
        residents_own(live.plan(Role::Resident)),
        residents_own(alone.plan(Role::Resident))
    );
}
