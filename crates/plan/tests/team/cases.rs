//! The caseload, and each resident's caseworker.

use chrono::{DateTime, Utc};
use mijn_brug_plan::team::{TeamEvent, fold};

use crate::{entry, opened, opened_by, team};

fn taken(by: &str) -> TeamEvent {
    TeamEvent::CaseTaken {
        case: "a".to_owned(),
        by: by.to_owned(),
    }
}

fn carer(events: impl IntoIterator<Item = TeamEvent>) -> String {
    team(events).cases["a"].caseworker.clone()
}

#[test]
fn a_forgotten_case_leaves_no_key() {
    let team = fold([
        entry(1, opened("a")),
        entry(2, TeamEvent::CaseForgotten { case: "a".to_owned() }),
    ]);
    assert!(team.cases.is_empty());
    assert_eq!(team.next_lamport, 3);
}

#[test]
fn a_case_that_pairs_again_keeps_the_teams_label() {
    let label = TeamEvent::CaseLabelled {
        case: "a".to_owned(),
        label: "balie 2".to_owned(),
    };
    assert_eq!(
        team([opened("a"), label, opened("a")]).cases["a"].label,
        "balie 2"
    );
}

#[test]
fn the_maker_of_the_code_is_the_caseworker_until_a_colleague_takes_over() {
    assert_eq!(carer([opened_by("a", "Begeleider")]), "Begeleider");
    assert_eq!(carer([opened_by("a", "Begeleider"), taken("Collega")]), "Collega");
    let again = [opened_by("a", "Begeleider"), taken("Collega"), opened("a")];
    assert_eq!(carer(again), "Collega", "paired by a program that named nobody");
    let anew = [
        opened_by("a", "Begeleider"),
        taken("Collega"),
        opened_by("a", "Begeleider"),
    ];
    assert_eq!(carer(anew), "Begeleider");
}

#[test]
fn a_case_is_closed_and_opened_again() {
    let closed = || TeamEvent::CaseClosed { case: "a".to_owned() };
    let reopened = TeamEvent::CaseReopened { case: "a".to_owned() };
    assert!(team([opened("a"), closed()]).cases["a"].is_closed);
    assert!(!team([opened("a"), closed(), reopened]).cases["a"].is_closed);
}

#[test]
fn colleagues_join_once_and_leave() {
    let joined = |name: &str| TeamEvent::ColleagueJoined {
        name: name.to_owned(),
    };
    let left = TeamEvent::ColleagueLeft {
        name: "Collega".to_owned(),
    };
    let team = team([
        joined("Begeleider"),
        joined("Collega"),
        joined("Begeleider"),
        left,
    ]);
    let since = DateTime::<Utc>::UNIX_EPOCH;
    assert_eq!(
        team.colleagues.into_iter().collect::<Vec<_>>(),
        [("Begeleider".to_owned(), since)]
    );
}
