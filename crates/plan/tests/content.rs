//! The shipped bridge content is valid, and an error in a content file names its place.
#![expect(clippy::unwrap_used, reason = "tests")]

use mijn_brug_plan::content::Content;
use serde_json::{Value, json};

const NL: &str = include_str!("../../../public/bridge/nl.json");
const EN: &str = include_str!("../../../public/bridge/en.json");

#[test]
fn both_languages_have_the_same_bridge() {
    let (nl, en) = (Content::read(NL).unwrap(), Content::read(EN).unwrap());
    let bridge = |content: &Content| {
        let domains = content
            .domains()
            .map(|(_, pillar, domain)| (pillar.id.clone(), domain.id.clone()));
        (content.version.clone(), domains.collect::<Vec<_>>())
    };
    assert_eq!(bridge(&nl), bridge(&en));
    let pictures = |content: &Content| {
        let all = content
            .domains()
            .map(|(_, pillar, domain)| (pillar.picture.clone(), domain.picture.clone()));
        all.collect::<Vec<_>>()
    };
    assert_eq!(pictures(&nl), pictures(&en));
    assert_eq!((nl.language.as_str(), en.language.as_str()), ("nl", "en"));
    assert_eq!(
        (nl.splits.len(), nl.obstacles.len(), nl.moments.len()),
        (en.splits.len(), en.obstacles.len(), en.moments.len())
    );
    let examples = |content: &Content| {
        let all = content
            .domains()
            .map(|(.., domain)| (domain.goals.len(), domain.ideas.len(), domain.drawing.clone()));
        all.collect::<Vec<_>>()
    };
    assert_eq!(examples(&nl), examples(&en));
}

#[test]
fn every_domain_has_its_sentences_and_its_place() {
    let content = Content::read(NL).unwrap();
    for (place, pillar, domain) in content.domains() {
        assert_eq!(
            content.domain(&domain.id).map(|(p, found, _)| (p, found)),
            Some((place, pillar))
        );
        for (level, sentence) in mijn_brug_plan::values::Level::all().zip(&domain.sentences) {
            assert_eq!(domain.sentence(level), sentence);
        }
    }
    assert_eq!(content.domain(&"geen.domein".into()), None);
}

#[test]
fn every_shipped_domain_can_be_placed_and_worked_on_by_tapping() {
    let content = Content::read(NL).unwrap();
    assert_eq!(content.domains().count(), 11);
    assert!(content.pillars.iter().all(|pillar| pillar.domains.len() <= 3));
    for (.., domain) in content.domains() {
        assert_eq!(domain.goals.len(), 3, "{}", domain.id);
        assert!(domain.ideas.len() >= 4, "{}", domain.id);
        assert!(
            content
                .splits
                .iter()
                .any(|split| split.domain.as_ref() == Some(&domain.id)),
            "{}",
            domain.id
        );
        let file = format!(
            "{}/../../public/bridge/drawings/{}.svg",
            env!("CARGO_MANIFEST_DIR"),
            domain.drawing.as_deref().unwrap()
        );
        let drawing = std::fs::read_to_string(file).unwrap();
        for symbol in ["scene", "level-1", "level-2", "level-3", "level-4", "level-5"] {
            assert!(
                drawing.contains(&format!("<symbol id=\"{symbol}\"")),
                "{} {symbol}",
                domain.id
            );
        }
    }
}

#[test]
fn a_split_names_a_domain_of_the_file() {
    check(
        "/splits/0/domain",
        json!("geen.domein"),
        "splits[0].domain: there is no domain `geen.domein`",
    );
}

#[test]
fn a_drawing_is_a_file_in_its_folder() {
    for name in ["../geheim", "a/b", ".verborgen", "met spatie"] {
        check(
            "/pillars/0/domains/0/drawing",
            json!(name),
            &format!("pillars[0].domains[0].drawing: `{name}` is not the name of a file"),
        );
    }
    check("/pillars/0/domains/0/drawing", json!(null), "");
}

/// Sets a value at a place in the Dutch file (an empty pointer changes nothing), and expects this error.
#[track_caller]
fn check(pointer: &str, value: Value, message: &str) {
    let mut content: Value = serde_json::from_str(NL).unwrap();
    *content.pointer_mut(pointer).unwrap() = value;
    if pointer.starts_with("/pillars") {
        // They name domains that the changed file may no longer have.
        content["splits"] = json!([]);
    }
    let read = Content::read(&content.to_string())
        .map(|_| ())
        .map_err(|error| error.to_string());
    assert_eq!(
        read,
        if message.is_empty() {
            Ok(())
        } else {
            Err(message.to_owned())
        }
    );
}

