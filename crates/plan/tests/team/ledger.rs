//! The ledger: no code twice after any merge, and the same sums on all devices.

use std::collections::BTreeMap;

use chrono::Datelike;
use mijn_brug_plan::ids::VoucherId;
use mijn_brug_plan::reward::VoucherKind;
use mijn_brug_plan::team::codes::CodeKey;
use mijn_brug_plan::team::{Team, TeamEvent, fold};
use mijn_brug_plan::values::Cents;
use proptest::prelude::*;

use crate::{Sealed, changed, date, entries, entry_by, issued, issued_on, loaded, team, voided, voucher};

fn to_mend(team: &Team) -> Vec<VoucherId> {
    team.duplicate_codes().map(|(id, _)| id).collect()
}

/// The codes of the vouchers that count, with the voucher that has each, without duplicate codes.
fn holders(team: &Team) -> BTreeMap<CodeKey, Vec<VoucherId>> {
    let to_mend = to_mend(team);
    let mut holders: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (id, issued) in &team.issued {
        if !issued.is_voided && !to_mend.contains(id) {
            holders
                .entry(CodeKey::of(&issued.code.text))
                .or_default()
                .push(*id);
        }
    }
    holders
}

/// Each device replaces the duplicate codes that it sees, as the app does, until none is left.
fn mend(mut entries: Vec<Sealed>) -> Team {
    let mut team = fold(entries.iter().cloned());
    for n in 0..100_u8 {
        let Some(id) = to_mend(&team).first().copied() else {
            break;
        };
        let event = TeamEvent::VoucherCodeChanged {
            voucher: id,
            code: crate::code(&format!("NEW{n}")),
        };
        entries.push(entry_by(9, team.next_lamport, event));
        team = fold(entries.iter().cloned());
    }
    team
}

proptest! {
    #[test]
    fn no_code_is_given_twice_after_any_merge(entries in entries()) {
        let team = fold(entries.iter().cloned());
        for (code, ids) in holders(&team) {
            prop_assert_eq!(ids.len(), 1, "{:?} has {:?}", code, ids);
        }
        let mended = mend(entries);
        prop_assert_eq!(to_mend(&mended), vec![]);
        prop_assert_eq!(mended.issued.len(), team.issued.len(), "every voucher keeps its place");
        for ids in holders(&mended).values() {
            prop_assert_eq!(ids.len(), 1);
        }
    }

    /// A code that is offered as free was never on a voucher that somebody may have seen.
    #[test]
    fn a_free_code_belongs_to_no_voucher(entries in entries()) {
        let team = fold(entries.iter().cloned());
        for free in team.free_codes(Cents(2_500), date(2026, 1, 1)) {
            let key = CodeKey::of(&free.code.text);
            prop_assert!(!holders(&team).contains_key(&key));
            let mut seen = team.issued.values().filter(|issued| CodeKey::of(&issued.code.text) == key);
            prop_assert!(seen.all(|issued| issued.is_voided));
        }
    }

    #[test]
    fn the_sums_are_those_of_the_vouchers(entries in entries()) {
        let team = fold(entries.iter().cloned());
        for year in [2026, 2027] {
            let vouchers = team.issued.values().filter(|issued| !issued.is_voided && issued.day.year() == year);
            let expected: u32 = vouchers.map(|issued| issued.amount.0).sum();
            prop_assert_eq!(team.issued_in(year), Cents(expected));
            let sums = team.issued_sums();
            let by_month: u32 = sums.iter().filter(|sum| sum.month.year() == year).map(|sum| sum.amount.0).sum();
            prop_assert_eq!(by_month, expected);
            let left = team.policy.budget.map(|budget| Cents(budget.0.saturating_sub(expected)));
            prop_assert_eq!(team.budget_left(year), left);
        }
    }
}

