//! The secrets and what is derived from them.
//!
//! Secrets have no `Debug`, no `Display`, no `Clone` and no `==`, and are overwritten when dropped. Only a method called
//! `expose` gives their bytes, so that a search for that word finds every place where a secret leaves its type.
//!
//! Derivation is HKDF-SHA-256 (RFC 5869) with the salt `mijn-brug` and these info strings:
//!
//! | from | info | gives |
//! |---|---|---|
//! | root | `mijn-brug/v1/shared-key` | [`SharedKey`] of the first pairing, 32 bytes |
//! | root | `mijn-brug/v1/shared-key/` and the pairing's number | [`SharedKey`] of a later pairing, 32 bytes |
//! | root | `mijn-brug/v1/private-record-key` | XChaCha20-Poly1305 key, 32 bytes |
//! | root | `mijn-brug/v1/resident-signing-key` | HMAC-SHA-256 key, 32 bytes |
//! | root | `mijn-brug/v1/guest` | [`AccessToken`] for the reminders of a resident who is not paired, 32 bytes |
//! | root | `mijn-brug/v1/name/` and what is named | an opaque name, the first 16 bytes |
//! | shared | `mijn-brug/v1/log-id` | [`LogId`], the first 16 bytes |
//! | shared | `mijn-brug/v1/access-token` | [`AccessToken`], 32 bytes |
//! | shared | `mijn-brug/v1/shared-record-key` | XChaCha20-Poly1305 key, 32 bytes |
//! | team | `mijn-brug/v1/team-signing-key` | HMAC-SHA-256 key, 32 bytes |
//! | team | `mijn-brug/v1/team-log` | [`SharedKey`] of the team's own log, 32 bytes |
//! | team | `mijn-brug/v1/pseudonym/` and a log's id | a resident's pseudonym in the table for research, 32 bytes |
//!
//! The keys of mailboxes are derived from a pairing code in the same way: see [`pairing`](crate::pairing).

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, Zeroizing};

use crate::{LogId, id::first_16};

const SALT: &[u8] = b"mijn-brug";

/// 32 secret bytes, overwritten when dropped.
pub(crate) type Secret = Zeroizing<[u8; 32]>;

/// The resident's root key, from which all of the resident's keys derive. It is generated on the resident's device and leaves
/// it only wrapped in a backup file, sealed for the resident's new phone, or on the resident's own recovery card.
///
/// It cannot be printed by accident:
/// ```compile_fail
/// let root = mijn_brug_seal::RootKey::from_random([7; 32]);
/// println!("{root:?}");
/// ```
pub struct RootKey(Secret);

/// The key that pairing hands to the caseworker: opens what is shared and finds the log, and no more.
pub struct SharedKey(Secret);

/// The key of a team of caseworkers, generated in the browser of whoever enrolled the team.
pub struct TeamKey(Secret);

/// Gives access to one log at the service, or to a guest's reminders. The service keeps only its hash.
pub struct AccessToken(Secret);

impl RootKey {
    /// A root key of 32 fresh bytes from the system's cryptographic random source, or of bytes that were stored.
    pub fn from_random(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes, for storing or wrapping only.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key that pairing hands over. `pairing` counts the resident's pairings, from 0. Each has a key of its own, so that
    /// whoever held the key of an earlier pairing cannot read the records of a later one.
    pub fn shared_key(&self, pairing: u32) -> SharedKey {
        SharedKey(if pairing == 0 {
            derive(&self.0, b"mijn-brug/v1/shared-key")
        } else {
            derive(&self.0, format!("mijn-brug/v1/shared-key/{pairing}").as_bytes())
        })
    }

    /// The token with which a resident who is not paired stores reminders at the service. It reveals nothing about any log.
    pub fn guest_token(&self) -> AccessToken {
        AccessToken(derive(&self.0, b"mijn-brug/v1/guest"))
    }

    /// A name for `what` that is the same on all devices of the resident and reveals nothing to others. It is not secret.
    pub fn opaque_name(&self, what: &str) -> [u8; 16] {
        first_16(*derive(&self.0, format!("mijn-brug/v1/name/{what}").as_bytes()))
    }

    pub(crate) fn private_record_key(&self) -> Secret {
        derive(&self.0, b"mijn-brug/v1/private-record-key")
    }

    pub(crate) fn resident_signing_key(&self) -> Secret {
        derive(&self.0, b"mijn-brug/v1/resident-signing-key")
    }
}

impl SharedKey {
    /// Creates the key from bytes that were received by pairing or read from the team's log.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes, for pairing and for the team's log only.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// The id of the log at the service.
    pub fn log_id(&self) -> LogId {
        LogId::from_bytes(first_16(*derive(&self.0, b"mijn-brug/v1/log-id")))
    }

