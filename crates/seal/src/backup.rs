//! The backup file: all sealed records, and the root key under a passphrase.
//!
//! ```text
//! header(93):  `MIJNBRUG`(8) ‖ version(1) = 1
//!              ‖ memory KiB(4) ‖ passes(4) ‖ lanes(4) ‖ salt(16) ‖ nonce(24)
//!              ‖ record count(8) ‖ length of the records' part in bytes(8) ‖ XOR of the record ids(16)
//! key(64):     wrapped root key(32) ‖ tag(16) ‖ checksum(16)
//! records:     each: length(4) ‖ sealed bytes, in ascending order of record id, none twice
//! ```
//! The whole header is the associated data of the wrapped root key, and the checksum covers header and key. Reading
//! takes two steps: [`read`] checks everything that can be checked without the passphrase, which is cheap and tells a
//! person whether this is the right file before they type; [`BackupFile::unlock`] then takes the work of the file's [`Cost`].
//! With the same passphrase, salt, nonce and cost, the same set of records gives the same file, in whatever order they come.

use std::collections::BTreeMap;

use crate::{
    Cost, Passphrase, RecordId, RootKey, SetHash,
    cursor::Cursor,
    wrap::{self, UnwrapError, WRAPPED_LEN, WrapError, Wrapping},
};

/// The maximum length of a backup file in bytes: 64 MiB, some ninety years of one resident's records.
pub const MAX_FILE_LEN: usize = 64 * 1024 * 1024;

const MAGIC: [u8; 8] = *b"MIJNBRUG";
const VERSION: u8 = 1;
const HEADER_LEN: usize = 8 + 1 + Wrapping::LEN + 8 + 8 + 16;
const LENGTH_LEN: usize = 4;

/// A backup file could not be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteError {
    /// The passphrase is empty, or white space only.
    #[error("the passphrase is empty: choose one")]
    EmptyPassphrase,
    /// The file would be longer than [`MAX_FILE_LEN`], so [`read`] would refuse it.
    #[error("the backup file would be larger than {MAX_FILE_LEN} bytes")]
    TooLarge,
    /// The device does not have the memory that the cost asks for.
    #[error("not enough memory to make the backup file: close other apps and try again")]
    OutOfMemory,
}

impl WriteError {
    /// Whether the same call may succeed later.
    pub const fn may_retry(self) -> bool {
        matches!(self, Self::OutOfMemory)
    }
}

/// A file is not a backup file that this program can read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BackupError {
    /// Some other kind of file.
    #[error("this is not a backup file of this app: choose another file")]
    NotABackup,
    /// Made by a newer version of the app.
    #[error("the backup file has format {version}, newer than this program knows: update the app")]
    NewerVersion {
        /// The file's version byte.
        version: u8,
    },
    /// The end of the file is missing, as after a broken download.
    #[error("the end of the backup file is missing: copy it again from its source")]
    Truncated,
    /// The file's bytes were changed.
    #[error("the backup file is damaged: copy it again from its source")]
    Damaged,
    /// Longer than any file that [`write()`] makes.
    #[error("the file is {len} bytes long, over the limit of {MAX_FILE_LEN}: choose another file")]
    TooLarge {
        /// The file's length in bytes.
        len: usize,
    },
    /// The file asks for more work than any made by this app.
    #[error("the backup file asks for more memory or time than is allowed")]
    TooCostly,
}

/// The root key in a backup file could not be unwrapped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnlockError {
    /// The passphrase is not the one that the file was made with.
    #[error("the passphrase is wrong: try again")]
    WrongPassphrase,
    /// The device does not have the memory that the file asks for.
    #[error("not enough memory to open the backup file: close other apps and try again")]
    OutOfMemory,
}

impl UnlockError {
    /// Whether the same call may succeed later.
    pub const fn may_retry(self) -> bool {
        matches!(self, Self::OutOfMemory)
    }
}

/// Writes a backup file of these sealed records. Duplicates are written once.
///
/// `salt` and `nonce` are fresh bytes from the system's cryptographic random source.
///
/// # Errors
/// Fails if the passphrase is empty, if the file would be longer than [`MAX_FILE_LEN`], or if there is too little memory.
pub fn write<R: AsRef<[u8]>>(
    records: &[R],
    root: &RootKey,
    passphrase: &Passphrase,
    salt: [u8; 16],
    nonce: [u8; 24],
    cost: Cost,
) -> Result<Vec<u8>, WriteError> {
    let by_id: BTreeMap<RecordId, &[u8]> = records
        .iter()
        .map(AsRef::as_ref)
        .map(|sealed| (RecordId::of(sealed), sealed))
        .collect();
    let set: SetHash = by_id.keys().copied().collect();
    let body_len: usize = by_id.values().map(|sealed| LENGTH_LEN + sealed.len()).sum();
    let file_len = HEADER_LEN + WRAPPED_LEN + body_len;
    if file_len > MAX_FILE_LEN {
        return Err(WriteError::TooLarge);
    }

    let wrapping = Wrapping { cost, salt, nonce };
    let mut file = Vec::with_capacity(file_len);
    file.extend(MAGIC);
    file.push(VERSION);
    wrapping.write(&mut file);
    file.extend(set.count().to_be_bytes());
    file.extend(
        u64::try_from(body_len)
            .map_err(|_| WriteError::TooLarge)?
            .to_be_bytes(),
    );
    file.extend(set.xor());
    wrapping
        .wrap(&mut file, root.expose(), passphrase)
        .map_err(|error| match error {
            WrapError::EmptySecret => WriteError::EmptyPassphrase,
            WrapError::OutOfMemory => WriteError::OutOfMemory,
        })?;
    for sealed in by_id.values() {
        file.extend(
            u32::try_from(sealed.len())
                .map_err(|_| WriteError::TooLarge)?
                .to_be_bytes(),
        );
        file.extend(*sealed);
    }
    Ok(file)
}

