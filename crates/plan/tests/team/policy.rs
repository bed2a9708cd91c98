//! What the team may give.

use mijn_brug_plan::team::{PolicyError, TeamEvent, TeamPolicy};
use mijn_brug_plan::values::Cents;

use crate::{date, issued_on, team, voided};

#[track_caller]
fn check(policy: TeamPolicy, expected: Result<(), PolicyError>) {
    assert_eq!(policy.checked().map(|_| ()), expected);
}

#[test]
fn the_numbers_of_a_policy_are_consistent() {
    let policy = TeamPolicy::default();
    let (min, max) = (Cents(6_000), Cents(6_000));
    check(policy, Ok(()));
    check(TeamPolicy { min, ..policy }, Ok(()));
    let min = Cents(6_001);
    check(
        TeamPolicy { min, ..policy },
        Err(PolicyError::MinAboveMax { min, max }),
    );
    check(
        TeamPolicy {
            min: Cents(0),
            ..policy
        },
        Err(PolicyError::Nothing),
    );
    let (yearly_max, min) = (Cents(1_999), policy.min);
    check(
        TeamPolicy { yearly_max, ..policy },
        Err(PolicyError::YearBelowMin { yearly_max, min }),
    );
    check(
        TeamPolicy {
            compensation: false,
            appreciation: false,
            ..policy
        },
        Err(PolicyError::NoKind),
    );
    for (valid_days, expected) in [
        (0, Err(PolicyError::ValidDays)),
        (1, Ok(())),
        (3_653, Ok(())),
        (3_654, Err(PolicyError::ValidDays)),
    ] {
        check(TeamPolicy { valid_days, ..policy }, expected);
    }
}

#[test]
fn an_error_says_both_amounts() {
    let error = PolicyError::MinAboveMax {
        min: Cents(6_001),
        max: Cents(6_000),
    };
    assert_eq!(
        error.to_string(),
        "the smallest amount (60.01) is above the largest (60.00)"
    );
    assert_eq!(
        PolicyError::ValidDays.to_string(),
        "a voucher is valid for 1 to 3653 days"
    );
}

fn set(budget: u32) -> TeamEvent {
    let policy = TeamPolicy {
        budget: Some(Cents(budget)),
        ..TeamPolicy::default()
    };
    TeamEvent::PolicySet { policy }
}

#[test]
fn an_inconsistent_policy_changes_nothing() {
    let policy = TeamPolicy {
        min: Cents(9_000),
        ..TeamPolicy::default()
    };
    let team = team([set(10_000), TeamEvent::PolicySet { policy }]);
    assert_eq!(team.policy.budget, Some(Cents(10_000)));
}

#[test]
fn a_budget_is_for_a_calendar_year_and_never_negative() {
    let issue = |n, day, amount| issued_on(n, &format!("AB{n}"), day, amount, "Begeleider");
    let before = date(2026, 12, 31);
    let after = date(2027, 1, 1);
    let spent = team([set(10_000), issue(1, before, 6_000), issue(2, before, 3_000)]);
    assert_eq!(spent.policy_now(before).budget_left, Cents(1_000));
    assert_eq!(spent.policy_now(after).budget_left, Cents(10_000));
    let over = team([set(8_000), issue(1, before, 6_000), issue(2, before, 3_000)]);
    assert_eq!(over.policy_now(before).budget_left, Cents(0));
    let back = team([set(10_000), issue(1, before, 6_000), voided(1, false)]);
    assert_eq!(back.policy_now(before).budget_left, Cents(10_000));
}

#[test]
fn without_a_budget_nothing_is_refused() {
    let team = team([]);
    assert_eq!(team.budget_left(2026), None);
    assert_eq!(team.policy_now(date(2026, 1, 1)).budget_left, Cents(u32::MAX));
}

#[test]
fn a_voucher_is_valid_for_the_days_of_the_policy() {
    let policy = TeamPolicy {
        valid_days: 30,
        ..TeamPolicy::default()
    };
    assert_eq!(policy.valid_until(date(2026, 12, 2)), date(2027, 1, 1));
    assert_eq!(policy.valid_until(chrono::NaiveDate::MAX), chrono::NaiveDate::MAX);
}