    /// The token that the service requires for reading and writing the log.
    pub fn access_token(&self) -> AccessToken {
        AccessToken(derive(&self.0, b"mijn-brug/v1/access-token"))
    }

    pub(crate) fn record_key(&self) -> Secret {
        derive(&self.0, b"mijn-brug/v1/shared-record-key")
    }
}

impl TeamKey {
    /// A team key of 32 fresh bytes from the system's cryptographic random source, or of bytes that were stored.
    pub fn from_random(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The bytes, for storing or wrapping only.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key of the team's own log, which holds the caseload.
    pub fn log_key(&self) -> SharedKey {
        SharedKey(derive(&self.0, b"mijn-brug/v1/team-log"))
    }

    /// A resident's pseudonym in the table for research: the same in every table of this team, and only the team key links it
    /// to a log. It is not secret.
    pub fn pseudonym(&self, log: LogId) -> [u8; 32] {
        *derive(
            &self.0,
            &[b"mijn-brug/v1/pseudonym/".as_slice(), log.as_bytes()].concat(),
        )
    }

    pub(crate) fn signing_key(&self) -> Secret {
        derive(&self.0, b"mijn-brug/v1/team-signing-key")
    }
}

impl AccessToken {
    /// The bytes, for the request's `Authorization` header only.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

/// HMAC-SHA-256 under a 32-byte key.
pub(crate) fn hmac_under(key: &[u8; 32]) -> Hmac<Sha256> {
    // HMAC pads a short key with zeros to the hash's block of 64 bytes (RFC 2104). The padded key has a fixed size, so the
    // constructor cannot fail, unlike the one that takes a slice.
    let mut block = [0; 64];
    for (to, from) in block.iter_mut().zip(key) {
        *to = *from;
    }
    let mac = Hmac::new(&block.into());
    block.zeroize();
    mac
}

/// HKDF-SHA-256 with 32 bytes of output.
pub(crate) fn derive(key: &Secret, info: &[u8]) -> Secret {
    let (mut extracted, _) = Hkdf::<Sha256>::extract(Some(SALT), key.as_slice());
    let pseudorandom_key: Secret = Zeroizing::new(extracted.into());
    extracted.as_mut_slice().zeroize();
    // HKDF's expansion to 32 bytes is its first block: HMAC over the info and the byte 1. Written out because the general
    // function can fail (on outputs over 8,160 bytes), and a derivation here cannot.
    let mut first_block = hmac_under(&pseudorandom_key);
    first_block.update(info);
    first_block.update(&[1]);
    Zeroizing::new(first_block.finalize().into_bytes().into())
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn derivation_is_hkdf(key: [u8; 32], info: Vec<u8>) {
            let mut expected = [0; 32];
            Hkdf::<Sha256>::new(Some(SALT), &key).expand(&info, &mut expected).unwrap();
            prop_assert_eq!(*derive(&Zeroizing::new(key), &info), expected);
        }

        #[test]
        fn padding_the_key_changes_nothing(key: [u8; 32], message: Vec<u8>) {
            let expected = Hmac::<Sha256>::new_from_slice(&key).unwrap().chain_update(&message);
            let mac = hmac_under(&key).chain_update(&message);
            prop_assert_eq!(mac.finalize().into_bytes(), expected.finalize().into_bytes());
        }
    }
}
