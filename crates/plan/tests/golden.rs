//! Frozen bytes: one entry of every kind, as version 1 writes it. A fixture never changes and is never removed. What has to
//! change gets a new kind.
#![expect(clippy::unwrap_used, reason = "tests")]

#[path = "support/samples.rs"]
mod samples;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use mijn_brug_plan::event::KINDS;
use mijn_brug_plan::{Entry, Event};

use samples::{day, id, one_of_each_kind};

fn kind_of(event: &Event) -> String {
    let written = serde_json::to_value(event).unwrap();
    written.as_object().unwrap().keys().next().unwrap().clone()
}

/// One entry of every kind.
fn entries() -> BTreeMap<String, Entry> {
    let at = day().and_hms_milli_opt(23, 59, 59, 250).unwrap().and_utc();
    one_of_each_kind()
        .into_iter()
        .map(|(role, event)| {
            // More than a double-precision number or 32 bits would keep.
            let entry = Entry {
                v: 1,
                lamport: (1 << 53) + 1,
                at,
                author: id(0),
                role,
                event,
            };
            (kind_of(&entry.event), entry)
        })
        .collect()
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden/entry_v1")
}

#[test]
fn every_kind_has_a_fixture_and_every_fixture_a_kind() {
    let files: BTreeSet<String> = fs::read_dir(folder())
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .map(|name| name.strip_suffix(".json").unwrap().to_owned())
        .collect();
    let kinds: BTreeSet<String> = KINDS.iter().map(|kind| (*kind).to_owned()).collect();
    assert_eq!(kinds.len(), KINDS.len(), "a kind occurs twice");
    assert_eq!(files, kinds);
    assert_eq!(entries().into_keys().collect::<BTreeSet<_>>(), kinds);
}

#[test]
fn every_fixture_reads_as_expected() {
    for (kind, entry) in entries() {
        let bytes = fs::read(folder().join(format!("{kind}.json"))).unwrap();
        assert_eq!(Entry::read(&bytes), Ok(entry), "{kind}");
    }
}

#[test]
fn the_written_form_of_entries_is_frozen() {
    for (kind, entry) in entries() {
        let frozen = fs::read_to_string(folder().join(format!("{kind}.json"))).unwrap();
        assert_eq!(
            String::from_utf8(entry.write().unwrap()).unwrap(),
            frozen,
            "{kind}"
        );
    }
}
