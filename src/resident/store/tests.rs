//! Nobody but the resident can write entries in the resident's name.
#![expect(clippy::unwrap_used, reason = "tests")]

use mijn_brug_plan::Event;
use mijn_brug_plan::ids::{AgreementId, GoalId, ProposalId};
use mijn_brug_plan::values::Confirmation;
use mijn_brug_seal::{Caseworker, RootKey, TeamKey};

use super::*;

fn root() -> RootKey {
    RootKey::from_random([7; 32])
}

/// A holder of the shared key, with a team key of their own.
fn holder_of_the_shared_key() -> Keyring<Caseworker> {
    Keyring::caseworker(&root().shared_key(0), &TeamKey::from_random([9; 32]))
}

/// What the resident's phone reads of an event that a holder of the shared key wrote in this role.
fn read_forged(role: Role, event: Event) -> (usize, Unreadable) {
    let entry = Entry {
        v: Entry::VERSION,
        lamport: 1,
        at: "2026-11-23T10:00:00Z".parse().unwrap(),
        author: AuthorId::from_random([1; 8]),
        role,
        event,
    };
    let record = holder_of_the_shared_key()
        .seal(&entry.write().unwrap(), [3; 24])
        .unwrap();
    let rows = [(record.id().to_string(), record.into_bytes())];
    let (entries, unreadable) = read_records(&Keyring::resident(root(), 0), &rows, &mut BTreeSet::new());
    (entries.len(), unreadable)
}

fn check_dropped(event: Event) {
    let (n_entries, unreadable) = read_forged(Role::Resident, event);
    assert_eq!((n_entries, unreadable.damaged), (0, 1));
}

#[test]
fn nobody_else_answers_for_the_resident() {
    check_dropped(Event::ProposalAnswered {
        proposal: ProposalId::from_random([1; 8]),
        accepted: true,
        how: Confirmation::OwnDevice,
    });
}

#[test]
fn nobody_else_confirms_for_the_resident() {
    check_dropped(Event::AgreementConfirmed {
        agreement: AgreementId::from_random([1; 8]),
        by: Role::Resident,
        how: Confirmation::OwnDevice,
    });
}

#[test]
fn nobody_else_changes_the_residents_goals() {
    check_dropped(Event::GoalLetGo {
        goal: GoalId::from_random([1; 8]),
    });
}

#[test]
fn a_caseworkers_entry_has_the_role_of_the_caseworker() {
    let view = Event::RewardsAnnounced {};
    assert_eq!(read_forged(Role::Caseworker, view), (1, Unreadable::default()));
}
