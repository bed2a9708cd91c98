//! The shipped questions are valid, and an error in a file names its place.
#![expect(clippy::unwrap_used, reason = "tests")]

use mijn_brug_plan::conversation::Conversation;
use mijn_brug_plan::values::ReviewPart;
use serde_json::{Value, json};

const NL: &str = include_str!("../../../public/conversation/nl.json");
const EN: &str = include_str!("../../../public/conversation/en.json");
const NL_OWN: &str = include_str!("../../../public/begeleider/conversation/nl.json");
const EN_OWN: &str = include_str!("../../../public/begeleider/conversation/en.json");

#[test]
fn both_languages_have_equally_many_questions() {
    for (nl, en, parts) in [
        (NL, EN, Conversation::SHARED_PARTS.as_slice()),
        (NL_OWN, EN_OWN, Conversation::CASEWORKER_PARTS.as_slice()),
    ] {
        let (nl, en) = (
            Conversation::read(nl, parts).unwrap(),
            Conversation::read(en, parts).unwrap(),
        );
        assert_eq!((nl.language.as_str(), en.language.as_str()), ("nl", "en"));
        for part in parts {
            assert_eq!(nl.questions(*part).len(), en.questions(*part).len(), "{part:?}");
        }
    }
}

/// R2: the file that the resident's page fetches has nothing about appreciation.
#[test]
fn the_shared_questions_name_no_reward() {
    let both = format!("{NL}{EN}").to_lowercase();
    for word in [
        "bon",
        "beloning",
        "waardering",
        "compensatie",
        "voucher",
        "reward",
        "appreciat",
        "cadeau",
        "gift",
    ] {
        assert!(!both.contains(word), "{word}");
    }
    let parts = [&Conversation::SHARED_PARTS[..], &[ReviewPart::Appreciate]].concat();
    assert!(Conversation::read(NL, &parts).is_err());
}

/// Sets a value at a place in the Dutch file, and expects this error.
#[track_caller]
fn check(pointer: &str, value: Value, message: &str) {
    let mut file: Value = serde_json::from_str(NL).unwrap();
    *file.pointer_mut(pointer).unwrap() = value;
    let error = Conversation::read(&file.to_string(), &Conversation::SHARED_PARTS).unwrap_err();
    assert_eq!(error.to_string(), message);
}

#[test]
fn an_error_names_its_place() {
    check("/language", json!(" "), "language: is empty");
    check(
        "/parts/goals",
        json!(["Wat?", "Hoe?"]),
        "parts.goals: has 2, needs 3 to 5",
    );
    check("/parts/next_time/1", json!(""), "parts.next_time[1]: is empty");
    check(
        "/parts/welcome/0",
        json!("Bel vandaag de bank."),
        "parts.welcome[0]: does not end with a question mark",
    );
    check(
        "/parts/welcome/2",
        json!("?".repeat(201)),
        "parts.welcome[2]: has 201 characters; at most 200 are allowed",
    );
    check("/parts", json!({}), "parts: has 0, needs 7 to 7");
}

#[test]
fn an_unknown_part_is_an_error() {
    let unknown = NL.replace("look_back", "look_ahead");
    assert!(Conversation::read(&unknown, &Conversation::SHARED_PARTS).is_err());
    assert!(Conversation::read("", &Conversation::SHARED_PARTS).is_err());
}

#[test]
fn a_part_of_the_other_file_has_no_questions() {
    let together = Conversation::read(NL, &Conversation::SHARED_PARTS).unwrap();
    assert_eq!(together.questions(ReviewPart::Appreciate), [""; 0]);
    assert_eq!(together.questions(ReviewPart::Bridge).len(), 5);
}
