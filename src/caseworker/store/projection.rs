//! What the team's log and a resident's log read as.

use std::collections::BTreeMap;

use mijn_brug_plan::content::Content;
use mijn_brug_plan::event::ReadError;
use mijn_brug_plan::ids::{DomainId, RecordId};
use mijn_brug_plan::sharing::{is_shared, visible_plan};
use mijn_brug_plan::team::{self, Team, TeamEntry};
use mijn_brug_plan::{Entry, Log, Plan, Role};

use super::sealed_log::{OpenedRecord, Projection};

/// The team's log.
#[derive(Debug, Default)]
pub struct TeamProjection {
    entries: BTreeMap<RecordId, TeamEntry>,
    /// The caseload.
    pub team: Team,
}

impl Projection for TeamProjection {
    fn take(&mut self, records: Vec<OpenedRecord>) {
        // The team's own log: entries of anybody else are ignored.
        for record in records.into_iter().filter(|record| record.is_from_own_side) {
            // An entry of a newer version is stored, and has no effect here.
            if let Ok(entry) = serde_json::from_slice::<TeamEntry>(&record.body)
                && entry.v == TeamEntry::VERSION
            {
                self.entries.insert(record.id, entry);
            }
        }
        self.team = team::fold(self.entries.iter().map(|(id, entry)| (*id, entry.clone())));
    }
}

/// A resident's log, as far as the shared key opens it.
#[derive(Debug, Default)]
pub struct CaseProjection {
    log: Log,
    /// Number of entries written by a newer version of the app.
    pub newer: usize,
}

impl Projection for CaseProjection {
    fn take(&mut self, records: Vec<OpenedRecord>) {
        let mut entries = Vec::new();
        for record in records {
            match Entry::read(&record.body) {
                // Nobody else speaks for the team.
                Ok(entry) if entry.role == Role::Caseworker && !record.is_from_own_side => {}
                Ok(entry) => entries.push((record.id, entry)),
                Err(ReadError::NewerVersion { .. }) => self.newer = self.newer.saturating_add(1),
                Err(ReadError::Malformed(_)) => {}
            }
        }
        self.log.extend(entries);
    }
}

impl CaseProjection {
    /// The part of the plan that opens here, and the Lamport time of the next entry.
    pub fn plan_and_lamport(&self) -> (&Plan, u64) {
        (self.log.plan(), self.log.next_lamport())
    }

    /// Whether nothing has arrived yet.
    pub fn is_empty(&self) -> bool {
        self.log.is_empty()
    }

    /// The plan as far as the resident shares it: exactly what their phone says it shares.
    pub fn visible_plan(&self, content: &Content) -> Plan {
        let pillar_of = |domain: &DomainId| content.domain(domain).map(|(_, pillar, _)| pillar.id.clone());
        visible_plan(&self.log, |topic| is_shared(topic, self.log.plan(), pillar_of))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use chrono::{DateTime, Utc};
    use mijn_brug_plan::Event;
    use mijn_brug_plan::ids::AuthorId;
    use mijn_brug_plan::team::TeamEvent;

    use super::*;

    fn day(day: u32) -> DateTime<Utc> {
        format!("2026-11-{day:02}T10:00:00Z").parse().unwrap()
    }

    /// A record of an entry with this role, made at this time.
    fn record(number: u8, role: Role, at: DateTime<Utc>, is_from_own_side: bool) -> OpenedRecord {
        let entry = Entry {
            v: Entry::VERSION,
            lamport: number.into(),
            at,
            author: AuthorId::from_random(Default::default()),
            role,
            event: Event::UrgencyChosen { domain: None },
        };
        OpenedRecord {
            id: RecordId([number; 16]),
            body: entry.write().unwrap(),
            is_from_own_side,
        }
    }

    #[test]
    fn nobody_else_records_for_the_team() {
        let mut case = CaseProjection::default();
        case.take(vec![record(1, Role::Caseworker, day(1), false)]);
        assert!(case.is_empty());
        case.take(vec![record(1, Role::Caseworker, day(1), true)]);
        assert!(!case.is_empty());
    }

    #[test]
    fn only_the_team_writes_its_caseload() {
        let entry = TeamEntry {
            v: TeamEntry::VERSION,
            lamport: 1,
            at: day(1),
            author: AuthorId::from_random(Default::default()),
            event: TeamEvent::CaseOpened {
                case: "00".to_owned(),
                key: String::new(),
                name: String::new(),
                by: String::new(),
            },
        };
        let read = |is_from_own_side| OpenedRecord {
            id: RecordId([1; 16]),
            body: serde_json::to_vec(&entry).unwrap(),
            is_from_own_side,
        };
        let mut team = TeamProjection::default();
        team.take(vec![read(false)]);
        assert!(team.team.cases.is_empty());
        team.take(vec![read(true)]);
        assert_eq!(team.team.cases.len(), 1);
        assert_eq!(team.team.next_lamport, 2);
    }
}
