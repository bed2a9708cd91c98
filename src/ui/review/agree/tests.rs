#![expect(clippy::unwrap_used, reason = "tests")]

use super::super::support::{event, plan};
use super::*;

fn step() -> Vec<(Role, Event)> {
    let goal = r#"{"goal_set":{"goal":"00000000000000b1","domain":"a.een","wish":"Rust"}}"#;
    let step = r#"{"step_added":{"step":"00000000000000c1","goal":"00000000000000b1","title":"Bellen"}}"#;
    [goal, step].map(|json| (Role::Resident, event(json))).to_vec()
}

fn draft(n: u8) -> (Role, Event) {
    let json = format!(
        r#"{{"agreement_drafted":{{"agreement":"00000000000000d{n}","actions":[{{"step":"00000000000000c1"}}]}}}}"#
    );
    (Role::Caseworker, event(&json))
}

fn check(events: &[(Role, Event)], expected: &[&str]) {
    let plan = plan(&[step(), events.to_vec()].concat());
    let found: Vec<String> = pending(&plan).iter().map(|(id, _)| id.to_string()).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_later_draft_replaces_an_unconfirmed_one() {
    check(&[], &[]);
    check(&[draft(1)], &["00000000000000d1"]);
    check(&[draft(1), draft(2)], &["00000000000000d2"]);
}

#[test]
fn a_draft_that_one_confirmed_stays_until_both_did() {
    let confirm = |by: &str, role| {
        let json = format!(
            r#"{{"agreement_confirmed":{{"agreement":"00000000000000d1","by":"{by}","how":"own_device"}}}}"#
        );
        (role, event(&json))
    };
    let one = confirm("resident", Role::Resident);
    let other = confirm("caseworker", Role::Caseworker);
    check(
        &[draft(1), one.clone(), draft(2)],
        &["00000000000000d1", "00000000000000d2"],
    );
    check(&[draft(1), one, draft(2), other], &["00000000000000d2"]);
}

#[test]
fn an_actions_name_reads_back() {
    let id = "00000000000000c1";
    for action in [
        Action::Step(id.parse().unwrap()),
        Action::MiniStep(id.parse().unwrap()),
    ] {
        assert_eq!(read(&word(action)), Some(action));
    }
    for text in ["", "s", "x00000000000000c1", "s00"] {
        assert_eq!(read(text), None, "{text}");
    }
}
