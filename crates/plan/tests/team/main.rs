//! The team's log: what must always hold, for every set of entries in any order.
#![warn(clippy::wildcard_enum_match_arm)]
#![expect(clippy::unwrap_used, reason = "tests")]

mod cases;
mod codes;
mod ledger;
mod policy;
mod written;

use chrono::{DateTime, NaiveDate, Utc};
use mijn_brug_plan::ids::{AuthorId, RecordId, VoucherId};
use mijn_brug_plan::reward::{Symbology, VoucherCode, VoucherKind};
use mijn_brug_plan::team::{Team, TeamEntry, TeamEvent, TeamPolicy, fold};
use mijn_brug_plan::values::{Cents, Skill};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

type Sealed = (RecordId, TeamEntry);

/// An entry of one of several devices.
fn entry_by(device: u8, lamport: u64, event: TeamEvent) -> Sealed {
    let entry = TeamEntry {
        v: TeamEntry::VERSION,
        lamport,
        at: DateTime::<Utc>::UNIX_EPOCH,
        author: AuthorId::from_random([device; 8]),
        event,
    };
    let mut record = [device; 16];
    record[..8].copy_from_slice(&lamport.to_be_bytes());
    (RecordId(record), entry)
}

fn entry(lamport: u64, event: TeamEvent) -> Sealed {
    entry_by(1, lamport, event)
}

/// The team after these events, recorded one after another on one device.
fn team(events: impl IntoIterator<Item = TeamEvent>) -> Team {
    fold((1..).zip(events).map(|(lamport, event)| entry(lamport, event)))
}

fn opened(case: &str) -> TeamEvent {
    opened_by(case, "")
}

fn opened_by(case: &str, by: &str) -> TeamEvent {
    TeamEvent::CaseOpened {
        case: case.to_owned(),
        key: "00ff".to_owned(),
        name: "Naam".to_owned(),
        by: by.to_owned(),
    }
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn voucher(n: u8) -> VoucherId {
    VoucherId::from_random([n; 8])
}

fn code(text: &str) -> VoucherCode {
    VoucherCode {
        text: text.to_owned(),
        symbology: Symbology::Qr,
        shop_line: "Scan als cadeaukaart".to_owned(),
    }
}

fn loaded(codes: &[&str]) -> TeamEvent {
    TeamEvent::CodesLoaded {
        codes: codes.iter().map(|code| (*code).to_owned()).collect(),
        symbology: Symbology::Qr,
        shop_line: "Scan als cadeaukaart".to_owned(),
        amount: Cents(2_500),
        valid_until: date(2027, 6, 30),
    }
}

/// A *waardering* of 25 euro on 2 November 2026.
fn issued(n: u8, text: &str) -> TeamEvent {
    issued_on(n, text, date(2026, 11, 2), 2_500, "Begeleider")
}

fn issued_on(n: u8, text: &str, day: NaiveDate, amount: u32, by: &str) -> TeamEvent {
    TeamEvent::VoucherIssued {
        voucher: voucher(n),
        case: "a".to_owned(),
        code: code(text),
        amount: Cents(amount),
        kind: VoucherKind::Appreciation {},
        skill: Skill::Started,
        by: by.to_owned(),
        day,
        valid_until: date(2027, 6, 30),
    }
}

fn changed(n: u8, text: &str) -> TeamEvent {
    TeamEvent::VoucherCodeChanged {
        voucher: voucher(n),
        code: code(text),
    }
}

fn voided(n: u8, unseen: bool) -> TeamEvent {
    TeamEvent::VoucherVoided {
        voucher: voucher(n),
        unseen,
    }
}

/// Any event. Cases, vouchers and codes come from a small pool, so that events are about the same ones.
fn event() -> impl Strategy<Value = TeamEvent> {
    prop_oneof![
        on_cases(),
        on_the_team(),
        on_codes(),
        on_vouchers(),
        on_vouchers()
    ]
}

fn on_cases() -> impl Strategy<Value = TeamEvent> {
    (0_u8..6, 0_u8..3, select(vec!["", "Begeleider", "Collega"])).prop_map(|(kind, case, by)| {
        let (case, by) = (case.to_string(), by.to_owned());
        match kind {
            0 => opened_by(&case, &by),
            1 => TeamEvent::CaseLabelled {
                case,
                label: "label".to_owned(),
            },
            2 => TeamEvent::CaseClosed { case },
            3 => TeamEvent::CaseReopened { case },
            4 => TeamEvent::CaseTaken { case, by },
            _ => TeamEvent::CaseForgotten { case },
        }
    })
}

fn on_the_team() -> impl Strategy<Value = TeamEvent> {
    let name = select(vec!["Begeleider", "Collega"]);
    let policy = (0_u32..8_000, 0_u32..8_000, any::<bool>()).prop_map(|(min, max, compensation)| {
        let policy = TeamPolicy {
            compensation,
            min: Cents(min),
            max: Cents(max),
            budget: Some(Cents(10_000)),
            ..TeamPolicy::default()
        };
        TeamEvent::PolicySet { policy }
    });
    prop_oneof![
        name.clone().prop_map(|name| TeamEvent::ColleagueJoined {
            name: name.to_owned()
        }),
        name.prop_map(|name| TeamEvent::ColleagueLeft {
            name: name.to_owned()
        }),
        policy,
    ]
}

fn any_code() -> impl Strategy<Value = &'static str> {
    // The first two are the same code, and the last is invalid.
    select(vec!["AB 1", "ab1", "AB2", "AB3", "AB4", "é"])
}

