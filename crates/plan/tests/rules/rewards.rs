//! R2: the reward comes after the plan. R5: appreciation does not depend on success.

use mijn_brug_plan::event::Part;
use mijn_brug_plan::plan::Plan;
use mijn_brug_plan::reward::{Policy, VoucherKind};
use mijn_brug_plan::rules::Thing;
use mijn_brug_plan::values::{Action, Cents, ReviewPart};
use mijn_brug_plan::{Command, Context, Event, Log, Refusal, Role, decide};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::support::entries::{Sealed, forged};
use crate::support::live::{Live, POLICY, acts, lives};
use crate::support::{agreement, day, grant, mini_step, promise, review, voucher};

const WAARDERING: VoucherKind = VoucherKind::Appreciation {};

fn compensation() -> VoucherKind {
    VoucherKind::Compensation { promise: promise(0) }
}

fn has_agreed_action(plan: &Plan) -> bool {
    plan.agreements
        .values()
        .any(|agreement| agreement.is_agreed() && !agreement.actions.is_empty())
}

/// A plan before the announcement, searched for anything that gives the rewards away.
fn has_trace(plan: &Plan) -> bool {
    let shown = format!("{plan:?}");
    let proposed: Vec<&Event> = plan
        .proposals
        .values()
        .flat_map(|proposal| &proposal.events)
        .collect();
    let written = serde_json::to_string(&proposed).unwrap();
    // The part about appreciation may be named once there is an agreement.
    let names_the_part = shown.contains("Appreciat") && !has_agreed_action(plan);
    let words = ["Reward", "Voucher", "Promise", "Compensation"];
    let written_words = ["reward", "voucher", "promise", "compensation", "appreciat"];
    names_the_part
        || words.iter().any(|word| shown.contains(word))
        || written_words.iter().any(|word| written.contains(word))
}

