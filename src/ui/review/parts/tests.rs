#![expect(clippy::unwrap_used, reason = "tests")]

use mijn_brug_plan::Event;
use mijn_brug_plan::ids::ReviewId;

use super::super::support::{event, plan};
use super::*;

const REVIEW: &str = "00000000000000a1";

/// A plan with a review, a goal with one step, and an agreement on the step, confirmed by these roles.
fn with_agreement(confirmed: &[&str]) -> Vec<(Role, Event)> {
    let resident = |json: &str| (Role::Resident, event(json));
    let mut events = vec![
        resident(&format!(
            r#"{{"review_started":{{"review":"{REVIEW}","day":"2026-11-23"}}}}"#
        )),
        resident(r#"{"goal_set":{"goal":"00000000000000b1","domain":"a.een","wish":"Rust"}}"#),
        resident(r#"{"step_added":{"step":"00000000000000c1","goal":"00000000000000b1","title":"Bellen"}}"#),
        resident(
            r#"{"agreement_drafted":{"agreement":"00000000000000d1","actions":[{"step":"00000000000000c1"}]}}"#,
        ),
    ];
    for by in confirmed {
        events.push(resident(&format!(
            r#"{{"agreement_confirmed":{{"agreement":"00000000000000d1","by":"{by}","how":"shared_screen"}}}}"#
        )));
    }
    events
}

fn finished(part: &str) -> (Role, Event) {
    let json = format!(r#"{{"review_part_finished":{{"review":"{REVIEW}","part":"{part}"}}}}"#);
    (Role::Resident, event(&json))
}

fn names_the_rewards_part(events: &[(Role, Event)], role: Role) -> bool {
    let plan = plan(events);
    let review: ReviewId = REVIEW.parse().unwrap();
    parts(&plan, plan.reviews.get(&review).unwrap(), role).contains(&ReviewPart::Appreciate)
}

#[test]
fn the_rewards_part_has_no_name_before_both_agreed() {
    for confirmed in [&[][..], &["resident"], &["caseworker"]] {
        let mut events = with_agreement(confirmed);
        events.push(finished("agree"));
        assert!(
            !names_the_rewards_part(&events, Role::Caseworker),
            "{confirmed:?}"
        );
    }
}

#[test]
fn the_rewards_part_has_a_name_on_the_caseworkers_device_once_the_fifth_is_agreed() {
    let mut events = with_agreement(&["resident", "caseworker"]);
    assert!(
        !names_the_rewards_part(&events, Role::Caseworker),
        "the fifth part goes on"
    );
    events.push(finished("agree"));
    assert!(names_the_rewards_part(&events, Role::Caseworker));
    assert!(
        !names_the_rewards_part(&events, Role::Resident),
        "nothing was announced"
    );
    events.push((Role::Caseworker, Event::RewardsAnnounced {}));
    assert!(names_the_rewards_part(&events, Role::Resident));
}

#[test]
fn a_review_continues_where_it_was() {
    let events = [with_agreement(&[]), vec![finished("welcome"), finished("bridge")]].concat();
    let plan = plan(&events);
    let review = plan.reviews.get(&REVIEW.parse().unwrap()).unwrap();
    let all = parts(&plan, review, Role::Caseworker);
    assert_eq!(all.len(), 7);
    assert_eq!(to_go_on(&all, review), ReviewPart::LookBack);
    assert_eq!(after(&all, ReviewPart::Agree), Some(ReviewPart::NextTime));
    assert_eq!(after(&all, ReviewPart::Summary), None);
}

#[test]
fn a_parts_number_reads_back() {
    for part in ALL {
        assert_eq!(read(&number(part)), Some(part));
    }
    for text in ["", "8", "-1", "x"] {
        assert_eq!(read(text), None, "{text}");
    }
}
