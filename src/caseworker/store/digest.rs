//! The digest of a resident's log, stored sealed beside its records, so that the list opens without opening the logs.

use mijn_brug_plan::query::Digest;
use mijn_brug_seal::{Caseworker, Keyring, SetHash};
use mijn_brug_sync::api::HeadOrCode;
use serde::{Deserialize, Serialize};

use crate::device::service::hex;

/// A digest, with the count and hash of the records it was made from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseDigest {
    /// The version of this format. Digests of another version are made again.
    v: u8,
    count: u64,
    xor: String,
    /// What the list shows.
    pub digest: Digest,
}

impl CaseDigest {
    const VERSION: u8 = 2;

    /// The digest of a set of records.
    pub fn new(set: SetHash, digest: Digest) -> Self {
        Self {
            v: Self::VERSION,
            count: set.count(),
            xor: hex(set.xor()),
            digest,
        }
    }

    /// Whether the digest was made from this set.
    pub fn is_of(&self, set: SetHash) -> bool {
        self.count == set.count() && self.xor == hex(set.xor())
    }

    /// Whether the service has exactly the set that the digest was made from.
    pub fn is_at(&self, head: &HeadOrCode) -> bool {
        matches!(head, HeadOrCode::Head { count, xor, .. } if *count == self.count && *xor == self.xor)
    }

    /// Opens a stored digest. `None` if it cannot be read; it is made again then.
    pub fn open(sealed: &[u8], keyring: &Keyring<Caseworker>) -> Option<Self> {
        let opened = keyring.open(sealed).ok()?;
        let digest: Self = serde_json::from_slice(opened.body()).ok()?;
        (keyring.is_from_own_side(&opened) && digest.v == Self::VERSION).then_some(digest)
    }
}
