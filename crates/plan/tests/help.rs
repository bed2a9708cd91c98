//! The shipped telephone numbers and stress cards are valid, and an error in a file names its place.
#![expect(clippy::unwrap_used, reason = "tests")]

use mijn_brug_plan::help::{HelpNumbers, can_dial, dialled};
use mijn_brug_plan::stress::StressCards;
use serde_json::{Value, json};

const HELP: [&str; 2] = [
    include_str!("../../../public/help/nl.json"),
    include_str!("../../../public/help/en.json"),
];
const STRESS: [&str; 2] = [
    include_str!("../../../public/stress/nl.json"),
    include_str!("../../../public/stress/en.json"),
];

#[test]
fn both_languages_have_the_same_numbers_with_danger_first() {
    let [dutch, english] = HELP.map(|json| HelpNumbers::read(json).unwrap());
    let dials = |numbers: &HelpNumbers| -> Vec<(String, String)> {
        let pairs = numbers.numbers.iter();
        pairs
            .map(|number| (number.id.clone(), number.dial.clone()))
            .collect()
    };
    assert_eq!(dials(&dutch), dials(&english));
    assert!(dutch.numbers[0].danger && dutch.numbers[1].own);
    assert_eq!(dutch.numbers[0].dial, "112");
}

#[test]
fn both_languages_have_the_same_five_cards_of_at_most_25_words() {
    let [dutch, english] = STRESS.map(|json| StressCards::read(json).unwrap());
    let ids =
        |cards: &StressCards| -> Vec<String> { cards.cards.iter().map(|card| card.id.clone()).collect() };
    assert_eq!(ids(&dutch), ids(&english));
    assert_eq!(dutch.cards.len(), 5);
    for card in dutch.cards.iter().chain(&english.cards) {
        let n_words = card.title.split_whitespace().count() + card.text.split_whitespace().count();
        assert!(n_words <= 25, "{}: {n_words}", card.id);
        let file = format!(
            "{}/../../public/stress/drawings/{}.svg",
            env!("CARGO_MANIFEST_DIR"),
            card.drawing
        );
        assert!(
            std::fs::read_to_string(file)
                .unwrap()
                .contains("<symbol id=\"card\"")
        );
    }
}

#[track_caller]
fn check(pointer: &str, value: Value, message: &str) {
    let mut help: Value = serde_json::from_str(HELP[0]).unwrap();
    *help.pointer_mut(pointer).unwrap() = value;
    let error = HelpNumbers::read(&help.to_string()).unwrap_err();
    assert_eq!(error.to_string(), message);
}

#[test]
fn an_error_names_its_place() {
    check("/numbers", json!([]), "numbers: has 0, needs 1 to 20");
    check("/numbers/1/for", json!(" "), "numbers[1].for: is empty");
    check(
        "/numbers/2/dial",
        json!("0800-0113"),
        "numbers[2].dial: `0800-0113` is not a telephone number that belongs to the one shown",
    );
    check(
        "/numbers/2/dial",
        json!(""),
        "numbers[2].dial: `` is not a telephone number that belongs to the one shown",
    );
    assert!(HelpNumbers::read("{}").is_err());
    assert!(StressCards::read(r#"{"version":"1","language":"nl","cards":[]}"#).is_err());
}

#[test]
fn a_number_is_dialled_without_what_people_write_between_its_digits() {
    for (written, expected) in [
        ("010 123 45 67", Some("0101234567")),
        ("(010) 123-45.67", Some("0101234567")),
        ("+31 10 1234567", Some("+31101234567")),
        ("112", Some("112")),
        ("12", None),
        ("mijn huisarts", None),
        ("+", None),
        ("1234567890123456", None),
        ("", None),
    ] {
        assert_eq!(dialled(written).as_deref(), expected, "{written}");
    }
    assert!(can_dial("") && !can_dial("0800-0113") && !can_dial("1+1"));
}
