//! A small hash that tells whether two sides hold the same set of records.

use crate::RecordId;

/// The XOR of all record ids of a set, and the number of records.
///
/// The order of insertion does not matter. The hash detects records that were lost by accident. It does not protect against
/// somebody who crafts ids; sealing each record does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SetHash {
    xor: [u8; 16],
    count: u64,
}

impl SetHash {
    /// A set hash of two parts that were stored or sent.
    pub const fn from_parts(xor: [u8; 16], count: u64) -> Self {
        Self { xor, count }
    }

    /// The XOR of all ids.
    pub const fn xor(&self) -> &[u8; 16] {
        &self.xor
    }

    /// The number of records.
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// Adds a record that is not in the set yet. Adding it a second time would cancel it from the XOR, so the caller must check.
    pub fn insert(&mut self, id: RecordId) {
        self.merge(Self {
            xor: *id.as_bytes(),
            count: 1,
        });
    }

    /// Adds a set that has no record in common with this one.
    pub fn merge(&mut self, other: Self) {
        for (mine, theirs) in self.xor.iter_mut().zip(other.xor) {
            *mine ^= theirs;
        }
        self.count = self.count.wrapping_add(other.count);
    }
}

impl Extend<RecordId> for SetHash {
    fn extend<T: IntoIterator<Item = RecordId>>(&mut self, ids: T) {
        ids.into_iter().for_each(|id| self.insert(id));
    }
}

impl FromIterator<RecordId> for SetHash {
    fn from_iter<T: IntoIterator<Item = RecordId>>(ids: T) -> Self {
        let mut set = Self::default();
        set.extend(ids);
        set
    }
}
