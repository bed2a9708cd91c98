//! A resident's or a team's key on the device, under a pin code or passphrase.
//!
//! ```text
//! `MIJNSLOT` or `TEAMSLOT`(8) ‖ version(1) = 1 ‖ memory KiB(4) ‖ passes(4) ‖ lanes(4) ‖ salt(16) ‖ nonce(24)
//! ‖ wrapped key(32) ‖ tag(16) ‖ checksum(16)
//! ```
//! The key is wrapped as in the [backup file](crate::backup). A short pin code keeps out somebody who picks up the phone. Somebody
//! who copies its storage can try all pin codes of four digits in minutes to hours, at any cost that a phone can handle; only a
//! passphrase protects against that.

use crate::{
    Cost, Passphrase, RootKey, TeamKey,
    cursor::Cursor,
    wrap::{self, UnwrapError, WRAPPED_LEN, WrapError, Wrapping},
};

/// The length of a locked key in bytes.
pub const LOCKED_LEN: usize = HEADER_LEN + WRAPPED_LEN;

const VERSION: u8 = 1;
const HEADER_LEN: usize = 8 + 1 + Wrapping::LEN;

/// A key that a device keeps locked: [`RootKey`] or [`TeamKey`]. A lock of one kind never opens as the other.
pub trait Lockable: lockable::Lockable {}
impl Lockable for RootKey {}
impl Lockable for TeamKey {}

mod lockable {
    use super::{RootKey, TeamKey};

    pub trait Lockable {
        const MAGIC: [u8; 8];
        fn bytes(&self) -> &[u8; 32];
        fn of(bytes: [u8; 32]) -> Self;
    }

    impl Lockable for RootKey {
        const MAGIC: [u8; 8] = *b"MIJNSLOT";
        fn bytes(&self) -> &[u8; 32] {
            self.expose()
        }
        fn of(bytes: [u8; 32]) -> Self {
            Self::from_random(bytes)
        }
    }

    impl Lockable for TeamKey {
        const MAGIC: [u8; 8] = *b"TEAMSLOT";
        fn bytes(&self) -> &[u8; 32] {
            self.expose()
        }
        fn of(bytes: [u8; 32]) -> Self {
            Self::from_random(bytes)
        }
    }
}

/// The key could not be locked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LockError {
    /// The pin code or passphrase is empty, or white space only.
    #[error("the pin code or passphrase is empty: choose one")]
    EmptySecret,
    /// The device does not have the memory that the cost asks for.
    #[error("not enough memory for the lock: close other apps and try again")]
    OutOfMemory,
}

impl LockError {
    /// Whether the same call may succeed later.
    pub const fn may_retry(self) -> bool {
        matches!(self, Self::OutOfMemory)
    }
}

/// The lock did not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnlockError {
    /// The pin code or passphrase is not the one that the key was locked with.
    #[error("the pin code or passphrase is wrong: try again")]
    WrongSecret,
    /// The bytes are not a lock, or are a lock of the other kind of key.
    #[error("these bytes are not a lock of this app")]
    NotALock,
    /// The lock was made by a newer version of the app.
    #[error("the lock has format {version}, newer than this program knows: update the app")]
    NewerVersion {
        /// The lock's version byte.
        version: u8,
    },
    /// The bytes of the lock were changed or truncated, so that no secret opens it. Restore from a backup file.
    #[error("the lock is damaged: restore from a backup file")]
    Damaged,
    /// The lock asks for more work than any made by this app.
    #[error("the lock asks for more memory or time than is allowed")]
    TooCostly,
    /// The device does not have the memory that the lock asks for.
    #[error("not enough memory to open the lock: close other apps and try again")]
    OutOfMemory,
}

impl UnlockError {
    /// Whether the same call may succeed later.
    pub const fn may_retry(self) -> bool {
        matches!(self, Self::OutOfMemory)
    }
}

/// Locks a key under a pin code or passphrase.
///
/// `salt` and `nonce` are fresh bytes from the system's cryptographic random source. Takes about as long as trying one
/// secret, which is slow on purpose: tens to hundreds of milliseconds at [`Cost::DEFAULT`].
///
/// # Errors
/// Fails if the secret is empty or there is too little memory.
pub fn lock<K: Lockable>(
    key: &K,
    secret: &Passphrase,
    salt: [u8; 16],
    nonce: [u8; 24],
    cost: Cost,
) -> Result<Vec<u8>, LockError> {
    let wrapping = Wrapping { cost, salt, nonce };
    let mut locked = Vec::with_capacity(LOCKED_LEN);
    locked.extend(K::MAGIC);
    locked.push(VERSION);
    wrapping.write(&mut locked);
    wrapping
        .wrap(&mut locked, key.bytes(), secret)
        .map_err(|error| match error {
            WrapError::EmptySecret => LockError::EmptySecret,
            WrapError::OutOfMemory => LockError::OutOfMemory,
        })?;
    Ok(locked)
}

/// Opens a lock that [`lock`] made. A wrong secret runs Argon2id once for each of its candidates.
///
/// # Errors
/// Fails if the secret is wrong, if the bytes are not an intact lock of this kind of key in a known format and within the bounds
/// of [`Cost`], or if there is too little memory.
pub fn unlock<K: Lockable>(locked: &[u8], secret: &Passphrase) -> Result<K, UnlockError> {
    let mut cursor = Cursor::new(locked);
    if cursor.array() != Some(K::MAGIC) {
        return Err(UnlockError::NotALock);
    }
    match cursor.u8() {
        Some(VERSION) => {}
        None | Some(0) => return Err(UnlockError::Damaged),
        Some(version) => return Err(UnlockError::NewerVersion { version }),
    }
    let wrapping = Wrapping::read(&mut cursor).ok_or(UnlockError::Damaged)?;
    let wrapped = cursor.array().ok_or(UnlockError::Damaged)?;
    let (header, _) = locked.split_at_checked(HEADER_LEN).ok_or(UnlockError::Damaged)?;
    if !cursor.rest().is_empty() || !wrap::is_intact(header, &wrapped) {
        return Err(UnlockError::Damaged);
    }
    // Checked after the checksum: a flipped bit in the cost is damage, not a hostile lock.
    let wrapping = wrapping.map_err(|_| UnlockError::TooCostly)?;
    wrapping
        .unwrap(header, &wrapped, secret)
        .map(|key| K::of(*key))
        .map_err(|error| match error {
            UnwrapError::WrongSecret => UnlockError::WrongSecret,
            UnwrapError::OutOfMemory => UnlockError::OutOfMemory,
        })
}