/// This many copies of the value at the place, each with an id of its own if it has ids.
fn copies(pointer: &str, count: usize) -> Value {
    let content: Value = serde_json::from_str(NL).unwrap();
    let one = content.pointer(pointer).unwrap().clone();
    let numbered = |n: usize| {
        let mut copy = one.clone();
        if let Some(id) = copy.get_mut("id") {
            *id = json!(format!("id{n}"));
        }
        for (d, domain) in copy
            .get_mut("domains")
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten()
            .enumerate()
        {
            domain["id"] = json!(format!("id{n}.{d}"));
        }
        copy
    };
    (0..count).map(numbered).collect()
}

#[test]
fn counts() {
    check("/pillars", json!([]), "pillars: has 0, needs 1 to 8");
    check("/pillars", copies("/pillars/0", 8), "");
    check(
        "/pillars",
        copies("/pillars/0", 9),
        "pillars: has 9, needs 1 to 8",
    );
    check(
        "/pillars/1/domains",
        json!([]),
        "pillars[1].domains: has 0, needs 1 to 4",
    );
    check("/pillars/1/domains", copies("/pillars/1/domains/0", 4), "");
    check(
        "/pillars/1/domains",
        copies("/pillars/1/domains/0", 5),
        "pillars[1].domains: has 5, needs 1 to 4",
    );
    let four = copies("/pillars/2/domains/0/sentences/0", 4);
    check(
        "/pillars/2/domains/0/sentences",
        four,
        "pillars[2].domains[0].sentences: has 4, needs 5 to 5",
    );
    let six = copies("/pillars/2/domains/0/sentences/0", 6);
    check(
        "/pillars/2/domains/0/sentences",
        six,
        "pillars[2].domains[0].sentences: has 6, needs 5 to 5",
    );
    check(
        "/splits/0/small",
        json!(["een"]),
        "splits[0].small: has 1, needs 2 to 8",
    );
    check("/splits/0/small", copies("/splits/0/small/0", 8), "");
    check(
        "/splits/0/small",
        copies("/splits/0/small/0", 9),
        "splits[0].small: has 9, needs 2 to 8",
    );
}

#[test]
fn empty_texts() {
    for (pointer, place) in [
        ("/version", "version"),
        ("/language", "language"),
        ("/name", "name"),
        ("/pillars/0/id", "pillars[0].id"),
        ("/pillars/0/name", "pillars[0].name"),
        ("/pillars/0/picture", "pillars[0].picture"),
        ("/pillars/0/domains/0/id", "pillars[0].domains[0].id"),
        ("/pillars/0/domains/0/name", "pillars[0].domains[0].name"),
        ("/pillars/0/domains/0/picture", "pillars[0].domains[0].picture"),
        ("/pillars/0/domains/0/question", "pillars[0].domains[0].question"),
        (
            "/pillars/0/domains/0/sentences/4",
            "pillars[0].domains[0].sentences[4]",
        ),
        ("/pillars/0/domains/0/ideas/0", "pillars[0].domains[0].ideas[0]"),
        ("/splits/0/big", "splits[0].big"),
        ("/splits/0/small/1", "splits[0].small[1]"),
        ("/obstacles/0/obstacle", "obstacles[0].obstacle"),
        ("/obstacles/0/step", "obstacles[0].step"),
    ] {
        check(pointer, json!(" "), &format!("{place}: is empty"));
    }
}

#[test]
fn long_texts() {
    check("/pillars/0/domains/0/sentences/0", json!("é".repeat(200)), "");
    let place = "pillars[0].domains[0].sentences[0]";
    let message = format!("{place}: has 201 characters; at most 200 are allowed");
    check(
        "/pillars/0/domains/0/sentences/0",
        json!("é".repeat(201)),
        &message,
    );
}

#[test]
fn duplicate_ids() {
    let first = Content::read(NL).unwrap().pillars.remove(0).id;
    check(
        "/pillars/1/id",
        json!(first.as_str()),
        &format!("pillars[1].id: `{first}` occurs twice"),
    );
    let message = format!("pillars[1].domains[0].id: `{first}` occurs twice");
    check("/pillars/1/domains/0/id", json!(first.as_str()), &message);
}

#[test]
fn an_invalid_content_file_names_the_place() {
    for (json, part) in [
        ("", "line 1 column 0"),
        ("{}", "missing field `version`"),
        ("[]", "line 1 column"),
        ("{\n\"version\": 5}", "line 2 column"),
        ("null", "line 1 column 4"),
    ] {
        let message = Content::read(json).unwrap_err().to_string();
        assert!(message.contains(part), "{message}");
    }
    let half = &NL[..NL.len().div_euclid(2)];
    assert!(Content::read(half).is_err());
}
