//! The team's policy binds whoever decides now. What was given under another policy stands.

use chrono::{NaiveDate, TimeDelta};
use mijn_brug_plan::reward::{Policy, VoucherKind};
use mijn_brug_plan::rules::Thing;
use mijn_brug_plan::values::{Action, Cents};
use mijn_brug_plan::{Command, Context, Event, Refusal, Role, decide};

use crate::support::live::{Live, POLICY};
use crate::support::{date, grant, mini_step, promise, voucher};

const WAARDERING: VoucherKind = VoucherKind::Appreciation {};
const COMPENSATIE: VoucherKind = VoucherKind::Compensation {
    promise: mijn_brug_plan::ids::PromiseId::from_random([0; 8]),
};

fn promised(amount: u32) -> Event {
    Event::RewardPromised {
        promise: promise(1),
        actions: vec![Action::MiniStep(mini_step(0))],
        amount: Cents(amount),
    }
}

/// Decides on a caseworker's device under a policy, on a plan at this stage.
#[track_caller]
fn check(stage: u8, policy: Policy, event: Event, expected: Result<(), Refusal>) {
    let live = Live::start(stage);
    let context = Context {
        policy: Some(&policy),
        ..live.context(Role::Caseworker)
    };
    let decided = decide(live.plan(Role::Caseworker), event.into(), &context);
    assert_eq!(decided.map(|_| ()), expected);
}

#[test]
fn amounts_are_policy() {
    for (amount, expected) in [
        (1_999, Err(Refusal::AmountOutsidePolicy)),
        (2_000, Ok(())),
        (6_000, Ok(())),
        (6_001, Err(Refusal::AmountOutsidePolicy)),
    ] {
        check(3, POLICY, grant(voucher(1), WAARDERING, amount), expected);
        check(3, POLICY, promised(amount), expected);
    }
}

#[test]
fn kinds_are_policy() {
    let no_appreciation = Policy {
        appreciation: false,
        ..POLICY
    };
    let no_compensation = Policy {
        compensation: false,
        ..POLICY
    };
    let outside = Err(Refusal::KindOutsidePolicy);
    check(3, no_appreciation, grant(voucher(1), WAARDERING, 2_500), outside);
    check(3, no_appreciation, promised(2_500), Ok(()));
    check(3, no_compensation, grant(voucher(1), WAARDERING, 2_500), Ok(()));
    check(3, no_compensation, promised(2_500), outside);
}

/// A plan on which 30 euro was promised, and what it was promised for is done.
fn earned() -> Live {
    let mut live = Live::start(4);
    live.say(Role::Resident, Command::Finish(mini_step(0))).unwrap();
    live.sync();
    live
}

fn keep(live: &Live, policy: Policy, amount: u32) -> Result<(), Refusal> {
    let context = Context {
        policy: Some(&policy),
        ..live.context(Role::Caseworker)
    };
    let event = grant(voucher(1), COMPENSATIE, amount);
    decide(live.plan(Role::Caseworker), event.into(), &context).map(|_| ())
}

#[test]
fn a_promise_is_kept_to_the_cent_and_once() {
    let mut live = earned();
    for amount in [2_999, 3_001] {
        assert_eq!(keep(&live, POLICY, amount), Err(Refusal::AmountNotPromised));
    }
    assert_eq!(keep(&live, POLICY, 3_000), Ok(()));
    live.say_all(Role::Caseworker, vec![grant(voucher(2), COMPENSATIE, 3_000)]);
    assert_eq!(
        keep(&live, POLICY, 3_000),
        Err(Refusal::WrongState(Thing::Promise))
    );
}

#[test]
fn a_promise_is_kept_under_a_later_policy() {
    let later = Policy {
        compensation: false,
        min: Cents(4_000),
        ..POLICY
    };
    assert_eq!(keep(&earned(), later, 3_000), Ok(()));
    let spent = Policy {
        budget_left: Cents(2_999),
        ..POLICY
    };
    assert_eq!(keep(&earned(), spent, 3_000), Err(Refusal::BudgetSpent));
}

