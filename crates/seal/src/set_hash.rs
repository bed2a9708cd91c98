//! A small value that tells whether two sides hold the same set of records.

use crate::RecordId;

/// The XOR of all record ids of a set, and how many there are.
///
/// The order of insertion does not matter. Two sides with equal set hashes miss nothing of each other by accident;
/// it is no defence against someone who makes ids on purpose, which is what the seal of each record is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SetHash {
    xor: [u8; 16],
    count: u64,
}

impl SetHash {
    /// Takes the two parts as they were stored or sent.
    pub const fn from_parts(xor: [u8; 16], count: u64) -> Self {
        Self { xor, count }
    }

    /// The XOR of all ids.
    pub const fn xor(&self) -> &[u8; 16] {
        &self.xor
    }

    /// How many records there are.
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// Adds a record that was not in the set; adding the same one twice would cancel it from the XOR, so the caller
    /// asks its store first.
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
