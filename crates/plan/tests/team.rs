//! The caseload: any order and repetition of a team's entries gives the same team, and frozen bytes of each kind.
#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::{DateTime, Utc};
use mijn_brug_plan::ids::{AuthorId, RecordId};
use mijn_brug_plan::team::{TeamEntry, TeamEvent, fold};
use proptest::collection::vec;
use proptest::prelude::*;

fn entry(lamport: u64, event: TeamEvent) -> (RecordId, TeamEntry) {
    let entry = TeamEntry {
        v: TeamEntry::VERSION,
        lamport,
        at: DateTime::<Utc>::UNIX_EPOCH,
        author: AuthorId::from_random([1; 8]),
        event,
    };
    let mut record = [0; 16];
    record[..8].copy_from_slice(&lamport.to_be_bytes());
    (RecordId(record), entry)
}

fn opened(case: &str) -> TeamEvent {
    TeamEvent::CaseOpened {
        case: case.to_owned(),
        key: "00ff".to_owned(),
        name: "Naam".to_owned(),
    }
}

fn event() -> impl Strategy<Value = TeamEvent> {
    (0_u8..5, 0_u8..3).prop_map(|(kind, case)| {
        let case = case.to_string();
        match kind {
            0 => opened(&case),
            1 => TeamEvent::CaseLabelled {
                case,
                label: "label".to_owned(),
            },
            2 => TeamEvent::CaseClosed { case },
            3 => TeamEvent::CaseReopened { case },
            _ => TeamEvent::CaseForgotten { case },
        }
    })
}

proptest! {
    #[test]
    fn any_order_and_repetition_gives_the_same_team(
        events in vec(event(), 0..20),
        shuffled in any::<prop::sample::Index>(),
    ) {
        let entries: Vec<_> = events.into_iter().zip(1..).map(|(event, at)| entry(at, event)).collect();
        let team = fold(entries.iter().cloned());
        let mut other = entries.clone();
        if !other.is_empty() {
            let at = shuffled.index(other.len());
            other.rotate_left(at);
            other.push(other[0].clone());
        }
        other.reverse();
        prop_assert_eq!(fold(other), team);
    }
}

#[test]
fn a_case_that_is_forgotten_leaves_no_key() {
    let team = fold([
        entry(1, opened("a")),
        entry(2, TeamEvent::CaseForgotten { case: "a".to_owned() }),
    ]);
    assert!(team.cases.is_empty());
    assert_eq!(team.next_lamport, 3);
}

#[test]
fn who_links_again_keeps_the_teams_label() {
    let label = TeamEvent::CaseLabelled {
        case: "a".to_owned(),
        label: "balie 2".to_owned(),
    };
    let team = fold([entry(1, opened("a")), entry(2, label), entry(3, opened("a"))]);
    assert_eq!(team.cases["a"].label, "balie 2");
}

#[test]
fn the_written_form_is_frozen() {
    for (event, frozen) in [
        (
            opened("a"),
            r#"{"type":"case_opened","case":"a","key":"00ff","name":"Naam"}"#,
        ),
        (
            TeamEvent::CaseLabelled {
                case: "a".to_owned(),
                label: "l".to_owned(),
            },
            r#"{"type":"case_labelled","case":"a","label":"l"}"#,
        ),
        (
            TeamEvent::CaseClosed { case: "a".to_owned() },
            r#"{"type":"case_closed","case":"a"}"#,
        ),
        (
            TeamEvent::CaseReopened { case: "a".to_owned() },
            r#"{"type":"case_reopened","case":"a"}"#,
        ),
        (
            TeamEvent::CaseForgotten { case: "a".to_owned() },
            r#"{"type":"case_forgotten","case":"a"}"#,
        ),
    ] {
        let (_, entry) = entry(7, event);
        let expected = format!(
            r#"{{"v":1,"lamport":7,"at":"1970-01-01T00:00:00Z","author":"0101010101010101","event":{frozen}}}"#
        );
        assert_eq!(serde_json::to_string(&entry).unwrap(), expected);
        assert_eq!(serde_json::from_str::<TeamEntry>(&expected).unwrap(), entry);
    }
}
