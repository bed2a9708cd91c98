//! Wraps a key under a pin code or passphrase, for the lock and for the backup file.
//!
//! ```text
//! header ‖ XChaCha20-Poly1305(key)(32) ‖ tag(16) ‖ checksum(16)
//! ```
//! - The header ends with, or contains, memory KiB(4) ‖ passes(4) ‖ lanes(4) ‖ salt(16) ‖ nonce(24).
//! - The encryption key is the 32-byte output of Argon2id(secret, salt). The associated data is the whole header, which begins
//!   with the magic bytes of the format, so that a lock cannot pass for a backup file.
//! - The checksum is the first half of SHA-256 over everything before it. It is not secret and gives no protection; it only
//!   distinguishes a damaged file from a wrong passphrase.
//!
//! A key is wrapped under the normalized text of a [passphrase](crate::passphrase), and unwrapped with that text or one of the
//! passphrase's other candidates.

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{AeadInOut, KeyInit, XChaCha20Poly1305};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{Cost, Passphrase, cost::CostError, cursor::Cursor, id::first_16, key::Secret};

/// The length of a wrapped key in bytes, including the checksum.
pub(crate) const WRAPPED_LEN: usize = 32 + TAG_LEN + CHECKSUM_LEN;
const TAG_LEN: usize = 16;
const CHECKSUM_LEN: usize = 16;

/// How a key was wrapped. Not secret.
#[derive(Clone, Copy)]
pub(crate) struct Wrapping {
    pub(crate) cost: Cost,
    pub(crate) salt: [u8; 16],
    pub(crate) nonce: [u8; 24],
}

/// A key could not be wrapped.
pub(crate) enum WrapError {
    EmptySecret,
    OutOfMemory,
}

/// A key could not be unwrapped.
pub(crate) enum UnwrapError {
    WrongSecret,
    OutOfMemory,
}

impl Wrapping {
    /// The length of a wrapping in bytes.
    pub(crate) const LEN: usize = 4 + 4 + 4 + 16 + 24;

    pub(crate) fn write(&self, header: &mut Vec<u8>) {
        header.extend(self.cost.memory_kib().to_be_bytes());
        header.extend(self.cost.passes().to_be_bytes());
        header.extend(self.cost.lanes().to_be_bytes());
        header.extend(self.salt);
        header.extend(self.nonce);
    }

    /// `None` if there are too few bytes; an error if the cost is out of bounds.
    pub(crate) fn read(cursor: &mut Cursor<'_>) -> Option<Result<Self, CostError>> {
        let (memory_kib, passes, lanes) = (cursor.u32()?, cursor.u32()?, cursor.u32()?);
        let (salt, nonce) = (cursor.array()?, cursor.array()?);
        Some(Cost::new(memory_kib, passes, lanes).map(|cost| Self { cost, salt, nonce }))
    }

    /// Appends the wrapped key and the checksum to a finished header.
    pub(crate) fn wrap(
        &self,
        header: &mut Vec<u8>,
        key: &[u8; 32],
        secret: &Passphrase,
    ) -> Result<(), WrapError> {
        if secret.is_empty() {
            return Err(WrapError::EmptySecret);
        }
        let cipher = self.cipher(secret.text()).ok_or(WrapError::OutOfMemory)?;
        let mut wrapped = Zeroizing::new(*key);
        let tag = cipher
            .encrypt_inout_detached(&self.nonce.into(), header, wrapped.as_mut_slice().into())
            // The cipher only fails on texts of over 256 GiB.
            .map_err(|_| WrapError::OutOfMemory)?;
        header.extend(*wrapped);
        header.extend(tag);
        header.extend(checksum(header));
        Ok(())
    }

    /// Unwraps the key that follows `header`; `wrapped` is what [`wrap`](Self::wrap) appended.
    pub(crate) fn unwrap(
        &self,
        header: &[u8],
        wrapped: &[u8; WRAPPED_LEN],
        secret: &Passphrase,
    ) -> Result<Secret, UnwrapError> {
        for candidate in secret.candidates() {
            match self.unwrap_with(header, wrapped, candidate) {
                Err(UnwrapError::WrongSecret) => {}
                result => return result,
            }
        }
        Err(UnwrapError::WrongSecret)
    }

    fn unwrap_with(
        &self,
        header: &[u8],
        wrapped: &[u8; WRAPPED_LEN],
        secret: &str,
    ) -> Result<Secret, UnwrapError> {
        let mut cursor = Cursor::new(wrapped);
        let (Some(root), Some(tag)) = (cursor.array(), cursor.array::<TAG_LEN>()) else {
            return Err(UnwrapError::WrongSecret);
        };
        let cipher = self.cipher(secret).ok_or(UnwrapError::OutOfMemory)?;
        let mut root: Secret = Zeroizing::new(root);
        cipher
            .decrypt_inout_detached(
                &self.nonce.into(),
                header,
                root.as_mut_slice().into(),
                &tag.into(),
            )
            .map_err(|_| UnwrapError::WrongSecret)?;
        Ok(root)
    }

    fn cipher(&self, secret: &str) -> Option<XChaCha20Poly1305> {
        let key = stretch(secret.as_bytes(), &self.salt, self.cost)?;
        Some(XChaCha20Poly1305::new((&*key).into()))
    }
}

/// 32 bytes of Argon2id. `None` if there is too little memory, its only failure within the bounds of [`Cost`].
pub(crate) fn stretch(secret: &[u8], salt: &[u8], cost: Cost) -> Option<Secret> {
    let params = Params::new(cost.memory_kib(), cost.passes(), cost.lanes(), Some(32)).ok()?;
    let mut key: Secret = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(secret, salt, key.as_mut_slice())
        .ok()?;
    Some(key)
}

/// Whether the checksum at the end of `wrapped` matches `header` and the wrapped key.
pub(crate) fn is_intact(header: &[u8], wrapped: &[u8; WRAPPED_LEN]) -> bool {
    wrapped
        .split_last_chunk::<CHECKSUM_LEN>()
        .is_some_and(|(key, sum)| {
            let digest = Sha256::new().chain_update(header).chain_update(key).finalize();
            first_16(digest.into()) == *sum
        })
}

fn checksum(bytes: &[u8]) -> [u8; CHECKSUM_LEN] {
    first_16(Sha256::digest(bytes).into())
}
