//! The last technical errors of this page, for whoever helps the person. They are in memory only, and leave the device
//! only when the person copies them.
//!
//! A line says nothing about the person. Our own messages are static text; of a path only known words are kept
//! ([`without_ids`]), and of what the browser throws only the class ([`class_of`]). Browsers explain errors of their database
//! in their own sentences: only the plain words of those are kept, without quoted text and without anything that looks like an
//! id, a code or a token ([`plain_words`]).

use std::cell::RefCell;

use js_sys::Date;
use wasm_bindgen::prelude::*;

use super::js;

/// How many lines are kept.
const MAX: usize = 50;

/// One error, however often it happened.
struct Line {
    /// When it last happened.
    at: String,
    text: String,
    times: u32,
}

thread_local! {
    /// The lines, oldest first.
    static LINES: RefCell<Vec<Line>> = const { RefCell::new(Vec::new()) };
}

/// Notes an error that our own code found.
pub fn note(place: &'static str, what: &'static str) {
    add([place, ": ", what].concat());
}

/// Notes what the browser threw, or what a promise was rejected with.
pub fn thrown(place: &'static str, error: &JsValue) {
    note_words(place, "", error, "");
}

/// Notes an error together with the browser's explanation.
pub fn explained(place: &'static str, explanation: &str) {
    add([place, ": ", &plain_words(explanation)].concat());
}

/// Notes a request that failed: its method and path, and the status and code of the answer, or what the browser threw.
pub fn request(method: &str, path: &str, error: &JsValue, answer: &str) {
    note_words(method, &without_ids(path), error, answer);
}

fn note_words(place: &str, path: &str, error: &JsValue, answer: &str) {
    let name = js::get(error, "name").as_string().unwrap_or_default();
    let what = if answer.is_empty() {
        class_of(&name)
    } else {
        answer
    };
    add([place, path, ": ", what].concat());
}

/// Notes the errors that nobody caught, such as a panic, for the life of the page.
pub fn watch() {
    for (event, property) in [("error", "error"), ("unhandledrejection", "reason")] {
        let on_event = Closure::<dyn FnMut(JsValue)>::new(move |thrown_event: JsValue| {
            thrown(event, &js::get(&thrown_event, property));
        });
        drop(js::call(
            &js_sys::global(),
            "addEventListener",
            &[event.into(), on_event.into_js_value()],
        ));
    }
}

/// The time of day on the phone's clock, such as `14:03:22`.
pub fn time_now() -> String {
    let text: String = Date::new(&Date::now().into()).to_time_string().into();
    text.chars().take(8).collect()
}

/// The lines, newest first, each with the time of day.
pub fn lines() -> Vec<String> {
    LINES.with_borrow(|lines| lines.iter().rev().map(Line::words).collect())
}

fn add(text: String) {
    LINES.with_borrow_mut(|lines| push(lines, time_now(), text));
}

fn push(lines: &mut Vec<Line>, at: String, text: String) {
    let known = lines.iter().position(|line| line.text == text);
    let times = match known {
        Some(place) => lines.remove(place).times,
        None => 0,
    };
    if lines.len() == MAX {
        lines.remove(0);
    }
    let times = times.saturating_add(1);
    lines.push(Line { at, text, times });
}

impl Line {
    fn words(&self) -> String {
        let mut words = [self.at.as_str(), " ", &self.text].concat();
        if self.times > 1 {
            words.push_str(" ×");
            words.push_str(&self.times.to_string());
        }
        words
    }
}

/// Path segments that say nothing about a resident.
const PATH_WORDS: [&str; 19] = [
    "v1",
    "heads",
    "ids",
    "logs",
    "mailboxes",
    "push-key",
    "records",
    "reminder-limits",
    "reminders",
    "teams",
    "test-reminders",
    "bridge",
    "conversation",
    "demo",
    "locales",
    "rewards",
    "welcome",
    "nl.json",
    "en.json",
];

/// A path with only the known words in it, each other part as `…`, and nothing of its query: ` /v1/logs/…/records`.
fn without_ids(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let mut kind = String::from(" ");
    for part in path.split('/').skip(1) {
        kind.push('/');
        kind.push_str(if PATH_WORDS.contains(&part) { part } else { "…" });
    }
    kind
}

/// The class of an error, such as `TypeError`: the name only if it is one. Anybody may throw anything.
fn class_of(name: &str) -> &str {
    let is_class =
        name.len() <= 40 && name.ends_with("Error") && name.bytes().all(|byte| byte.is_ascii_alphabetic());
    if is_class { name } else { "error" }
}

/// Maximum length kept of a browser's explanation, in bytes.
const EXPLANATION_MAX: usize = 120;

/// The plain words of a browser's explanation. What stands between quotes, and what is no word (numbers, ids, codes,
/// addresses), becomes `…`.
fn plain_words(text: &str) -> String {
    let mut words = String::new();
    let mut is_quoted = false;
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|character: char| ".,:;!?()[]{}<>".contains(character));
        let begins = is_quoted || bare.starts_with(is_quote);
        is_quoted = begins && !(bare.len() > 1 && bare.ends_with(is_quote));
        let shown = if !begins && is_plain(bare) { word } else { "…" };
        if shown == "…" && words.ends_with('…') {
            continue;
        }
        if words.len().saturating_add(word.len()) > EXPLANATION_MAX {
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(shown);
    }
    words
}

