//! Seals and opens records, for one side of one log.

use hmac::Hmac;
use sha2::Sha256;

use crate::{
    AccessToken, LogId, OpenError, RootKey, SealError, SealedRecord, SharedKey, TeamKey, Visibility,
    key::hmac_under,
    record::{self, Envelope, Plaintext},
    record_cipher::RecordCipher,
};

/// The keys of one side of one log, ready for use.
///
/// `Side` is [`Resident`] or [`Caseworker`]. A caseworker's keyring is made from the shared key and the team key, from which
/// neither the resident's signing key nor the private record key can be derived. The types enforce it too: a caseworker's
/// `seal` takes no visibility.
/// ```compile_fail
/// use mijn_brug_seal::{Keyring, SharedKey, TeamKey, Visibility};
/// let keyring = Keyring::caseworker(&SharedKey::from_bytes([1; 32]), &TeamKey::from_random([2; 32]));
/// let _ = keyring.seal(b"{}", Visibility::Private, [3; 24]);
/// ```
pub struct Keyring<Side> {
    access_token: AccessToken,
    shared: RecordCipher,
    side: Side,
}

/// The resident's side: opens everything, and signs as the resident.
pub struct Resident {
    root: RootKey,
    pairing: u32,
    /// Always bound to the log of the first pairing, so that private records can still be opened after a new pairing.
    private: RecordCipher,
}

/// The caseworker's side: opens what is shared, and signs as the team.
pub struct Caseworker {
    // Private, so that only `Keyring::caseworker` makes a `Keyring<Caseworker>`.
    _made_here: (),
}

/// A side of a log: [`Resident`] or [`Caseworker`], and no other type.
pub trait Side: sealed::Side {}
impl Side for Resident {}
impl Side for Caseworker {}

mod sealed {
    use super::{Caseworker, RecordCipher, Resident};

    pub trait Side {
        fn private(&self) -> Option<&RecordCipher>;
    }

    impl Side for Resident {
        fn private(&self) -> Option<&RecordCipher> {
            Some(&self.private)
        }
    }

    impl Side for Caseworker {
        fn private(&self) -> Option<&RecordCipher> {
            None
        }
    }
}

impl Keyring<Resident> {
    /// The keyring of the resident with this root key, for the pairing of this number: see [`RootKey::shared_key`].
    pub fn resident(root: RootKey, pairing: u32) -> Self {
        let signing_key = root.resident_signing_key();
        let first_log = root.shared_key(0).log_id();
        let private = RecordCipher::new(&root.private_record_key(), first_log, hmac_under(&signing_key));
        let shared = root.shared_key(pairing);
        Self::new(
            &shared,
            hmac_under(&signing_key),
            Resident {
                root,
                pairing,
                private,
            },
        )
    }

    /// The number of the pairing: see [`RootKey::shared_key`].
    pub fn pairing(&self) -> u32 {
        self.side.pairing
    }

    /// The root key, for the lock, the backup file and pairing.
    pub fn root_key(&self) -> &RootKey {
        &self.side.root
    }

    /// Seals an entry, signed by the resident.
    ///
    /// `body` is at most [`record::MAX_BODY_LEN`] bytes of JSON; trailing spaces are not kept. `nonce` is 24 fresh bytes from
    /// the system's cryptographic random source, never used before.
    ///
    /// # Errors
    /// Fails if the body is too long.
    pub fn seal(
        &self,
        body: &[u8],
        visibility: Visibility,
        nonce: [u8; 24],
    ) -> Result<SealedRecord, SealError> {
        let record_cipher = match visibility {
            Visibility::Shared => &self.shared,
            Visibility::Private => &self.side.private,
        };
        record_cipher.seal(Envelope { visibility, nonce }, body)
    }
}

impl Keyring<Caseworker> {
    /// The keyring of a caseworker of this team, for the resident who handed over this shared key.
    pub fn caseworker(shared: &SharedKey, team: &TeamKey) -> Self {
        Self::new(
            shared,
            hmac_under(&team.signing_key()),
            Caseworker { _made_here: () },
        )
    }

    /// Seals an entry, signed by the team. It is always shared, so the resident can open it.
    ///
    /// `body` and `nonce` are as for the resident's [`seal`](Keyring::<Resident>::seal).
    ///
    /// # Errors
    /// Fails if the body is too long.
    pub fn seal(&self, body: &[u8], nonce: [u8; 24]) -> Result<SealedRecord, SealError> {
        let envelope = Envelope {
            visibility: Visibility::Shared,
            nonce,
        };
        self.shared.seal(envelope, body)
    }
}

impl<S: Side> Keyring<S> {
    fn new(shared: &SharedKey, keyed: Hmac<Sha256>, side: S) -> Self {
        Self {
            access_token: shared.access_token(),
            shared: RecordCipher::new(&shared.record_key(), shared.log_id(), keyed),
            side,
        }
    }

