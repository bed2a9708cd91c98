//! The format of a sealed record.
//!
//! ```text
//! version(1) = 1 ‖ key id(1) ‖ nonce(24) ‖ XChaCha20-Poly1305(signature(32) ‖ body ‖ spaces) ‖ tag(16)
//! ```
//! - Key id: 1 for the shared record key, 2 for the private one.
//! - Associated data: version ‖ key id ‖ log id(16). A record moved to another log does not open.
//! - The plaintext is padded with spaces (0x20, which JSON ignores) to the next multiple of 256 bytes and never further, so
//!   that a length reveals little and each body has exactly one plaintext. Trailing spaces of a body are not kept.
//! - Signature: HMAC-SHA-256 over `mijn-brug/v1/record` ‖ log id ‖ key id ‖ nonce ‖ body, under the signing key
//!   of the writer's side.

use chacha20poly1305::{AeadInOut, XChaCha20Poly1305};
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::{LogId, RecordId, cursor::Cursor};

/// The maximum length of a body in bytes: 64 KiB.
pub const MAX_BODY_LEN: usize = 64 * 1024;
/// The maximum length of a sealed record in bytes.
pub const MAX_SEALED_LEN: usize = sealed_len(MAX_BODY_LEN);
/// The minimum length of a sealed record in bytes.
pub const MIN_SEALED_LEN: usize = sealed_len(0);

/// Lengths of plaintexts are multiples of this many bytes.
pub const PADDING: usize = 256;
const VERSION: u8 = 1;
const HEADER_LEN: usize = 1 + 1 + NONCE_LEN;
const NONCE_LEN: usize = 24;
const SIGNATURE_LEN: usize = 32;
const TAG_LEN: usize = 16;
const SIGNATURE_LABEL: &[u8] = b"mijn-brug/v1/record";

/// Who can open a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Visibility {
    /// The resident and the caseworkers of the paired team.
    Shared,
    /// The resident only.
    Private,
}

impl Visibility {
    const fn key_id(self) -> u8 {
        match self {
            Self::Shared => 1,
            Self::Private => 2,
        }
    }

    const fn from_key_id(key_id: u8) -> Option<Self> {
        match key_id {
            1 => Some(Self::Shared),
            2 => Some(Self::Private),
            _ => None,
        }
    }
}

/// A record could not be sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The body is longer than [`MAX_BODY_LEN`]; split or shorten it.
    #[error("the entry is {len} bytes long, over the limit of {MAX_BODY_LEN}: shorten it")]
    BodyTooLarge {
        /// The body's length in bytes, without trailing spaces.
        len: usize,
    },
}

/// A sealed record could not be opened. The record itself is always kept, so nothing is lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OpenError {
    /// The format is newer than this program knows; after an update the record may open.
    #[error("the record has format {version}, newer than this program knows: update the app")]
    NewerVersion {
        /// The record's version byte.
        version: u8,
    },
    /// The record names a key that this version of the format does not have.
    #[error("the record names the unknown key {key_id}: it is damaged or not a record")]
    UnknownKey {
        /// The record's key id.
        key_id: u8,
    },
    /// The resident did not share this record. On a caseworker's device this is expected.
    #[error("the record is the resident's own and was not shared")]
    NotShared,
    /// No record has this length: the bytes were truncated or are something else.
    #[error("a record cannot be {len} bytes long: it was truncated or is not a record")]
    WrongLength {
        /// The number of bytes given.
        len: usize,
    },
    /// The bytes were changed, or the record belongs to another log or key.
    #[error("the record was changed, or belongs to someone else's plan")]
    DoesNotOpen,
    /// The record opens, but its padding or its length does not follow the format.
    #[error("the record opens but does not follow the format: ignore it")]
    Malformed,
}

/// A sealed record, as it is stored, sent and kept in a backup file.
#[derive(Clone, PartialEq, Eq)]
pub struct SealedRecord(Vec<u8>);

impl SealedRecord {
    /// The sealed bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The sealed bytes, without copying them.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// The record's id.
    pub fn id(&self) -> RecordId {
        RecordId::of(&self.0)
    }
}

/// What is signed besides the log and the body.
#[derive(Clone, Copy)]
pub(crate) struct Envelope {
    pub(crate) visibility: Visibility,
    pub(crate) nonce: [u8; NONCE_LEN],
}

impl Envelope {
    /// The HMAC state after everything that precedes the body. `signer` is the state after the log (see [`signer_for_log`]).
    fn signing(self, signer: &Hmac<Sha256>) -> Hmac<Sha256> {
        let mut mac = signer.clone();
        mac.update(&[self.visibility.key_id()]);
        mac.update(&self.nonce);
        mac
    }

    /// Whether `signer` made `signature` over `body`. Compares in constant time.
    pub(crate) fn is_signed_by(
        self,
        signer: &Hmac<Sha256>,
        body: &[u8],
        signature: &[u8; SIGNATURE_LEN],
    ) -> bool {
        let mut mac = self.signing(signer);
        mac.update(body);
        mac.verify(signature.into()).is_ok()
    }
}