/// Replays entries in their order and looks at each change of the rewards.
fn check_r2(mut entries: Vec<Sealed>) -> Result<(), TestCaseError> {
    entries.sort_by_key(|(record, entry)| (entry.lamport, entry.author, *record));
    let mut log = Log::default();
    for (record, entry) in entries {
        let before = log.plan().clone();
        log.extend([(record, entry.clone())]);
        let Some(rewards) = log.plan().rewards() else {
            prop_assert!(
                !has_trace(log.plan()),
                "a trace of rewards after {:?}",
                entry.event
            );
            continue;
        };
        if before.rewards().is_none() {
            prop_assert_eq!(&entry.event, &Event::RewardsAnnounced {});
            prop_assert_eq!(entry.role, Role::Caseworker);
            prop_assert!(
                has_agreed_action(&before),
                "announced on a plan without agreed actions"
            );
        }
        let is_new = |id| {
            before
                .rewards()
                .is_none_or(|rewards| !rewards.promises.contains_key(id))
        };
        for (_, promise) in rewards.promises.iter().filter(|(id, _)| is_new(id)) {
            prop_assert!(!promise.actions.is_empty());
            prop_assert!(promise.actions.iter().all(|action| before.is_agreed(*action)));
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn rewards_come_after_the_plan_for_every_sequence_of_commands(live in lives(80)) {
        check_r2(live.entries)?;
    }

    #[test]
    fn rewards_come_after_the_plan_for_forged_entries(live in lives(20), forged in vec(forged(), 0..50)) {
        let mut entries = live.entries;
        entries.extend(forged);
        check_r2(entries)?;
    }

    /// Nor does the resident's own device record any.
    #[test]
    fn the_residents_device_writes_nothing_of_rewards_before((stage, acts) in acts(60)) {
        let mut live = Live::start(stage.min(2));
        for act in acts {
            let (role, is_before) = (act.role, live.plan(act.role).rewards().is_none());
            let said = live.act(act).unwrap_or_default();
            for (_, entry) in said.iter().filter(|_| is_before && role == Role::Resident) {
                let written = serde_json::to_string(&entry.event).unwrap();
                prop_assert!(!["reward", "voucher", "promise"].iter().any(|word| written.contains(word)));
            }
        }
    }

    /// A *waardering* can be given on every plan with rewards; a *compensatie* exactly when its actions are done.
    #[test]
    fn appreciation_does_not_depend_on_success(live in lives(60)) {
        let plan = live.plan(Role::Caseworker);
        let policy = Policy { yearly_max: Cents(u32::MAX), ..POLICY };
        let context = Context { policy: Some(&policy), ..live.context(Role::Caseworker) };
        let give = |kind, amount| decide(plan, grant(voucher(9), kind, amount).into(), &context).map(|_| ());
        let Some(rewards) = plan.rewards() else {
            prop_assert_eq!(give(WAARDERING, 2_500), Err(Refusal::NotAnnounced));
            return Ok(());
        };
        prop_assert_eq!(give(WAARDERING, 2_500), Ok(()));
        for (id, promise) in &rewards.promises {
            let expected = if rewards.is_kept(*id) {
                Err(Refusal::WrongState(Thing::Promise))
            } else if promise.actions.iter().all(|action| plan.is_done(*action)) {
                Ok(())
            } else {
                Err(Refusal::ActionsNotDone)
            };
            prop_assert_eq!(give(VoucherKind::Compensation { promise: *id }, promise.amount.0), expected);
        }
    }
}

/// Records an event on a caseworker's device, on a plan at this stage.
#[track_caller]
fn check(stage: u8, event: Event, expected: Result<(), Refusal>) {
    assert_eq!(
        Live::start(stage).say(Role::Caseworker, event).map(|_| ()),
        expected
    );
}

#[test]
fn nothing_is_announced_before_both_agreed() {
    check(1, Event::RewardsAnnounced {}, Err(Refusal::NothingAgreed));
    check(2, Event::RewardsAnnounced {}, Ok(()));
    check(
        3,
        Event::RewardsAnnounced {},
        Err(Refusal::WrongState(Thing::Promise)),
    );
}

#[test]
fn one_confirmation_is_not_an_agreement() {
    let mut live = Live::start(1);
    let drafted = Event::AgreementDrafted {
        agreement: agreement(0),
        actions: vec![Action::MiniStep(mini_step(0))],
    };
    live.say_all(Role::Caseworker, vec![drafted]);
    let own = mijn_brug_plan::values::Confirmation::OwnDevice;
    live.say_all(
        Role::Caseworker,
        vec![crate::support::live::confirm(Role::Caseworker, own)],
    );
    assert_eq!(
        live.say(Role::Caseworker, Event::RewardsAnnounced {}),
        Err(Refusal::NothingAgreed)
    );
}

#[test]
fn a_promise_needs_agreed_actions() {
    let promised = |n, actions| Event::RewardPromised {
        promise: promise(n),
        actions,
        amount: Cents(3_000),
    };
    let agreed = Action::MiniStep(mini_step(0));
    let other = Action::MiniStep(mini_step(1));
    check(2, promised(1, vec![agreed]), Err(Refusal::NotAnnounced));
    check(3, promised(1, vec![agreed]), Ok(()));
    check(3, promised(1, vec![agreed, other]), Err(Refusal::ActionNotAgreed));
    check(3, promised(1, vec![]), Err(Refusal::ListLength));
    // Repeated, it is the same promise; with another amount it would be a different one.
    check(4, promised(0, vec![agreed]), Ok(()));
    let other_amount = Event::RewardPromised {
        promise: promise(0),
        actions: vec![agreed],
        amount: Cents(2_500),
    };
    check(4, other_amount, Err(Refusal::Exists(Thing::Promise)));
}

#[test]
fn the_rewards_part_has_no_name_before_the_fifth_is_agreed() {
    let noted = |part| Event::ReviewNoted {
        review: review(0),
        part,
        note: String::new(),
    };
    let finished = |part| Event::ReviewPartFinished {
        review: review(0),
        part,
    };
    for (stage, expected) in [(1, Err(Refusal::NothingAgreed)), (2, Ok(()))] {
        for event in [noted(ReviewPart::Appreciate), finished(ReviewPart::Appreciate)] {
            let mut live = Live::start(stage);
            live.say_all(
                Role::Caseworker,
                vec![Event::ReviewStarted {
                    review: review(0),
                    day: day(0),
                }],
            );
            assert_eq!(live.say(Role::Caseworker, event).map(|_| ()), expected);
            assert!(live.say(Role::Resident, noted(ReviewPart::Agree)).is_ok());
        }
    }
}

#[test]
fn an_appreciation_can_be_granted_with_nothing_done() {
    check(3, grant(voucher(1), WAARDERING, 2_500), Ok(()));
    check(
        4,
        grant(voucher(1), compensation(), 3_000),
        Err(Refusal::ActionsNotDone),
    );
    check(
        3,
        grant(voucher(1), compensation(), 2_500),
        Err(Refusal::NotFound(Thing::Promise)),
    );
}

#[test]
fn a_compensation_follows_its_actions_and_is_given_once() {
    let mut live = Live::start(4);
    live.say(Role::Resident, Command::Finish(mini_step(0))).unwrap();
    live.sync();
    live.say_all(Role::Caseworker, vec![grant(voucher(1), compensation(), 3_000)]);
    let again = || grant(voucher(2), compensation(), 3_000);
    assert_eq!(
        live.say(Role::Caseworker, again()),
        Err(Refusal::WrongState(Thing::Promise))
    );
    let withdrawn = Event::VoucherWithdrawn {
        voucher: voucher(1),
        reason: "De code werkt niet.".to_owned(),
    };
    live.say_all(Role::Caseworker, vec![withdrawn, again()]);
}

#[test]
fn a_split_mini_step_keeps_its_promise() {
    let mut live = Live::start(4);
    let part = |n| Part {
        mini_step: mini_step(n),
        title: "Zoek de map".to_owned(),
    };
    live.say_all(
        Role::Resident,
        vec![
            Event::MiniStepSplit {
                mini_step: mini_step(0),
                into: vec![part(10), part(11)],
            },
            Event::MiniStepSplit {
                mini_step: mini_step(11),
                into: vec![part(12), part(13)],
            },
        ],
    );
    for n in [10, 12] {
        live.say(Role::Resident, Command::Finish(mini_step(n))).unwrap();
        live.sync();
        let early = live.say(Role::Caseworker, grant(voucher(1), compensation(), 3_000));
        assert_eq!(early, Err(Refusal::ActionsNotDone));
    }
    live.say_all(
        Role::Resident,
        vec![Event::MiniStepLetGo {
            mini_step: mini_step(13),
        }],
    );
    live.say_all(Role::Caseworker, vec![grant(voucher(1), compensation(), 3_000)]);
}