    /// The id of the log that the two sides share at the service.
    pub fn log_id(&self) -> LogId {
        self.shared.log
    }

    /// The token that the service requires for reading and writing the log.
    pub fn access_token(&self) -> &AccessToken {
        &self.access_token
    }

    /// Opens a sealed record, with one allocation of about the record's length.
    ///
    /// This does not verify who wrote it: see [`is_from_own_side`](Self::is_from_own_side).
    ///
    /// # Errors
    /// Fails if this side has no key for the record, or if the bytes are not a record of this log in a known format.
    pub fn open(&self, sealed: &[u8]) -> Result<Opened, OpenError> {
        let cipher_for = |visibility| {
            self.record_cipher(visibility)
                .map(|record_cipher| (&record_cipher.cipher, record_cipher.log))
        };
        record::open(cipher_for, sealed).map(Opened)
    }

    fn record_cipher(&self, visibility: Visibility) -> Option<&RecordCipher> {
        match visibility {
            Visibility::Shared => Some(&self.shared),
            Visibility::Private => self.side.private(),
        }
    }

    /// Whether a device of this keyring's own side wrote the record, for this log. Compares in constant time.
    ///
    /// An entry that claims this side's role is valid only if this is true.
    pub fn is_from_own_side(&self, opened: &Opened) -> bool {
        let Opened(plain) = opened;
        self.record_cipher(plain.envelope.visibility)
            .is_some_and(|record_cipher| {
                plain
                    .envelope
                    .is_signed_by(&record_cipher.signer, plain.body(), &plain.signature)
            })
    }
}

/// An opened record. Only [`Keyring::open`] makes one.
pub struct Opened(Plaintext);

impl Opened {
    /// The entry's bytes, without the padding.
    pub fn body(&self) -> &[u8] {
        self.0.body()
    }

    /// The entry's bytes, in the allocation that [`Keyring::open`] made.
    pub fn into_body(self) -> Vec<u8> {
        self.0.into_body()
    }

    /// Which key sealed the record.
    pub fn visibility(&self) -> Visibility {
        self.0.envelope.visibility
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

    use chacha20poly1305::AeadInOut;

    use super::*;

    const BODY: &[u8] = b"{}";

    fn resident() -> Keyring<Resident> {
        Keyring::resident(RootKey::from_random([1; 32]), 0)
    }

    /// A record as an attacker could make it who holds the shared key and the plaintext of a record.
    fn forge(nonce: [u8; 24], plaintext: &[u8]) -> Result<Opened, OpenError> {
        let keyring = resident();
        let mut sealed = [[1, 1].as_slice(), &nonce].concat();
        let associated_data = [[1, 1].as_slice(), keyring.log_id().as_bytes()].concat();
        let mut text = plaintext.to_vec();
        let buffer = text.as_mut_slice().into();
        let tag = keyring
            .shared
            .cipher
            .encrypt_inout_detached(&nonce.into(), &associated_data, buffer)
            .unwrap();
        sealed.extend(text);
        sealed.extend(tag);
        keyring.open(&sealed)
    }

    /// Signature, body and padding of the resident's own record, sealed with the nonce `[3; 24]`.
    fn own_plaintext() -> Vec<u8> {
        let sealed = resident().seal(BODY, Visibility::Shared, [3; 24]).unwrap();
        let Opened(plain) = resident().open(sealed.as_bytes()).unwrap();
        let mut bytes = plain.bytes;
        bytes.resize(256, b' ');
        bytes
    }

    #[test]
    fn a_residents_entry_cannot_be_replayed() {
        let again = forge([3; 24], &own_plaintext()).unwrap();
        assert!(resident().is_from_own_side(&again), "the very same record");
        let under_another_nonce = forge([4; 24], &own_plaintext()).unwrap();
        assert_eq!(under_another_nonce.body(), BODY);
        assert!(!resident().is_from_own_side(&under_another_nonce));
        let with_more_padding = forge([3; 24], &[own_plaintext().as_slice(), &[b' '; 256]].concat());
        assert_eq!(with_more_padding.err(), Some(OpenError::Malformed));
    }

    #[test]
    fn a_changed_body_fails_verification() {
        let mut plaintext = own_plaintext();
        plaintext[33] = b']';
        assert!(!resident().is_from_own_side(&forge([3; 24], &plaintext).unwrap()));
    }

    #[test]
    fn a_body_over_the_limit_breaks_the_format() {
        let plaintext = vec![b'x'; record::MAX_SEALED_LEN - record::MIN_SEALED_LEN + 256];
        assert_eq!(forge([3; 24], &plaintext).err(), Some(OpenError::Malformed));
    }

    #[test]
    fn an_empty_body_is_a_body() {
        assert_eq!(forge([3; 24], &[b' '; 256]).unwrap().body(), b"");
    }
}
