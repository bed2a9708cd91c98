//! Decides the next step towards equal sets of records on a device and at the service. [`next`] is a
//! pure function of [`SyncProgress`]; the driver performs the step and records the result there.
//!
//! - First the device sends what it has not sent, then it reads what the service has after the cursor.
//! - A sync is done only when both sets are proven equal: the same XOR of all ids and the same count.
//! - The cursor is only the position to go on reading from. If it is wrong (the service was restored from a backup or lies, or
//!   another tab was faster), the sets differ, and the lists of ids are compared, once. The device then fetches what it lacks and
//!   sends what the service lacks. If the sets still differ, the planner gives up, so that it never loops.
//! - A device never deletes a record, whatever the service says.

use mijn_brug_seal::{RecordId, SetHash};

use crate::wire::{Head, Numbered, RECORDS_MAX};

/// How many consecutive pages may be empty, while the service says that it has more records, before the ids are compared.
const EMPTY_PAGES_MAX: u8 = 2;

/// What the device keeps of one log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LocalState {
    /// All records of the log on this device, sent or not.
    pub set: SetHash,
    /// The number up to which the service's records were read.
    pub cursor: u64,
    /// How many records are unsent.
    pub unsent: u64,
}

/// What is known at some point during a sync.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SyncProgress {
    /// What the device keeps, read again before each step: people may add records during a sync.
    pub local: LocalState,
    /// The last head from the service; `None` before the first answer, or after another tab moved the cursor.
    pub head: Option<Head>,
    /// The service accepts no records now. Reading still goes on.
    pub is_refusing: bool,
    /// The number of consecutive empty pages, although there should be more.
    pub empty_pages: u8,
    /// A page had numbers that were not consecutive.
    pub has_gap: bool,
    /// The lists of ids were compared.
    pub is_compared: bool,
    /// The numbers, ascending, of records that the service listed and the device lacks.
    pub missing_seqs: Vec<u64>,
    /// How many ids the service listed. The cursor is set to this once the device has all of the listed records.
    pub listed: u64,
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Send a batch of unsent records.
    Push,
    /// Read a page after the cursor.
    Pull,
    /// Compare all ids.
    Compare,
    /// Read records that the device lacks.
    Fetch {
        /// The number before the first one.
        after: u64,
        /// How many consecutive records to read.
        limit: usize,
    },
    /// Both sides hold the same records. The cursor may move to the head.
    Settled(Head),
    /// Everything was read, but the service accepts no records.
    Refused,
    /// Stop, because further steps would not help.
    GiveUp(GiveUpReason),
}

/// Why a sync gave up. Nothing is lost: the device keeps everything it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GiveUpReason {
    /// The service's head still does not match its records after the ids were compared, or its list of ids is out of order.
    #[error("the service's head does not match the records that it returns")]
    ServiceDisagrees,
    /// The service says that it has more records, but returns none.
    #[error("the service says that it has more records, but returns none")]
    NothingCame,
    /// The sync reached its maximum number of steps. Its progress is kept, and the next sync continues from there.
    #[error("the sync took more steps than one sync may")]
    TooMuch,
}

/// The next step.
pub fn next(progress: &SyncProgress) -> Step {
    if let Some((after, limit)) = progress.first_missing() {
        return Step::Fetch { after, limit };
    }
    let has_unsent = progress.local.unsent > 0;
    if has_unsent && !progress.is_refusing {
        return Step::Push;
    }
    let Some(head) = progress.head else {
        return Step::Pull;
    };
    // Numbers have no gaps and no record is ever deleted, so the last number is the count.
    let is_sound = head.seq == head.set.count();
    if is_sound && head.set == progress.local.set {
        return Step::Settled(head);
    }
    let says_more = is_sound && !progress.has_gap && head.seq > progress.local.cursor;
    if says_more && progress.empty_pages < EMPTY_PAGES_MAX {
        return Step::Pull;
    }
    if has_unsent {
        return Step::Refused;
    }
    match (progress.is_compared, says_more) {
        (false, _) => Step::Compare,
        (true, true) => Step::GiveUp(GiveUpReason::NothingCame),
        (true, false) => Step::GiveUp(GiveUpReason::ServiceDisagrees),
    }
}

impl SyncProgress {
    /// Records a page that was read after the number `after`, and returns the new cursor: the last number before a gap.
    pub fn record_page<T>(&mut self, after: u64, head: Head, items: &[Numbered<T>]) -> u64 {
        self.head = Some(head);
        let cursor = self.follow(after, items);
        if !items.is_empty() {
            self.empty_pages = 0;
        } else if head.seq > after {
            self.empty_pages = self.empty_pages.saturating_add(1);
        }
        cursor
    }

    /// Records the page of a [`Step::Fetch`]. Returns the new cursor once no records are missing, otherwise `None`.
    pub fn record_fetched<T>(&mut self, after: u64, items: &[Numbered<T>]) -> Option<u64> {
        let came = self.follow(after, items);
        if came == after {
            self.has_gap = true;
        }
        if self.has_gap {
            // The service listed records that it does not return. Comparing again would give the same result.
            self.missing_seqs.clear();
            return None;
        }
        self.missing_seqs.retain(|seq| *seq > came);
        self.missing_seqs.is_empty().then_some(self.listed)
    }

    /// Compares the service's whole list of ids with the device's own ids, and returns those that the service lacks. `head` is the
    /// one that came with the last page of the list. The numbers in the list must be ascending.
    pub fn compare_ids(
        &mut self,
        head: Head,
        listed: &[Numbered<RecordId>],
        mine: &[RecordId],
    ) -> Vec<RecordId> {
        self.head = Some(head);
        self.is_compared = true;
        self.has_gap = false;
        self.empty_pages = 0;
        // Without gaps, this is the last number. With gaps, a cursor that is too low only causes some records to be read twice,
        // whereas one that is too high, from a service that lies, would skip records.
        self.listed = u64::try_from(listed.len()).unwrap_or(u64::MAX);
        let my_ids = sorted(mine.to_vec());
        let their_ids = sorted(listed.iter().map(|item| item.item).collect());
        self.missing_seqs = listed
            .iter()
            .filter(|item| my_ids.binary_search(&item.item).is_err())
            .map(|item| item.seq)
            .collect();
        let is_lacking = |id: &&RecordId| their_ids.binary_search(id).is_err();
        mine.iter().filter(is_lacking).copied().collect()
    }

    /// The number before the first record that the device lacks, and how many consecutive ones it lacks.
    fn first_missing(&self) -> Option<(u64, usize)> {
        let first = *self.missing_seqs.first()?;
        let run = (0..)
            .zip(&self.missing_seqs)
            .take(RECORDS_MAX)
            .take_while(|(place, seq)| seq.checked_sub(first) == Some(*place))
            .count();
        Some((first.saturating_sub(1), run))
    }

    /// The last number that follows `after` without a gap. Sets `has_gap` if the page has other numbers.
    fn follow<T>(&mut self, after: u64, items: &[Numbered<T>]) -> u64 {
        let mut last = after;
        for item in items {
            if last.checked_add(1) == Some(item.seq) {
                last = item.seq;
            } else {
                self.has_gap = true;
            }
        }
        last
    }
}

fn sorted(mut ids: Vec<RecordId>) -> Vec<RecordId> {
    ids.sort_unstable();
    ids
}