/// An opened record: its envelope, its signature and its plaintext without padding.
pub(crate) struct Plaintext {
    pub(crate) envelope: Envelope,
    pub(crate) signature: [u8; SIGNATURE_LEN],
    /// Signature ‖ body: kept together so that opening moves no bytes.
    pub(crate) bytes: Vec<u8>,
}

impl Plaintext {
    pub(crate) fn body(&self) -> &[u8] {
        self.bytes.get(SIGNATURE_LEN..).unwrap_or_default()
    }

    pub(crate) fn into_body(mut self) -> Vec<u8> {
        self.bytes.drain(..SIGNATURE_LEN.min(self.bytes.len()));
        self.bytes
    }
}

/// The HMAC state after the label and the log, made once for all records of the log.
pub(crate) fn signer_for_log(mut keyed: Hmac<Sha256>, log: LogId) -> Hmac<Sha256> {
    keyed.update(SIGNATURE_LABEL);
    keyed.update(log.as_bytes());
    keyed
}

pub(crate) fn seal(
    cipher: &XChaCha20Poly1305,
    signer: &Hmac<Sha256>,
    log: LogId,
    envelope: Envelope,
    body: &[u8],
) -> Result<SealedRecord, SealError> {
    let body = without_padding(body);
    let too_large = SealError::BodyTooLarge { len: body.len() };
    if body.len() > MAX_BODY_LEN {
        return Err(too_large);
    }
    let mut mac = envelope.signing(signer);
    mac.update(body);

    let key_id = envelope.visibility.key_id();
    let mut sealed = Vec::with_capacity(sealed_len(body.len()));
    sealed.extend([VERSION, key_id]);
    sealed.extend(envelope.nonce);
    sealed.extend(mac.finalize().into_bytes());
    sealed.extend(body);
    sealed.resize(HEADER_LEN + plain_len(body.len()), b' ');
    let (_, plain) = sealed.split_at_mut(HEADER_LEN);
    let tag = cipher
        .encrypt_inout_detached(
            &envelope.nonce.into(),
            &associated_data(key_id, log),
            plain.into(),
        )
        // The cipher fails only for plaintexts over 256 GiB.
        .map_err(|_| too_large)?;
    sealed.extend(tag);
    Ok(SealedRecord(sealed))
}

/// Opens a record. `cipher_for` returns the cipher and the log for a visibility, or `None` if the keyring has none.
pub(crate) fn open<'k>(
    cipher_for: impl FnOnce(Visibility) -> Option<(&'k XChaCha20Poly1305, LogId)>,
    sealed: &[u8],
) -> Result<Plaintext, OpenError> {
    let wrong_length = OpenError::WrongLength { len: sealed.len() };
    let mut cursor = Cursor::new(sealed);
    // The version is checked before the length: a newer format may have other lengths.
    match cursor.u8().ok_or(wrong_length)? {
        VERSION => {}
        0 => return Err(OpenError::DoesNotOpen),
        version => return Err(OpenError::NewerVersion { version }),
    }
    let key_id = cursor.u8().ok_or(wrong_length)?;
    let visibility = Visibility::from_key_id(key_id).ok_or(OpenError::UnknownKey { key_id })?;
    let nonce = cursor.array().ok_or(wrong_length)?;
    let (plain, tag) = cursor.rest().split_last_chunk::<TAG_LEN>().ok_or(wrong_length)?;
    if plain.is_empty() || plain.len() % PADDING != 0 || sealed.len() > MAX_SEALED_LEN {
        return Err(wrong_length);
    }
    let (cipher, log) = cipher_for(visibility).ok_or(OpenError::NotShared)?;

    let mut bytes = plain.to_vec();
    cipher
        .decrypt_inout_detached(
            &nonce.into(),
            &associated_data(key_id, log),
            bytes.as_mut_slice().into(),
            tag.into(),
        )
        .map_err(|_| OpenError::DoesNotOpen)?;
    let (signature, padded) = bytes.split_first_chunk::<SIGNATURE_LEN>().ok_or(wrong_length)?;
    let signature = *signature;
    let body_len = without_padding(padded).len();
    if body_len > MAX_BODY_LEN || plain_len(body_len) != bytes.len() {
        return Err(OpenError::Malformed);
    }
    bytes.truncate(SIGNATURE_LEN + body_len);
    Ok(Plaintext {
        envelope: Envelope { visibility, nonce },
        signature,
        bytes,
    })
}

const fn plain_len(body_len: usize) -> usize {
    (SIGNATURE_LEN + body_len).next_multiple_of(PADDING)
}

const fn sealed_len(body_len: usize) -> usize {
    HEADER_LEN + plain_len(body_len) + TAG_LEN
}

fn without_padding(body: &[u8]) -> &[u8] {
    let len = body
        .iter()
        .rposition(|byte| *byte != b' ')
        .map_or(0, |last| last + 1);
    body.get(..len).unwrap_or(body)
}

fn associated_data(key_id: u8, log: LogId) -> [u8; 18] {
    let mut data = [0; 18];
    for (to, from) in data
        .iter_mut()
        .zip([VERSION, key_id].iter().chain(log.as_bytes()))
    {
        *to = *from;
    }
    data
}