/// Reads a backup file as far as possible without its passphrase: checks that it is complete and undamaged, and lists its records.
///
/// # Errors
/// Fails if the file is not a backup file, has a newer format, is truncated, damaged or too large, or asks for too much work.
pub fn read(file: &[u8]) -> Result<BackupFile<'_>, BackupError> {
    let mut cursor = Cursor::new(file);
    match cursor.array() {
        Some(MAGIC) => {}
        None if MAGIC.starts_with(file) => return Err(BackupError::Truncated),
        _ => return Err(BackupError::NotABackup),
    }
    // The version comes first: a newer format may be longer and have other fields.
    match cursor.u8().ok_or(BackupError::Truncated)? {
        VERSION => {}
        0 => return Err(BackupError::Damaged),
        version => return Err(BackupError::NewerVersion { version }),
    }
    if file.len() > MAX_FILE_LEN {
        return Err(BackupError::TooLarge { len: file.len() });
    }
    let wrapping = Wrapping::read(&mut cursor).ok_or(BackupError::Truncated)?;
    let count = cursor.u64().ok_or(BackupError::Truncated)?;
    let body_len = cursor.u64().ok_or(BackupError::Truncated)?;
    let xor = cursor.array().ok_or(BackupError::Truncated)?;
    let wrapped = cursor.array().ok_or(BackupError::Truncated)?;
    let (header, _) = file.split_at_checked(HEADER_LEN).ok_or(BackupError::Truncated)?;
    if !wrap::is_intact(header, &wrapped) {
        return Err(BackupError::Damaged);
    }
    // Checked after the checksum: a flipped bit in the cost is damage, not a hostile file.
    let wrapping = wrapping.map_err(|_| BackupError::TooCostly)?;

    let body = cursor.rest();
    match usize::try_from(body_len) {
        Ok(len) if len == body.len() => {}
        Ok(len) if len < body.len() => return Err(BackupError::Damaged),
        _ => return Err(BackupError::Truncated),
    }
    let (records, set) = read_records(body).ok_or(BackupError::Damaged)?;
    if set != SetHash::from_parts(xor, count) {
        return Err(BackupError::Damaged);
    }
    Ok(BackupFile {
        header,
        wrapping,
        wrapped,
        records,
        set,
    })
}

/// `None` if the bytes are not records in ascending order of id.
fn read_records(body: &[u8]) -> Option<(Vec<&[u8]>, SetHash)> {
    let mut cursor = Cursor::new(body);
    let mut records = Vec::new();
    let mut set = SetHash::default();
    let mut previous = None;
    while !cursor.rest().is_empty() {
        let len = usize::try_from(cursor.u32()?).ok()?;
        let sealed = cursor.slice(len)?;
        let id = RecordId::of(sealed);
        if previous.is_some_and(|previous| previous >= id) {
            return None;
        }
        previous = Some(id);
        set.insert(id);
        records.push(sealed);
    }
    Some((records, set))
}

/// A backup file that is complete and undamaged; its records are borrowed from the file's bytes.
pub struct BackupFile<'file> {
    header: &'file [u8],
    wrapping: Wrapping,
    wrapped: [u8; WRAPPED_LEN],
    records: Vec<&'file [u8]>,
    set: SetHash,
}

impl<'file> BackupFile<'file> {
    /// The sealed records, in ascending order of id. Some may have a newer format; opening such a record returns an error.
    pub fn records(&self) -> &[&'file [u8]] {
        &self.records
    }

    /// The records' count and the XOR of their ids.
    pub fn set_hash(&self) -> SetHash {
        self.set
    }

    /// The cost of trying one candidate of a passphrase.
    pub fn cost(&self) -> Cost {
        self.wrapping.cost
    }

    /// Unwraps the root key. Runs Argon2id at the file's [`cost`](Self::cost) for each candidate of the passphrase that it tries.
    ///
    /// # Errors
    /// Fails if the passphrase is wrong or there is too little memory.
    pub fn unlock(&self, passphrase: &Passphrase) -> Result<RootKey, UnlockError> {
        self.wrapping
            .unwrap(self.header, &self.wrapped, passphrase)
            .map(|key| RootKey::from_random(*key))
            .map_err(|error| match error {
                UnwrapError::WrongSecret => UnlockError::WrongPassphrase,
                UnwrapError::OutOfMemory => UnlockError::OutOfMemory,
            })
    }
}
