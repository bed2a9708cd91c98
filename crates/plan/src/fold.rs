//! From a set of entries to the plan.

use std::collections::BTreeMap;

use crate::event::Entry;
use crate::ids::{AuthorId, RecordId};
use crate::plan::{Moment, Plan};
use crate::refusal::Refusal;

/// An entry without effect, and why. The entry is kept, so that nothing is lost and a later version may read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The record.
    pub record: RecordId,
    /// Why its entry has no effect.
    pub refusal: Refusal,
}

/// What orders entries: lamport, author, record. Not the wall clock, which may be wrong or jump back.
type OrderKey = (u64, AuthorId, RecordId);

/// Folds entries to the plan that people see. It is total: it takes any entries, in any order, any number of times.
pub fn fold(entries: impl IntoIterator<Item = (RecordId, Entry)>) -> (Plan, Vec<Problem>) {
    let mut log = Log::default();
    log.extend(entries);
    (log.folded.plan, log.folded.problems)
}

/// The most that an entry's lamport may be above that of the entry before it. A device counts one by one, so no honest entry
/// comes near it. Without this limit, one forged entry with the highest number would leave no room for entries after it.
pub(crate) const LAMPORT_GAP_MAX: u64 = 1 << 32;

/// All entries that a device knows, in their order, with the plan that they fold to.
#[derive(Debug, Clone, Default)]
pub struct Log {
    entries: BTreeMap<OrderKey, Entry>,
    folded: Folded,
}

/// The result of folding.
#[derive(Debug, Clone, Default)]
struct Folded {
    plan: Plan,
    problems: Vec<Problem>,
    /// The highest lamport that was reached without a gap above the maximum.
    clock: u64,
}

impl Log {
    /// The plan that the entries fold to.
    pub fn plan(&self) -> &Plan {
        &self.folded.plan
    }

    /// The entries without effect.
    pub fn problems(&self) -> &[Problem] {
        &self.folded.problems
    }

    /// The number of different entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is no entry.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The lamport of the next entry: one more than the highest seen. An entry whose lamport is too far ahead does not count,
    /// and has no effect: [`Refusal::ClockTooFarAhead`].
    pub fn next_lamport(&self) -> u64 {
        self.folded.clock.saturating_add(1)
    }

    /// Adds entries. When they all come after the known ones, they are applied one by one. Otherwise the whole log is folded
    /// again, so the result never depends on the order of arrival.
    ///
    /// What the resident shares is sealed a second time, so the same entry may come in two records. It counts once, in the
    /// record with the lower id.
    pub fn extend(&mut self, entries: impl IntoIterator<Item = (RecordId, Entry)>) {
        let mut new = BTreeMap::new();
        let mut displaced = false;
        for (record, entry) in entries {
            let place = (entry.lamport, entry.author, record);
            let known = find_duplicate(&self.entries, place, &entry);
            if known
                .or_else(|| find_duplicate(&new, place, &entry))
                .is_some_and(|known| known.2 <= record)
            {
                continue;
            }
            if let Some(later) = known {
                self.entries.remove(&later);
                displaced = true;
            }
            if let Some(later) = find_duplicate(&new, place, &entry) {
                new.remove(&later);
            }
            new.insert(place, entry);
        }
        let Some((first, _)) = new.first_key_value() else {
            return;
        };
        let is_later = self.entries.last_key_value().is_none_or(|(last, _)| last < first);
        if is_later && !displaced {
            for (place, entry) in new {
                self.folded.apply(place.2, &entry);
                self.entries.insert(place, entry);
            }
        } else {
            self.entries.extend(new);
            self.folded = Folded::default();
            for ((.., record), entry) in &self.entries {
                self.folded.apply(*record, entry);
            }
        }
    }

    /// All entries, in their order.
    pub fn entries(&self) -> impl Iterator<Item = (RecordId, &Entry)> {
        self.entries.iter().map(|((.., record), entry)| (*record, entry))
    }
}

/// The key of the same entry in the same or another record, if it is known already.
fn find_duplicate(entries: &BTreeMap<OrderKey, Entry>, place: OrderKey, entry: &Entry) -> Option<OrderKey> {
    let (lamport, author, _) = place;
    let of_author = (lamport, author, RecordId([0; 16]))..=(lamport, author, RecordId([u8::MAX; 16]));
    let mut duplicates = entries.range(of_author).filter(|(_, known)| *known == entry);
    duplicates.next().map(|(place, _)| *place)
}

impl Folded {
    /// Applies an entry that comes after all entries before.
    fn apply(&mut self, record: RecordId, entry: &Entry) {
        if let Err(refusal) = self.try_apply(entry) {
            self.problems.push(Problem { record, refusal });
        }
    }

    fn try_apply(&mut self, entry: &Entry) -> Result<(), Refusal> {
        if entry.lamport.saturating_sub(self.clock) > LAMPORT_GAP_MAX {
            return Err(Refusal::ClockTooFarAhead);
        }
        self.clock = entry.lamport;
        self.plan.try_apply(
            &entry.event,
            Moment {
                at: entry.at,
                role: entry.role,
            },
        )
    }
}
