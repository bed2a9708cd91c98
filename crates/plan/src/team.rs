//! The team's own log: whom the team works with. A fold like the plan's, sealed under the team's key.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::{AuthorId, RecordId};

/// What a caseworker's pairing code offers to the resident's phone, sealed in a mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// The team's name.
    pub team: String,
    /// Who made the code; may be empty.
    pub caseworker: String,
}

/// What the resident's phone answers. Holds a secret: it is written to be sealed and for nothing else.
#[derive(Serialize, Deserialize)]
pub struct Answer {
    /// The shared key, in hexadecimal digits.
    pub key: String,
    /// What the resident wants to be called; may be empty.
    pub name: String,
}

/// What happened in a team. `case` is the id of the resident's log, `key` the shared key that pairing handed over, both in
/// hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "fields carry the glossary's names; the variants are documented"
)]
pub enum TeamEvent {
    /// A resident linked their plan.
    CaseOpened { case: String, key: String, name: String },
    /// A label of the team's own, beside the name.
    CaseLabelled { case: String, label: String },
    /// The work together ended; it can be opened again.
    CaseClosed { case: String },
    /// It goes on.
    CaseReopened { case: String },
    /// The resident stopped sharing: nothing of them is kept.
    CaseForgotten { case: String },
}

/// One event of a team's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamEntry {
    /// The version of this form: 1.
    pub v: u8,
    /// As a plan's entry has it.
    pub lamport: u64,
    /// The author's clock, for people to read.
    pub at: DateTime<Utc>,
    /// The device.
    pub author: AuthorId,
    /// What happened.
    pub event: TeamEvent,
}

impl TeamEntry {
    /// The version of the written form.
    pub const VERSION: u8 = 1;
}

/// One resident, as the team's log knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// The shared key, in hexadecimal digits.
    pub key: String,
    /// What the resident wants to be called.
    pub name: String,
    /// The team's own label; may be empty.
    pub label: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// The work together has ended.
    pub is_closed: bool,
}

/// The caseload, by the id of each resident's log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Team {
    /// The residents.
    pub cases: BTreeMap<String, Case>,
    /// The clock for the next entry.
    pub next_lamport: u64,
}

/// Folds a team's entries, in any order and with any repetition.
pub fn fold(entries: impl IntoIterator<Item = (RecordId, TeamEntry)>) -> Team {
    let ordered: BTreeMap<_, _> = entries
        .into_iter()
        .map(|(record, entry)| ((entry.lamport, entry.author, record), entry))
        .collect();
    let mut team = Team {
        next_lamport: 1,
        ..Team::default()
    };
    for entry in ordered.into_values() {
        team.next_lamport = team.next_lamport.max(entry.lamport.saturating_add(1));
        team.apply(entry);
    }
    team
}

impl Team {
    fn apply(&mut self, entry: TeamEntry) {
        match entry.event {
            TeamEvent::CaseOpened { case, key, name } => {
                let label = self.cases.get(&case).map(|known| known.label.clone());
                let new = Case {
                    key,
                    name,
                    label: label.unwrap_or_default(),
                    since: entry.at,
                    is_closed: false,
                };
                self.cases.insert(case, new);
            }
            TeamEvent::CaseLabelled { case, label } => self.change(&case, |case| case.label = label),
            TeamEvent::CaseClosed { case } => self.change(&case, |case| case.is_closed = true),
            TeamEvent::CaseReopened { case } => self.change(&case, |case| case.is_closed = false),
            TeamEvent::CaseForgotten { case } => {
                self.cases.remove(&case);
            }
        }
    }

    fn change(&mut self, case: &str, change: impl FnOnce(&mut Case)) {
        if let Some(case) = self.cases.get_mut(case) {
            change(case);
        }
    }
}
