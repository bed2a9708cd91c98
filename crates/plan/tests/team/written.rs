//! The frozen written form of each kind of event in a team's log.

use mijn_brug_plan::team::{TeamEntry, TeamEvent, TeamPolicy};

use crate::{changed, entry, issued, loaded, opened, opened_by, voided};

#[track_caller]
fn check(event: TeamEvent, frozen: &str) {
    let (_, entry) = entry(7, event);
    let expected = format!(
        r#"{{"v":1,"lamport":7,"at":"1970-01-01T00:00:00Z","author":"0101010101010101","event":{frozen}}}"#
    );
    assert_eq!(serde_json::to_string(&entry).unwrap(), expected);
    assert_eq!(serde_json::from_str::<TeamEntry>(&expected).unwrap(), entry);
}

#[test]
fn cases() {
    let case = || "a".to_owned();
    check(
        opened("a"),
        r#"{"type":"case_opened","case":"a","key":"00ff","name":"Naam"}"#,
    );
    check(
        opened_by("a", "Begeleider"),
        r#"{"type":"case_opened","case":"a","key":"00ff","name":"Naam","by":"Begeleider"}"#,
    );
    check(
        TeamEvent::CaseLabelled {
            case: case(),
            label: "l".to_owned(),
        },
        r#"{"type":"case_labelled","case":"a","label":"l"}"#,
    );
    check(
        TeamEvent::CaseTaken {
            case: case(),
            by: "Collega".to_owned(),
        },
        r#"{"type":"case_taken","case":"a","by":"Collega"}"#,
    );
    check(
        TeamEvent::CaseClosed { case: case() },
        r#"{"type":"case_closed","case":"a"}"#,
    );
    check(
        TeamEvent::CaseReopened { case: case() },
        r#"{"type":"case_reopened","case":"a"}"#,
    );
    check(
        TeamEvent::CaseForgotten { case: case() },
        r#"{"type":"case_forgotten","case":"a"}"#,
    );
}

#[test]
fn the_team() {
    let name = || "Collega".to_owned();
    check(
        TeamEvent::ColleagueJoined { name: name() },
        r#"{"type":"colleague_joined","name":"Collega"}"#,
    );
    check(
        TeamEvent::ColleagueLeft { name: name() },
        r#"{"type":"colleague_left","name":"Collega"}"#,
    );
    check(
        TeamEvent::PolicySet {
            policy: TeamPolicy::default(),
        },
        concat!(
            r#"{"type":"policy_set","policy":{"compensation":true,"appreciation":true,"min":2000,"max":6000,"#,
            r#""yearly_max":36000,"budget":null,"valid_days":183}}"#
        ),
    );
}

#[test]
fn codes_and_vouchers() {
    check(
        loaded(&["AB 1", "AB2"]),
        concat!(
            r#"{"type":"codes_loaded","codes":["AB 1","AB2"],"symbology":"qr","shop_line":"Scan als cadeaukaart","#,
            r#""amount":2500,"valid_until":"2027-06-30"}"#
        ),
    );
    check(
        TeamEvent::CodesRemoved {
            codes: vec!["AB2".to_owned()],
        },
        r#"{"type":"codes_removed","codes":["AB2"]}"#,
    );
    check(
        issued(2, "AB 1"),
        concat!(
            r#"{"type":"voucher_issued","voucher":"0202020202020202","case":"a","#,
            r#""code":{"text":"AB 1","symbology":"qr","shop_line":"Scan als cadeaukaart"},"amount":2500,"#,
            r#""kind":{"appreciation":{}},"skill":"started","by":"Begeleider","day":"2026-11-02","valid_until":"2027-06-30"}"#
        ),
    );
    check(
        changed(2, "AB2"),
        concat!(
            r#"{"type":"voucher_code_changed","voucher":"0202020202020202","#,
            r#""code":{"text":"AB2","symbology":"qr","shop_line":"Scan als cadeaukaart"}}"#
        ),
    );
    check(
        voided(2, false),
        r#"{"type":"voucher_voided","voucher":"0202020202020202"}"#,
    );
    check(
        voided(2, true),
        r#"{"type":"voucher_voided","voucher":"0202020202020202","unseen":true}"#,
    );
}
