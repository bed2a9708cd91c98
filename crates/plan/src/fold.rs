//! From a set of entries to the plan.

use std::collections::BTreeMap;

use crate::event::Entry;
use crate::ids::{AuthorId, RecordId};
use crate::plan::{Moment, Plan};
use crate::refusal::Refusal;

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
    (log.folded.plan, log.folded.problems)
}

/// The furthest that one entry's clock may be ahead of the entry before it. A device counts one by one, so nothing
/// honest comes near; without it one forged entry at the end of the numbers would leave no room for an order after it.
pub(crate) const LEAP_MAX: u64 = 1 << 32;

/// All entries that a device knows, in their order, with the plan that they fold to.
#[derive(Debug, Clone, Default)]
pub struct Log {
    entries: BTreeMap<Place, Entry>,
    folded: Folded,
}

/// What entries fold to.
#[derive(Debug, Clone, Default)]
struct Folded {
    plan: Plan,
    problems: Vec<Problem>,
    /// The highest clock that was reached without a leap.
    clock: u64,
}

impl Log {
    /// The plan.
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

    /// The clock for the next entry: one more than the highest seen. Not counting an entry with an absurdly high
    /// clock, which has no effect: [`Refusal::ClockTooFarAhead`].
    pub fn next_lamport(&self) -> u64 {
        self.folded.clock.saturating_add(1)
    }

    /// Adds entries. Those that come after all others are applied one by one; if one belongs earlier, the whole log is
    /// folded anew, so the result never depends on the order of arrival.
    ///
    /// What the resident shares is sealed a second time, so one entry may come as two records: it counts once, as the
    /// record with the lower id.
    pub fn extend(&mut self, entries: impl IntoIterator<Item = (RecordId, Entry)>) {
        let mut new = BTreeMap::new();
        let mut displaced = false;
        for (record, entry) in entries {
            let place = (entry.lamport, entry.author, record);
            let known = twin(&self.entries, place, &entry);
            if known
                .or_else(|| twin(&new, place, &entry))
                .is_some_and(|known| known.2 <= record)
            {
                continue;
            }
            if let Some(later) = known {
                self.entries.remove(&later);
                displaced = true;
            }
            if let Some(later) = twin(&new, place, &entry) {
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
                self.folded.take(place.2, &entry);
                self.entries.insert(place, entry);
            }
        } else {
            self.entries.extend(new);
            self.folded = Folded::default();
            for ((.., record), entry) in &self.entries {
                self.folded.take(*record, entry);
            }
        }
    }

    /// All entries, in their order.
    pub fn entries(&self) -> impl Iterator<Item = (RecordId, &Entry)> {
        self.entries.iter().map(|((.., record), entry)| (*record, entry))
    }
}

/// Where the same entry stands already, as another record or as this one.
fn twin(entries: &BTreeMap<Place, Entry>, place: Place, entry: &Entry) -> Option<Place> {
    let (lamport, author, _) = place;
    let of_author = (lamport, author, RecordId([0; 16]))..=(lamport, author, RecordId([u8::MAX; 16]));
    let mut twins = entries.range(of_author).filter(|(_, known)| *known == entry);
    twins.next().map(|(place, _)| *place)
}

impl Folded {
    /// Lets the entry take effect that comes after all before it.
    fn take(&mut self, record: RecordId, entry: &Entry) {
        if let Err(refusal) = self.try_take(entry) {
            self.problems.push(Problem { record, refusal });
        }
    }

    fn try_take(&mut self, entry: &Entry) -> Result<(), Refusal> {
        if entry.lamport.saturating_sub(self.clock) > LEAP_MAX {
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
