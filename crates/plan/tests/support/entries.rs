//! Forged entries, which `decide` never saw.

use std::hash::{DefaultHasher, Hash, Hasher};

use mijn_brug_plan::ids::RecordId;
use mijn_brug_plan::{Entry, Event, Role};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use super::author;
use super::events::{event, role};
use super::values::any_moment;

/// An entry with the record that it came in.
pub type Sealed = (RecordId, Entry);

/// Gives an entry a record id that depends on its content, as sealing does.
pub fn seal(entry: Entry) -> Sealed {
    let bytes = entry.write().unwrap();
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    let mut record = [0; 16];
    record[..8].copy_from_slice(&hasher.finish().to_be_bytes());
    0xa5_u8.hash(&mut hasher);
    record[8..].copy_from_slice(&hasher.finish().to_be_bytes());
    (RecordId(record), entry)
}

/// Any event of either role with any lamport, the highest included.
pub fn forged() -> impl Strategy<Value = Sealed> {
    let lamport = prop_oneof![
        20 => 0_u64..60,
        1 => select(vec![1 << 32, (1 << 32) + 61, u64::MAX - 1, u64::MAX]),
        1 => any::<u64>(),
    ];
    (lamport, any_moment(), 0_u8..4, role(), event()).prop_map(|(lamport, at, n, role, event)| {
        seal(Entry {
            v: Entry::VERSION,
            lamport,
            at,
            author: author(n),
            role,
            event,
        })
    })
}

/// Forged entries of one role.
pub fn forged_by(role: Role) -> impl Strategy<Value = Vec<Sealed>> {
    let as_role = move |(_, entry): Sealed| seal(Entry { role, ..entry });
    vec(forged().prop_map(as_role), 0..30)
}

/// The kind of an event, as written.
pub fn kind_of(event: &Event) -> String {
    let written = serde_json::to_value(event).unwrap();
    written.as_object().unwrap().keys().next().unwrap().clone()
}