#[test]
fn the_first_in_the_log_has_the_code() {
    let (first, second) = (
        entry_by(2, 5, issued(1, "AB 1")),
        entry_by(1, 6, issued(2, "ab1")),
    );
    assert_eq!(to_mend(&fold([second.clone(), first.clone()])), [voucher(2)]);
    let same_clock = [entry_by(2, 5, issued(1, "AB1")), entry_by(1, 5, issued(2, "AB1"))];
    assert_eq!(
        to_mend(&fold(same_clock)),
        [voucher(1)],
        "the lower author is first"
    );
    let mended = entry_by(1, 7, changed(2, "AB2"));
    let team = fold([second, first, mended]);
    assert_eq!(to_mend(&team), []);
    assert_eq!(team.issued[&voucher(2)].code.text, "AB2");
    assert!(team.has_code("AB1") && team.has_code("AB2"));
}

#[test]
fn a_replacement_code_that_is_taken_must_be_replaced() {
    let twice = team([issued(1, "A"), issued(2, "B"), issued(3, "A"), changed(3, "B")]);
    assert_eq!(to_mend(&twice), [voucher(3)]);
    let mended = team([
        issued(1, "A"),
        issued(2, "B"),
        issued(3, "A"),
        changed(3, "B"),
        changed(3, "C"),
    ]);
    assert_eq!(to_mend(&mended), []);
}

#[test]
fn a_withdrawn_voucher_needs_no_new_code_and_returns_none() {
    assert_eq!(
        to_mend(&team([issued(1, "A"), issued(2, "A"), voided(2, false)])),
        []
    );
    assert_eq!(
        to_mend(&team([issued(1, "A"), issued(2, "A"), voided(1, false)])),
        [voucher(2)]
    );
    assert_eq!(
        to_mend(&team([issued(1, "A"), issued(2, "A"), voided(1, true)])),
        []
    );
    let changed_after = team([issued(1, "A"), voided(1, false), changed(1, "B")]);
    assert_eq!(changed_after.issued[&voucher(1)].code.text, "A");
}

#[test]
fn a_code_that_a_voucher_had_is_never_free_again() {
    let team = team([
        loaded(&["A", "B"]),
        issued(1, "A"),
        changed(1, "B"),
        voided(1, true),
    ]);
    let free = team.free_codes(Cents(2_500), date(2027, 1, 1));
    assert_eq!(
        free.iter()
            .map(|code| code.code.text.as_str())
            .collect::<Vec<_>>(),
        ["B"]
    );
}

#[test]
fn a_retry_issues_nothing_twice() {
    let team = team([
        issued(1, "A"),
        issued_on(1, "B", date(2026, 11, 3), 6_000, "Collega"),
    ]);
    assert_eq!(team.issued_in(2026), Cents(2_500));
    assert!(!team.has_code("B"));
}

#[test]
fn the_overview_adds_up_by_month_kind_and_colleague() {
    let compensation = {
        let mut event = issued_on(4, "D", date(2026, 12, 1), 3_000, "Collega, \"Zuid\"");
        if let TeamEvent::VoucherIssued { kind, .. } = &mut event {
            *kind = VoucherKind::Compensation {
                promise: mijn_brug_plan::ids::PromiseId::from_random([1; 8]),
            };
        }
        event
    };
    let team = team([
        issued_on(1, "A", date(2026, 11, 1), 2_500, "Begeleider"),
        issued_on(2, "B", date(2026, 11, 30), 2_000, "Begeleider"),
        issued_on(3, "C", date(2026, 12, 1), 2_000, "=Begeleider"),
        compensation,
        issued_on(5, "E", date(2026, 11, 9), 6_000, "Begeleider"),
        voided(5, false),
    ]);
    let csv = team.issued_csv(
        ["maand", "soort", "begeleider", "aantal", "euro"],
        ["compensatie", "waardering"],
    );
    assert_eq!(
        csv,
        "\u{feff}maand;soort;begeleider;aantal;euro\r\n\
         2026-12;waardering;'=Begeleider;1;20,00\r\n\
         2026-12;compensatie;\"Collega, \"\"Zuid\"\"\";1;30,00\r\n\
         2026-11;waardering;Begeleider;2;45,00\r\n"
    );
    assert_eq!(team.issued_years(), [2026]);
}