fn is_quote(character: char) -> bool {
    "'\"`‘’“”„«»".contains(character)
}

/// Whether this looks like an ordinary word: letters, perhaps with full stops in between. Words are shorter than ids and do
/// not alternate case as codes do.
fn is_plain(word: &str) -> bool {
    let bytes = word.as_bytes();
    let turns = bytes.windows(2).filter(
        |pair| matches!(pair, [first, second] if first.is_ascii_lowercase() && second.is_ascii_uppercase()),
    );
    !word.is_empty()
        && word.len() <= 18
        && bytes
            .iter()
            .all(|byte| byte.is_ascii_alphabetic() || *byte == b'.')
        && !(word.len() >= 8 && bytes.iter().all(u8::is_ascii_hexdigit))
        && turns.count() <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(lines: &[Line]) -> Vec<(&str, u32)> {
        lines
            .iter()
            .map(|line| (line.text.as_str(), line.times))
            .collect()
    }

    #[test]
    fn the_last_fifty_are_kept() {
        let mut lines = Vec::new();
        for n in 0..60 {
            push(&mut lines, n.to_string(), format!("line {n}"));
        }
        let kept = texts(&lines);
        assert_eq!(
            (kept.len(), kept[0], kept[49]),
            (50, ("line 10", 1), ("line 59", 1))
        );
    }

    #[test]
    fn a_repeated_error_is_counted_and_moves_to_the_end() {
        let mut lines = Vec::new();
        for text in ["a", "b", "a", "a"] {
            push(&mut lines, String::new(), text.to_owned());
        }
        assert_eq!(texts(&lines), [("b", 1), ("a", 3)]);
        // A repeat takes no other line's place, also when there is no room for more.
        for n in 2..50 {
            push(&mut lines, String::new(), format!("line {n}"));
        }
        push(&mut lines, String::new(), "b".to_owned());
        let kept = texts(&lines);
        assert_eq!((kept.len(), kept[0], kept[49]), (50, ("a", 3), ("b", 2)));
    }

    #[test]
    fn a_path_shows_the_kind_of_request_only() {
        for (path, expected) in [
            ("/v1/push-key", " /v1/push-key"),
            (
                "/v1/logs/0123456789abcdef0123456789abcdef/records?after=7&limit=500&wait=20",
                " /v1/logs/…/records",
            ),
            (
                "/v1/mailboxes/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                " /v1/mailboxes/…",
            ),
            ("/v1/reminders/bel-mijn-zus?log=0123", " /v1/reminders/…"),
            ("/bridge/nl.json", " /bridge/nl.json"),
            ("/meer/herstel#ABCD-EFGH", " /…/…"),
            ("https://brug.example/v1/heads", " /…/…/v1/heads"),
        ] {
            assert_eq!(without_ids(path), expected);
        }
    }

    #[test]
    fn a_thrown_value_shows_its_class_only() {
        for (name, expected) in [
            ("TypeError", "TypeError"),
            ("RuntimeError", "RuntimeError"),
            ("QuotaExceededError", "QuotaExceededError"),
            ("Bel mijn zus", "error"),
            ("Bel mijn zus Error", "error"),
            ("0123456789abcdefError", "error"),
            ("", "error"),
        ] {
            assert_eq!(class_of(name), expected);
        }
    }

    #[test]
    fn a_browsers_explanation_stays_readable() {
        for text in [
            "UnknownError: Internal error opening backing store for indexedDB.open.",
            "Connection to Indexed Database server lost. Refresh the page to try again",
            "InvalidStateError: The database connection is closing.",
        ] {
            assert_eq!(plain_words(text), text);
        }
        assert_eq!(
            plain_words(
                "Failed to execute 'transaction' on 'IDBDatabase': The store \"my own words\" was not found."
            ),
            "Failed to execute … on … The store … was not found."
        );
    }

    #[test]
    fn an_explanation_keeps_nothing_personal() {
        for secret in [
            "0123456789abcdef0123456789abcdef",
            "deadbeefcafe",
            "DEADBEEF",
            "01234567",
            "123456",
            "06-12345678",
            "3f2b8c1e-7c1d-4a51-9d0e-6a5a0f4d2b11",
            "kJ8s-Qm2",
            "QWxsZXMgaXMgZ2VoZWlt",
            "aGbHcJdKeL",
            "https://brug.example/herstel#ABCD",
            "anna@example.nl",
            "ABCD-EFGH-JKLM",
            "'Anna de Vries'",
            "\"Bel mijn zus\"",
            "‘Bel mijn zus’,",
            "“Bel mijn zus”.",
            "`Bel",
        ] {
            for text in [
                secret.to_owned(),
                format!("The key {secret} is wrong"),
                format!("{secret}: no"),
                format!("no ({secret})"),
            ] {
                let kept = plain_words(&text);
                let inside = secret.trim_matches(|character: char| !character.is_alphanumeric());
                let mut parts = inside.split_whitespace();
                assert!(parts.all(|part| !kept.contains(part)), "{text} leaves {kept}");
            }
        }
        assert_eq!(plain_words(&"word ".repeat(1_000)).len(), 119);
    }
}
