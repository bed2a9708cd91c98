//! The written form of an entry: it reads back, and no other bytes make the reader panic.

use mijn_brug_plan::Entry;
use mijn_brug_plan::event::{KINDS, ReadError};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use crate::support::entries::forged;

fn newer(kind: &str) -> Result<Entry, ReadError> {
    Err(ReadError::NewerVersion {
        kind: kind.to_owned(),
    })
}

proptest! {
    #[test]
    fn an_entry_reads_what_it_writes((_, entry) in forged(), padding in "[ \n]{0,300}") {
        let mut bytes = entry.write().unwrap();
        prop_assert!(!bytes.contains(&b'\n'));
        bytes.extend(padding.bytes());
        prop_assert_eq!(Entry::read(&bytes), Ok(entry));
    }

    #[test]
    fn a_field_of_a_later_version_is_ignored((_, entry) in forged()) {
        let mut value = serde_json::to_value(&entry).unwrap();
        value["later"] = json!([1, null, {"x": "y"}]);
        for body in value["event"].as_object_mut().unwrap().values_mut() {
            body["later"] = json!("more");
        }
        prop_assert_eq!(Entry::read(&serde_json::to_vec(&value).unwrap()), Ok(entry));
    }

    #[test]
    fn a_higher_version_is_kept((_, entry) in forged(), v in 2_u64..) {
        let mut value = serde_json::to_value(&entry).unwrap();
        value["v"] = json!(v);
        prop_assert_eq!(Entry::read(&serde_json::to_vec(&value).unwrap()), newer(&format!("version {v}")));
    }

    #[test]
    fn an_unknown_kind_is_kept((_, entry) in forged(), v in 1_u8..5, kind in "[a-z_]{1,30}") {
        prop_assume!(!KINDS.contains(&kind.as_str()));
        for body in [json!({}), json!(null), json!("x"), json!({"events": 5})] {
            let mut value = serde_json::to_value(&entry).unwrap();
            value["v"] = json!(v);
            value["event"] = Value::Object([(kind.clone(), body)].into_iter().collect());
            prop_assert_eq!(Entry::read(&serde_json::to_vec(&value).unwrap()), newer(&kind));
        }
    }

    #[test]
    fn random_bytes_are_not_an_entry(bytes in vec(any::<u8>(), 0..400)) {
        prop_assert!(matches!(Entry::read(&bytes), Err(ReadError::Malformed(_))));
    }

    #[test]
    fn a_damaged_entry_is_read_or_refused((_, entry) in forged(), damage in vec(any::<(Index, u8)>(), 1..5)) {
        let mut bytes = entry.write().unwrap();
        for (at, byte) in damage {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        // What still reads has a written form of its own.
        if let Ok(read) = Entry::read(&bytes) {
            prop_assert_eq!(Entry::read(&read.write().unwrap()), Ok(read));
        }
    }

    #[test]
    fn a_truncated_entry_is_refused((_, entry) in forged(), end in any::<Index>()) {
        let bytes = entry.write().unwrap();
        let half = &bytes[..end.index(bytes.len())];
        prop_assert!(matches!(Entry::read(half), Err(ReadError::Malformed(_))));
    }
}

fn with_event(event: &str) -> String {
    let place = r#""lamport":1,"at":"2026-03-02T09:00:00Z","author":"0000000000000001","role":"resident""#;
    format!(r#"{{"v":1,{place},"event":{event}}}"#)
}

#[test]
fn an_unknown_kind_within_a_proposal_is_kept() {
    let proposed = |events: &str| {
        let event = format!(r#"{{"proposed":{{"proposal":"0000000000000000","events":[{events}]}}}}"#);
        Entry::read(with_event(&event).as_bytes())
    };
    assert!(proposed(r#"{"rest_ended":{}}"#).is_ok());
    assert_eq!(
        proposed(r#"{"rest_ended":{}},{"song_sung":{"song":1}}"#),
        newer("song_sung")
    );
    assert!(matches!(
        proposed(r#"{"rest_ended":5}"#),
        Err(ReadError::Malformed(_))
    ));
}

#[test]
fn an_unknown_shape_of_a_later_version_is_kept() {
    assert_eq!(Entry::read(br#"{"v":2}"#), newer("version 2"));
    assert_eq!(
        Entry::read(br#"{"v":700,"event":"sealed"}"#),
        newer("version 700")
    );
    assert!(matches!(Entry::read(br#"{"v":1}"#), Err(ReadError::Malformed(_))));
    assert!(matches!(
        Entry::read(br#"{"v":-1}"#),
        Err(ReadError::Malformed(_))
    ));
}

#[test]
fn values_out_of_bounds_are_malformed() {
    for event in [
        r#"{"position_marked":{"domain":"geld","level":0,"sentence":"Ik","content":"1","day":"2026-09-01"}}"#,
        r#"{"position_marked":{"domain":"geld","level":6,"sentence":"Ik","content":"1","day":"2026-09-01"}}"#,
        r#"{"goal_let_go":{"goal":"00"}}"#,
        r#"{"goal_let_go":{}}"#,
        r#"{"rest_started":{"until":"2026-02-30"}}"#,
        r#"{"goal_let_go":{"goal":"0000000000000000"},"rest_ended":{}}"#,
        r#""rest_ended""#,
        "{}",
    ] {
        let read = Entry::read(with_event(event).as_bytes());
        assert!(matches!(read, Err(ReadError::Malformed(_))), "{event}: {read:?}");
    }
}

#[test]
fn many_brackets_do_not_overflow_the_stack() {
    let deep = "[".repeat(100_000);
    assert!(matches!(
        Entry::read(deep.as_bytes()),
        Err(ReadError::Malformed(_))
    ));
    let nested = r#"{"proposed":{"proposal":"0000000000000000","events":["#.repeat(5_000);
    assert!(matches!(
        Entry::read(with_event(&nested).as_bytes()),
        Err(ReadError::Malformed(_))
    ));
}
