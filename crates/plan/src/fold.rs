//! From a set of entries to the plan.

use std::collections::BTreeMap;

use crate::event::Entry;
use crate::ids::{AuthorId, RecordId};
use crate::plan::{Moment, Plan};
use crate::rules::Refusal;

/// An entry that changed nothing, and why. Kept, so that nothing is lost and a later version may read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The record.
    pub record: RecordId,
    /// Why it has no effect.
    pub refusal: Refusal,
}

/// Where an entry stands in the order of things. Not by the clock, which may be wrong or jump back.
type Place = (u64, AuthorId, RecordId);

/// Folds entries to the plan that people see. Total: any entries, in any order, any number of times.
pub fn fold(entries: impl IntoIterator<Item = (RecordId, Entry)>) -> (Plan, Vec<Problem>) {
    let mut log = Log::default();
    log.extend(entries);
    (log.plan, log.problems)
}

/// All entries that a device knows, in their order, with the plan that they fold to.
#[derive(Debug, Clone, Default)]
pub struct Log {
    entries: BTreeMap<Place, Entry>,
    plan: Plan,
    problems: Vec<Problem>,
}

impl Log {
    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The entries without effect.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The number of different entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The clock for the next entry: one more than the highest seen. An entry with an absurdly high clock cannot make
    /// it overflow.
    pub fn next_lamport(&self) -> u64 {
        self.entries.last_key_value().map_or(1, |((lamport, ..), _)| lamport.saturating_add(1))
    }

    /// Adds entries. Those that come after all others are applied one by one; if one belongs earlier, the whole log is
    /// folded anew, so the result never depends on the order of arrival.
    pub fn extend(&mut self, entries: impl IntoIterator<Item = (RecordId, Entry)>) {
        let mut new: Vec<(Place, Entry)> = entries
            .into_iter()
            .map(|(record, entry)| ((entry.lamport, entry.author, record), entry))
            .filter(|(place, _)| !self.entries.contains_key(place))
            .collect();
        new.sort_by_key(|(place, _)| *place);
        new.dedup_by_key(|(place, _)| *place);
        let Some((first, _)) = new.first() else { return };
        let is_later = self.entries.last_key_value().is_none_or(|(last, _)| last < first);
        if is_later {
            for (place, entry) in new {
                take(&mut self.plan, &mut self.problems, place.2, &entry);
                self.entries.insert(place, entry);
            }
        } else {
            self.entries.extend(new);
            self.plan = Plan::default();
            self.problems.clear();
            for ((.., record), entry) in &self.entries {
                take(&mut self.plan, &mut self.problems, *record, entry);
            }
        }
    }
}

fn take(plan: &mut Plan, problems: &mut Vec<Problem>, record: RecordId, entry: &Entry) {
    let moment = Moment { at: entry.at, role: entry.role, record };
    if let Err(refusal) = plan.take(&entry.event, moment) {
        problems.push(Problem { record, refusal });
    }
}
