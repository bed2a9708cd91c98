//! Plans for the tests of the review.
#![expect(clippy::unwrap_used, reason = "tests")]

use mijn_brug_plan::ids::{AuthorId, RecordId};
use mijn_brug_plan::{Entry, Event, Plan, Role, fold};

/// The plan of these events, in this order.
pub fn plan(events: &[(Role, Event)]) -> Plan {
    let entries = events.iter().zip(1_u8..).map(|((role, event), n)| {
        let entry = Entry {
            v: Entry::VERSION,
            lamport: n.into(),
            at: "2026-11-23T10:00:00Z".parse().unwrap(),
            author: AuthorId::from_random([1; 8]),
            role: *role,
            event: event.clone(),
        };
        (RecordId([n; 16]), entry)
    });
    let (plan, problems) = fold(entries);
    assert_eq!(problems, [], "an event has no effect");
    plan
}

/// Parses an event from JSON.
pub fn event(json: &str) -> Event {
    serde_json::from_str(json).unwrap()
}
