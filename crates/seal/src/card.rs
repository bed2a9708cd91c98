//! The recovery card: the resident's root key on paper, for a phone that is lost or broken.
//!
//! ```text
//! version(1) = 1 ‖ pairing(4) ‖ root key(32) ‖ checksum(3)
//! ```
//! These 40 bytes are 64 characters of Crockford's base32, in groups of four. The checksum is the first three bytes of SHA-256
//! over everything before it. Whoever holds the card can read the whole plan.

use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{RootKey, base32, cursor::Cursor};

const VERSION: u8 = 1;
const CARD_LEN: usize = 1 + 4 + 32 + CHECKSUM_LEN;
const CHECKSUM_LEN: usize = 3;
/// The number of characters on a card, without hyphens.
pub const TEXT_LEN: usize = CARD_LEN * 8 / 5;

/// A typed or scanned text is not a recovery card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// It is too short or too long, or has a character that cannot occur on a card.
    #[error("a recovery card has {TEXT_LEN} letters and digits")]
    NotACard,
    /// The checksum does not match.
    #[error("a character is wrong: compare them group by group")]
    Mistyped,
    /// Made by a newer version of the app.
    #[error("the card has format {version}, newer than this program knows: update the app")]
    NewerVersion {
        /// The card's version byte.
        version: u8,
    },
}

/// The text of the card for this root key and number of the pairing.
pub fn write(root: &RootKey, pairing: u32) -> String {
    let mut bytes = Zeroizing::new(Vec::with_capacity(CARD_LEN));
    bytes.push(VERSION);
    bytes.extend(pairing.to_be_bytes());
    bytes.extend(root.expose());
    let checksum = checksum(&bytes);
    bytes.extend(checksum);
    base32::in_groups(&Zeroizing::new(base32::from_bytes(&bytes)))
}

/// Reads a card: the root key and the number of the pairing.
///
/// # Errors
/// Fails if the text is not a card, has a typing error, or has a newer format.
pub fn read(text: &str) -> Result<(RootKey, u32), CardError> {
    let values = Zeroizing::new(base32::values(text).ok_or(CardError::NotACard)?);
    if values.len() != TEXT_LEN {
        return Err(CardError::NotACard);
    }
    let bytes = Zeroizing::new(base32::to_bytes(&values).ok_or(CardError::NotACard)?);
    let (content, sum) = bytes
        .split_last_chunk::<CHECKSUM_LEN>()
        .ok_or(CardError::NotACard)?;
    if checksum(content) != *sum {
        return Err(CardError::Mistyped);
    }
    let mut cursor = Cursor::new(content);
    match cursor.u8().ok_or(CardError::NotACard)? {
        VERSION => {}
        version => return Err(CardError::NewerVersion { version }),
    }
    let pairing = cursor.u32().ok_or(CardError::NotACard)?;
    let root = cursor.array().ok_or(CardError::NotACard)?;
    Ok((RootKey::from_random(root), pairing))
}

fn checksum(bytes: &[u8]) -> [u8; CHECKSUM_LEN] {
    let digest: [u8; 32] = Sha256::digest(bytes).into();
    let [a, b, c, ..] = digest;
    [a, b, c]
}