#[test]
fn no_lapsed_voucher_is_given() {
    let live = Live::start(3);
    for (days, expected) in [(-1, Err(Refusal::Lapsed)), (0, Ok(()))] {
        let mut event = grant(voucher(1), WAARDERING, 2_500);
        let context = live.context(Role::Caseworker);
        if let Event::VoucherGranted { valid_until, .. } = &mut event {
            *valid_until = context.today + TimeDelta::days(days);
        }
        let decided = decide(live.plan(Role::Caseworker), event.into(), &context);
        assert_eq!(decided.map(|_| ()), expected);
    }
}

/// Grants just after midnight under a policy, on a plan where 25 euro was granted on 2 March 2026. In UTC, the clock of the
/// entries, it is still the day before.
fn grant_on(today: NaiveDate, policy: Option<Policy>, amounts: &[u32]) -> Result<(), Refusal> {
    let live = Live::start(5);
    let context = Context {
        now: today.and_hms_opt(0, 30, 0).unwrap().and_utc() - TimeDelta::hours(1),
        today,
        policy: policy.as_ref(),
        ..live.context(Role::Caseworker)
    };
    let grant_today = |(n, amount): (u8, &u32)| {
        let mut event = grant(voucher(n), WAARDERING, *amount);
        if let Event::VoucherGranted { day, valid_until, .. } = &mut event {
            *day = Some(today);
            *valid_until = today;
        }
        event.into()
    };
    let grants = (10_u8..).zip(amounts).map(grant_today).collect();
    decide(live.plan(Role::Caseworker), Command::All(grants), &context).map(|_| ())
}

#[test]
fn a_year_has_its_maximum_from_1_january_to_31_december() {
    let policy = Some(Policy {
        yearly_max: Cents(6_500),
        ..POLICY
    });
    let full = Err(Refusal::YearlyMaximum);
    assert_eq!(grant_on(date(2026, 12, 31), policy, &[4_000]), Ok(()));
    assert_eq!(grant_on(date(2026, 12, 31), policy, &[4_001]), full);
    assert_eq!(grant_on(date(2027, 1, 1), policy, &[6_000]), Ok(()));
    assert_eq!(grant_on(date(2027, 1, 1), policy, &[4_000, 2_501]), full);
    assert_eq!(grant_on(date(2026, 1, 1), policy, &[4_001]), full);
    assert_eq!(grant_on(date(2025, 12, 31), policy, &[6_000]), Ok(()));
    assert_eq!(grant_on(date(2026, 6, 1), policy, &[2_000, 2_001]), full);
}

#[test]
fn a_budget_is_spent_by_the_whole_command() {
    let policy = Some(Policy {
        budget_left: Cents(5_000),
        ..POLICY
    });
    assert_eq!(grant_on(date(2026, 6, 1), policy, &[5_000]), Ok(()));
    assert_eq!(
        grant_on(date(2026, 6, 1), policy, &[5_001]),
        Err(Refusal::BudgetSpent)
    );
    assert_eq!(grant_on(date(2026, 6, 1), policy, &[2_500, 2_500]), Ok(()));
    assert_eq!(
        grant_on(date(2026, 6, 1), policy, &[2_500, 2_501]),
        Err(Refusal::BudgetSpent)
    );
}

#[test]
fn without_a_policy_nothing_is_given() {
    assert_eq!(grant_on(date(2026, 6, 1), None, &[2_500]), Err(Refusal::NotYours));
}

#[test]
fn a_withdrawn_voucher_does_not_count_for_the_year() {
    let mut live = Live::start(5);
    assert_eq!(
        live.plan(Role::Resident).rewards().unwrap().granted_in(2026),
        Cents(2_500)
    );
    let withdrawn = Event::VoucherWithdrawn {
        voucher: voucher(0),
        reason: "De code werkt niet.".to_owned(),
    };
    live.say_all(Role::Caseworker, vec![withdrawn]);
    assert_eq!(
        live.plan(Role::Resident).rewards().unwrap().granted_in(2026),
        Cents(0)
    );
}
