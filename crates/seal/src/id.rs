//! The public ids: of a log, a sealed record and a mailbox.

use core::{fmt, str::FromStr};

use sha2::{Digest, Sha256};

use crate::hex;

/// A text is not an id, which is exactly 32 hexadecimal digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id: an id is written as 32 hexadecimal digits")]
pub struct IdError;

/// Names the log of one resident or team: 16 bytes derived from the shared key, so that both sides find it and nobody can
/// guess it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LogId([u8; 16]);

/// Names a sealed record: the first 16 bytes of SHA-256 over its sealed bytes. Equal ids mean equal bytes, so sending a
/// record twice is harmless.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId([u8; 16]);

/// Names a mailbox of a pairing code: 16 bytes derived from the code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MailboxId([u8; 16]);

impl MailboxId {
    /// Takes the bytes as they were derived or stored.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The 16 bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl LogId {
    /// Takes the bytes as they were derived or stored.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The 16 bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl RecordId {
    /// The id of these sealed bytes. Any bytes have an id, even if they are not a record.
    pub fn of(sealed: &[u8]) -> Self {
        Self(first_16(Sha256::digest(sealed).into()))
    }

    /// Takes the bytes as they were stored.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// The 16 bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// The first half of a SHA-256 digest.
pub(crate) fn first_16(digest: [u8; 32]) -> [u8; 16] {
    let mut half = [0; 16];
    for (to, from) in half.iter_mut().zip(digest) {
        *to = from;
    }
    half
}

macro_rules! written_as_hex {
    ($id:ident) => {
        impl fmt::Display for $id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                hex::write(&self.0, f)
            }
        }

        impl fmt::Debug for $id {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($id), "({})"), self)
            }
        }

        impl FromStr for $id {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                hex::read_16(text).map(Self).ok_or(IdError)
            }
        }
    };
}

written_as_hex!(LogId);
written_as_hex!(MailboxId);
written_as_hex!(RecordId);

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<[u8; 16], IdError>) {
        assert_eq!(text.parse().map(|id: RecordId| id.0), expected, "{text:?}");
        assert_eq!(text.parse().map(|id: LogId| id.0), expected, "{text:?}");
    }

    #[test]
    fn reads_both_cases() {
        check(
            "00112233445566778899aAbBcCdDeEfF",
            Ok([
                0x00, 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x77, 0x88, 0x99, 0xaa, 0xbb, 0xcc, 0xdd, 0xee,
                0xff,
            ]),
        );
    }

    #[test]
    fn refuses_what_is_not_an_id() {
        for text in [
            "",
            "0",
            "0011223344556677889900112233445",
            "001122334455667788990011223344556",
            "00112233445566778899001122334455 ",
            "+0112233445566778899001122334455",
            "001122334455667788990011223344é5",
            "g0112233445566778899001122334455",
        ] {
            check(text, Err(IdError));
        }
    }

    #[test]
    fn an_id_of_known_bytes() {
        // The start of SHA-256 of "abc" (FIPS 180-2, appendix B.1).
        assert_eq!(
            RecordId::of(b"abc").to_string(),
            "ba7816bf8f01cfea414140de5dae2223"
        );
    }
}
