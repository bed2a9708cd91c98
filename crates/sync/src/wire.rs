//! The wire format of records: binary instead of JSON, which would need base64. Numbers are big-endian.
//!
//! ```text
//! head    seq(8) ‖ xor(16) ‖ count(8)
//! batch   (len(4) ‖ sealed)*                       what a device appends
//! page    head ‖ (seq(8) ‖ len(4) ‖ sealed)*       what it reads
//! ids     head ‖ (seq(8) ‖ id(16))*                what it compares when the set hashes differ
//! ```
//! Reading never panics. A page has no ids, so the device computes each record's id itself.

use mijn_brug_seal::record;
pub use mijn_brug_seal::{LogId, RecordId, SetHash};

/// The media type of batches, pages and lists of ids.
pub const MEDIA_TYPE: &str = "application/vnd.mijn-brug.records";

/// The maximum number of records in a batch or a page.
pub const RECORDS_MAX: usize = 500;

/// The maximum number of bytes in a batch or a page. A page that would be larger ends earlier, but has at least one record.
pub const BYTES_MAX: usize = 1024 * 1024;

/// The maximum number of ids in a list of ids.
pub const IDS_MAX: usize = 10_000;

/// The state of a log: the number of its last record, and the hash of its set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The number of the last record: records are numbered from 1 without gaps. 0 for an empty log.
    pub seq: u64,
    /// The hash of all records of the log.
    pub set: SetHash,
}

/// A record with its number in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbered<T> {
    /// Its number, from 1.
    pub seq: u64,
    /// The record, or its id.
    pub item: T,
}

/// Part of a log, and the head of the log when it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page<T> {
    /// The head of the log.
    pub head: Head,
    /// The records or ids, in the order of their numbers.
    pub items: Vec<Numbered<T>>,
}

/// The bytes do not follow the format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WireError {
    /// The bytes end too early.
    #[error("the bytes end in the middle of a field")]
    CutOff,
    /// A length that no sealed record can have.
    #[error("a sealed record cannot be {len} bytes long")]
    NotARecord {
        /// The length as it was written.
        len: usize,
    },
    /// More than [`RECORDS_MAX`] records, [`IDS_MAX`] ids or [`BYTES_MAX`] bytes.
    #[error("more records, ids or bytes than are allowed at once")]
    TooMuch,
}

impl Head {
    /// The length of a head in bytes.
    pub const LEN: usize = 32;

    /// Appends the head to `to`.
    pub fn write(&self, to: &mut Vec<u8>) {
        to.extend(self.seq.to_be_bytes());
        to.extend(self.set.xor());
        to.extend(self.set.count().to_be_bytes());
    }

    fn read(from: &mut &[u8]) -> Result<Self, WireError> {
        let seq = u64::from_be_bytes(take(from)?);
        let (xor, count) = (take(from)?, u64::from_be_bytes(take(from)?));
        Ok(Self {
            seq,
            set: SetHash::from_parts(xor, count),
        })
    }
}

/// Writes a batch.
pub fn write_batch<'a>(records: impl IntoIterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for sealed in records {
        write_record(sealed, &mut bytes);
    }
    bytes
}

/// Reads a batch of at most [`RECORDS_MAX`] records and [`BYTES_MAX`] bytes, and checks that each record has a possible length.
///
/// # Errors
/// Fails if the bytes are not a batch or the batch is too large.
pub fn read_batch(mut bytes: &[u8]) -> Result<Vec<&[u8]>, WireError> {
    if bytes.len() > BYTES_MAX {
        return Err(WireError::TooMuch);
    }
    let mut records = Vec::new();
    while !bytes.is_empty() {
        if records.len() == RECORDS_MAX {
            return Err(WireError::TooMuch);
        }
        records.push(read_record(&mut bytes)?);
    }
    Ok(records)
}

impl Page<Vec<u8>> {
    /// Reads a page of records.
    ///
    /// # Errors
    /// Fails if the bytes are not a page or the page is too large.
    pub fn read(mut bytes: &[u8]) -> Result<Self, WireError> {
        if bytes.len() > Head::LEN.saturating_add(BYTES_MAX).saturating_add(12) {
            return Err(WireError::TooMuch);
        }
        let head = Head::read(&mut bytes)?;
        let mut items = Vec::new();
        while !bytes.is_empty() {
            if items.len() == RECORDS_MAX {
                return Err(WireError::TooMuch);
            }
            let seq = u64::from_be_bytes(take(&mut bytes)?);
            let it = read_record(&mut bytes)?.to_vec();
            items.push(Numbered { seq, item: it });
        }
        Ok(Self { head, items })
    }
}

/// The start of a page: append the records with [`write_numbered`].
pub fn write_page(head: &Head) -> Vec<u8> {
    let mut bytes = Vec::new();
    head.write(&mut bytes);
    bytes
}

/// Appends a record with its number to a page.
pub fn write_numbered(seq: u64, sealed: &[u8], page: &mut Vec<u8>) {
    page.extend(seq.to_be_bytes());
    write_record(sealed, page);
}

impl Page<RecordId> {
    /// Writes a list of ids.
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = write_page(&self.head);
        for Numbered { seq, item: it } in &self.items {
            bytes.extend(seq.to_be_bytes());
            bytes.extend(it.as_bytes());
        }
        bytes
    }

    /// Reads a list of ids.
    ///
    /// # Errors
    /// Fails if the bytes are not a list of ids or the list is too long.
    pub fn read(mut bytes: &[u8]) -> Result<Self, WireError> {
        let head = Head::read(&mut bytes)?;
        let mut items = Vec::new();
        while !bytes.is_empty() {
            if items.len() == IDS_MAX {
                return Err(WireError::TooMuch);
            }
            let seq = u64::from_be_bytes(take(&mut bytes)?);
            let it = RecordId::from_bytes(take(&mut bytes)?);
            items.push(Numbered { seq, item: it });
        }
        Ok(Self { head, items })
    }
}

fn write_record(sealed: &[u8], to: &mut Vec<u8>) {
    // A sealed record is far shorter than 4 GiB; a reader refuses one that is not.
    let len = u32::try_from(sealed.len()).unwrap_or(u32::MAX);
    to.extend(len.to_be_bytes());
    to.extend(sealed);
}

fn read_record<'a>(bytes: &mut &'a [u8]) -> Result<&'a [u8], WireError> {
    let len = usize::try_from(u32::from_be_bytes(take(bytes)?)).unwrap_or(usize::MAX);
    if !(record::MIN_SEALED_LEN..=record::MAX_SEALED_LEN).contains(&len) {
        return Err(WireError::NotARecord { len });
    }
    let (sealed, rest) = bytes.split_at_checked(len).ok_or(WireError::CutOff)?;
    *bytes = rest;
    Ok(sealed)
}

fn take<const N: usize>(bytes: &mut &[u8]) -> Result<[u8; N], WireError> {
    let (field, rest) = bytes.split_first_chunk::<N>().ok_or(WireError::CutOff)?;
    *bytes = rest;
    Ok(*field)
}
