//! What to do next so that a device and the service hold the same records. Pure: [`next`] reads what is [`Known`], the driver does
//! the step and tells [`Known`] what came of it.
//!
//! - What the device has and was not sent goes first, then what the service has after the cursor comes in.
//! - Done is only when both sets are proven equal: the XOR of all ids and their count.
//! - The cursor is only a place to go on reading. Where it is wrong (a service restored from a backup, one that lies, another tab
//!   that was faster) the sets differ, and the lists of ids are compared: once. The device then fetches what it lacks and sends
//!   what the service lacks. If that doesn't help the planner gives up, and never goes round in circles.
//! - A device never forgets a record, whatever the service says.

use mijn_brug_seal::{RecordId, SetHash};

use crate::wire::{Head, Numbered, RECORDS_MAX};

/// How many pages in a row may bring nothing although the service says that there is more.
const EMPTY_PAGES_MAX: u8 = 2;

/// What the device keeps of one log.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LocalState {
    /// All records of the log on this device, sent or not.
    pub set: SetHash,
    /// Up to which number the service's records are here.
    pub cursor: u64,
    /// How many records still have to be sent.
    pub unsent: u64,
}

/// What is known in the middle of a sync.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// What the device keeps, read again before each step: people go on while their records travel.
    pub local: LocalState,
    /// What the service said last. `None` as long as it wasn't asked.
    pub head: Option<Head>,
    /// The service takes no records now: what can be read is read all the same.
    pub refuses: bool,
    /// How many pages brought nothing although there should be more.
    pub empty_pages: u8,
    /// A page had numbers that don't follow each other.
    pub is_odd: bool,
    /// The lists of ids were compared.
    pub is_compared: bool,
    /// The numbers, rising, of records that the service listed and that are not here.
    pub lacking: Vec<u64>,
    /// How many ids the service listed, so where the cursor goes once none of them lacks.
    pub listed: u64,
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Send a batch of what was not sent.
    Push,
    /// Read a page after the cursor.
    Pull,
    /// Compare all ids.
    Compare,
    /// Read records that are known to lack.
    Fetch {
        /// The number just before the first.
        after: u64,
        /// How many follow each other.
        limit: usize,
    },
    /// Both sides hold the same. The cursor may go to the head.
    Settled(Head),
    /// Everything was read, and the service takes nothing.
    Refused,
    /// More of the same would not help.
    GiveUp(GiveUp),
}

/// Why more of the same would not help. Nothing is lost: the device has all that it had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GiveUp {
    /// The ids were compared, and the service still says that it holds something else than it gives.
    #[error("the service says that it holds other records than it gives")]
    ServiceDisagrees,
    /// The service says that there is more and gives nothing.
    #[error("the service says that it has more, and gives nothing")]
    NothingCame,
    /// More work than one sync may do. What was done counts, and the next one goes on from there.
    #[error("more work than one sync may do")]
    TooMuch,
}

/// What to do next.
pub fn next(known: &Known) -> Step {
    if let Some((after, limit)) = known.first_lacking() {
        return Step::Fetch { after, limit };
    }
    let has_unsent = known.local.unsent > 0;
    if has_unsent && !known.refuses {
        return Step::Push;
    }
    let Some(head) = known.head else {
        return Step::Pull;
    };
    // Numbers have no gaps and nothing is ever taken out, so that the last number is the count.
    let is_sound = head.seq == head.set.count();
    if is_sound && head.set == known.local.set {
        return Step::Settled(head);
    }
    let says_more = is_sound && !known.is_odd && head.seq > known.local.cursor;
    if says_more && known.empty_pages < EMPTY_PAGES_MAX {
        return Step::Pull;
    }
    if has_unsent {
        return Step::Refused;
    }
    match (known.is_compared, says_more) {
        (false, _) => Step::Compare,
        (true, true) => Step::GiveUp(GiveUp::NothingCame),
        (true, false) => Step::GiveUp(GiveUp::ServiceDisagrees),
    }
}

impl Known {
    /// Takes in a page that was read after the number `after`, and gives the new cursor: up to where the page goes on without a gap.
    pub fn see_page<T>(&mut self, after: u64, head: Head, items: &[Numbered<T>]) -> u64 {
        self.head = Some(head);
        let cursor = self.follow(after, items);
        if !items.is_empty() {
            self.empty_pages = 0;
        } else if head.seq > after {
            self.empty_pages = self.empty_pages.saturating_add(1);
        }
        cursor
    }

    /// Takes in the page of a [`Step::Fetch`], and gives the cursor if it moves: when nothing lacks any more.
    pub fn see_fetched<T>(&mut self, after: u64, items: &[Numbered<T>]) -> Option<u64> {
        let came = self.follow(after, items);
        if came == after {
            self.is_odd = true;
        }
        if self.is_odd {
            // It listed what it doesn't give. What came is kept; comparing anew would bring the same.
            self.lacking.clear();
            return None;
        }
        self.lacking.retain(|seq| *seq > came);
        self.lacking.is_empty().then_some(self.listed)
    }

    /// Takes in the service's whole list of ids beside the device's own, and gives what the service lacks.
    /// The head is the one that came with the list's last page. The list's numbers rise.
    pub fn see_ids(&mut self, head: Head, listed: &[Numbered<RecordId>], mine: &[RecordId]) -> Vec<RecordId> {
        self.head = Some(head);
        self.is_compared = true;
        self.is_odd = false;
        self.empty_pages = 0;
        // The last number, if there are no gaps. If there are, too low a cursor reads something twice; one that a liar made too high
        // would be kept.
        self.listed = u64::try_from(listed.len()).unwrap_or(u64::MAX);
        let my_ids = sorted(mine.to_vec());
        let their_ids = sorted(listed.iter().map(|item| item.it).collect());
        self.lacking = listed
            .iter()
            .filter(|item| my_ids.binary_search(&item.it).is_err())
            .map(|item| item.seq)
            .collect();
        let is_lacking = |id: &&RecordId| their_ids.binary_search(id).is_err();
        mine.iter().filter(is_lacking).copied().collect()
    }

    /// The number before the first record that lacks, and how many lack in a row.
    fn first_lacking(&self) -> Option<(u64, usize)> {
        let first = *self.lacking.first()?;
        let run = (0..)
            .zip(&self.lacking)
            .take(RECORDS_MAX)
            .take_while(|(place, seq)| seq.checked_sub(first) == Some(*place))
            .count();
        Some((first.saturating_sub(1), run))
    }

    /// The last number that follows `after` without a gap. Marks a page that has others.
    fn follow<T>(&mut self, after: u64, items: &[Numbered<T>]) -> u64 {
        let mut last = after;
        for item in items {
            if last.checked_add(1) == Some(item.seq) {
                last = item.seq;
            } else {
                self.is_odd = true;
            }
        }
        last
    }
}

fn sorted(mut ids: Vec<RecordId>) -> Vec<RecordId> {
    ids.sort_unstable();
    ids
}
