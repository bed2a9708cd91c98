#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::DateTime;
use mijn_brug_plan::event::{Entry, Event, Role};
use mijn_brug_plan::fold;
use mijn_brug_plan::ids::{AuthorId, ContentVersion, RecordId};
use mijn_brug_plan::values::Level;

use super::*;

fn content() -> Content {
    let domain = |id: &str| {
        let sentences: Vec<String> = (1..=5).map(|level| format!("{id} {level}")).collect();
        serde_json::json!({ "id": id, "name": format!("N {id}"), "picture": "sun", "question": "?", "sentences": sentences })
    };
    let json = serde_json::json!({
        "version": "v1", "language": "nl", "name": "Brug",
        "pillars": [
            { "id": "a", "name": "A", "picture": "sun", "domains": [domain("a.een"), domain("a.twee")] },
            { "id": "b", "name": "B", "picture": "sun", "domains": [domain("b.drie")] },
        ],
    });
    Content::read(&json.to_string()).unwrap()
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 9, day).unwrap()
}

/// A plan with these positions: domain, level, day in September, version of the content.
fn plan(marks: &[(&str, u8, u32, &str)]) -> Plan {
    let entries = marks
        .iter()
        .zip(1_u64..)
        .map(|((domain, level, on, version), lamport)| {
            let event = Event::PositionMarked {
                domain: DomainId::from(*domain),
                level: Level::new(*level).unwrap(),
                sentence: format!("toen {level}"),
                content: ContentVersion::from(*version),
                day: day(*on),
                note: String::new(),
                talk: false,
            };
            let author = AuthorId::from_random([1; 8]);
            let entry = Entry {
                v: Entry::VERSION,
                lamport,
                at: DateTime::UNIX_EPOCH,
                author,
                role: Role::Resident,
                event,
            };
            (RecordId(u128::from(lamport).to_be_bytes()), entry)
        });
    fold(entries).0
}

fn check(
    marks: &[(&str, u8, u32, &str)],
    shows_then: bool,
    shown_day: ShownDay,
    expected: &[(&str, u8, Option<u8>, Change)],
) {
    let content = content();
    let overview = overview(Some(&content), &plan(marks), None, shows_then);
    assert_eq!(overview.shown_day, shown_day);
    let found: Vec<_> = overview
        .domains()
        .map(|place| (place.domain.as_str(), place.level, place.then, place.change))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn nothing_is_marked() {
    let none = [
        ("a.een", 0, None, Change::Open),
        ("a.twee", 0, None, Change::Open),
        ("b.drie", 0, None, Change::Open),
    ];
    check(&[], true, ShownDay::Now, &none);
}

const STORY: [(&str, u8, u32, &str); 4] = [
    ("a.een", 2, 1, "v1"),
    ("b.drie", 4, 1, "v1"),
    ("a.een", 3, 9, "v1"),
    ("a.twee", 1, 9, "v1"),
];

#[test]
fn now_over_then() {
    let over = [
        ("a.een", 3, Some(2), Change::Up(1)),
        ("a.twee", 1, None, Change::New),
        ("b.drie", 4, Some(4), Change::Held),
    ];
    check(&STORY, false, ShownDay::Over(day(1)), &over);
}

#[test]
fn the_bridge_as_it_was_then() {
    let then = [
        ("a.een", 2, None, Change::Up(1)),
        ("a.twee", 0, None, Change::New),
        ("b.drie", 4, None, Change::Held),
    ];
    check(&STORY, true, ShownDay::Then(day(1)), &then);
}

#[test]
fn one_day_has_nothing_to_compare_with() {
    let one = [
        ("a.een", 2, None, Change::New),
        ("a.twee", 0, None, Change::Open),
        ("b.drie", 4, None, Change::New),
    ];
    check(STORY.get(..2).unwrap(), true, ShownDay::Now, &one);
}

#[test]
fn the_chosen_day_or_else_the_first() {
    let days = [day(1), day(9)];
    assert_eq!(ShownDay::of(&days, None, false), ShownDay::Over(day(1)));
    assert_eq!(ShownDay::of(&days, Some(day(9)), true), ShownDay::Then(day(9)));
    assert_eq!(ShownDay::of(&days, Some(day(30)), true), ShownDay::Then(day(1)));
    assert_eq!(ShownDay::of(&[], Some(day(9)), true), ShownDay::Now);
}

#[test]
fn the_sentence_follows_the_language_only_within_its_version() {
    let content = content();
    let plan = plan(&[("a.een", 2, 1, "v1"), ("b.drie", 4, 1, "v0")]);
    let overview = overview(Some(&content), &plan, None, false);
    let sentences: Vec<_> = overview
        .domains()
        .filter_map(|place| place.sentence.as_deref())
        .collect();
    assert_eq!(sentences, ["a.een 2", "toen 4"]);
}

#[test]
fn what_the_content_does_not_know_is_still_listed() {
    let plan = plan(&[("geld.oude-schuld", 2, 1, "v0")]);
    for content in [Some(content()), None] {
        let overview = overview(content.as_ref(), &plan, None, false);
        let earlier: Vec<_> = overview
            .earlier
            .iter()
            .map(|place| (place.name.as_str(), place.sentence.as_deref()))
            .collect();
        assert_eq!(earlier, [("Oude schuld", Some("toen 2"))]);
    }
}

#[test]
fn a_domain_that_does_not_apply_is_answered_and_has_no_stones() {
    let content = content();
    let entry = Entry {
        v: Entry::VERSION,
        lamport: 1,
        at: DateTime::UNIX_EPOCH,
        author: AuthorId::from_random([1; 8]),
        role: Role::Resident,
        event: Event::NotApplicableMarked {
            domain: "a.een".into(),
        },
    };
    let (plan, problems) = fold([(RecordId([0; 16]), entry)]);
    assert!(problems.is_empty());
    let overview = overview(Some(&content), &plan, None, false);
    let place = overview.domains().next().unwrap();
    assert_eq!(place.answer, Answer::NotApplicable);
    assert_eq!((place.level, overview.n_marked), (0, 1));
}
