//! What a resident's log comes to for the list, kept sealed beside its records: so the list opens without opening them.

use mijn_brug_plan::query::Digest;
use mijn_brug_seal::{Caseworker, Keyring, SetHash};
use mijn_brug_sync::api::HeadOrCode;
use serde::{Deserialize, Serialize};

use crate::device::service::hex;

/// A digest with the set of records that it was made from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CaseDigest {
    /// The version of this form: another one is made anew.
    v: u8,
    count: u64,
    xor: String,
    /// What the list shows.
    pub seen: Digest,
}

impl CaseDigest {
    const VERSION: u8 = 2;

    /// The digest of a set of records.
    pub fn new(set: SetHash, seen: Digest) -> Self {
        Self {
            v: Self::VERSION,
            count: set.count(),
            xor: hex(set.xor()),
            seen,
        }
    }

    /// Whether it was made from this set.
    pub fn is_of(&self, set: SetHash) -> bool {
        self.count == set.count() && self.xor == hex(set.xor())
    }

    /// Whether the service holds the set that it was made from.
    pub fn is_at(&self, head: &HeadOrCode) -> bool {
        matches!(head, HeadOrCode::Head { count, xor, .. } if *count == self.count && *xor == self.xor)
    }

    /// Opens what was kept. `None` for what cannot be read: it is made anew.
    pub fn open(sealed: &[u8], keyring: &Keyring<Caseworker>) -> Option<Self> {
        let opened = keyring.open(sealed).ok()?;
        let digest: Self = serde_json::from_slice(opened.body()).ok()?;
        (keyring.is_own_voice(&opened) && digest.v == Self::VERSION).then_some(digest)
    }
}