fn on_codes() -> impl Strategy<Value = TeamEvent> {
    prop_oneof![
        3 => vec(any_code(), 0..4).prop_map(|codes| loaded(&codes)),
        1 => any_code().prop_map(|code| TeamEvent::CodesRemoved { codes: vec![code.to_owned()] }),
    ]
}

fn on_vouchers() -> impl Strategy<Value = TeamEvent> {
    let days = select(vec![date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 1)]);
    let by = select(vec!["Begeleider", "Collega"]);
    prop_oneof![
        4 => (0_u8..6, any_code(), days, 2_000_u32..6_000, by)
            .prop_map(|(n, text, day, amount, by)| issued_on(n, text, day, amount, by)),
        2 => (0_u8..6, any_code()).prop_map(|(n, text)| changed(n, text)),
        1 => (0_u8..6, any::<bool>()).prop_map(|(n, unseen)| voided(n, unseen)),
    ]
}

/// Entries of three devices that were offline from each other.
fn entries() -> impl Strategy<Value = Vec<Sealed>> {
    let all = vec((0_u8..3, 1_u64..8, event()), 0..30);
    all.prop_map(|all| {
        let mut seen = std::collections::BTreeSet::new();
        let fresh = all
            .into_iter()
            .filter(|(device, lamport, _)| seen.insert((*device, *lamport)));
        fresh
            .map(|(device, lamport, event)| entry_by(device, lamport, event))
            .collect()
    })
}

proptest! {
    #[test]
    fn any_order_and_repetition_gives_the_same_team(
        entries in entries(),
        (shuffled, again) in any::<(u64, prop::sample::Index)>(),
    ) {
        let team = fold(entries.iter().cloned());
        let mut other = entries.clone();
        other.sort_by_key(|(_, entry)| (entry.lamport ^ shuffled, entry.author));
        if !other.is_empty() {
            other.push(other[again.index(other.len())].clone());
        }
        prop_assert_eq!(fold(other), team);
    }

    /// After an entry with the highest lamport, later entries of colleagues keep their order and effect.
    #[test]
    fn an_absurd_clock_stops_nobody(
        entries in entries(),
        far in event(),
        leap in (1_u64 << 33)..=u64::MAX,
        later in vec(event(), 1..6),
    ) {
        let write_on = |mut entries: Vec<Sealed>| {
            for event in &later {
                let next = fold(entries.iter().cloned()).next_lamport;
                entries.push(entry_by(7, next, event.clone()));
            }
            fold(entries)
        };
        let calm = write_on(entries.clone());
        let forged = [entries, vec![entry_by(9, leap, far)]].concat();
        prop_assert_eq!(write_on(forged), calm);
    }
}
