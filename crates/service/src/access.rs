//! Access tokens: read from a header, stored only as SHA-256, compared in constant time.

use std::fmt;

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use mijn_brug_sync::api::Code;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

use crate::problem::Problem;

/// The SHA-256 of a token or a grant: all that the service stores of it. No salt, because a token is 256 random bits.
#[derive(Clone, Copy)]
pub struct TokenHash([u8; 32]);

impl TokenHash {
    /// Hashes a token of 64 hexadecimal digits; `None` for any other text.
    pub fn of(token: &str) -> Option<Self> {
        let bytes: [u8; 32] = read_hex(token)?.try_into().ok()?;
        Some(Self(Sha256::digest(bytes).into()))
    }

    /// The hash as stored: 32 bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The first 16 bytes, which identify a guest.
    pub fn start(&self) -> [u8; 16] {
        let (start, _) = self.0.split_at(16);
        start.try_into().unwrap_or_default()
    }

    /// Compares with a stored hash, in constant time.
    pub fn matches(&self, stored: &[u8]) -> bool {
        self.0.as_slice().ct_eq(stored).into()
    }
}

impl fmt::Debug for TokenHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TokenHash(…)")
    }
}

/// The hash of the token in `Authorization: Bearer`. A request without a token is refused with [`Code::Unauthorized`].
#[derive(Clone, Copy, Debug)]
pub struct Bearer(pub TokenHash);

impl<S: Sync> FromRequestParts<S> for Bearer {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let value = parts
            .headers
            .get(AUTHORIZATION)
            .and_then(|value| value.to_str().ok());
        let (scheme, token) = value
            .and_then(|value| value.split_once(' '))
            .ok_or(Code::Unauthorized)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(Code::Unauthorized.into());
        }
        TokenHash::of(token.trim())
            .map(Self)
            .ok_or_else(|| Code::Unauthorized.into())
    }
}

/// Decodes hexadecimal digits; `None` for any other text.
pub fn read_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    let (pairs, _) = digits.as_chunks::<2>();
    pairs
        .iter()
        .map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?))
        .collect()
}

/// Encodes bytes as lowercase hexadecimal digits.
pub fn write_hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 15)])
        .collect()
}

fn digit(character: u8) -> Option<u8> {
    char::from(character)
        .to_digit(16)
        .and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(token: &str, expected: bool) {
        assert_eq!(TokenHash::of(token).is_some(), expected, "{token:?}");
    }

    #[test]
    fn a_token_is_64_digits() {
        check(&"0a".repeat(32), true);
        check(&"0A".repeat(32), true);
    }

    #[test]
    fn anything_else_is_not_a_token() {
        check("", false);
        check(&"0a".repeat(31), false);
        check(&"0a".repeat(33), false);
        check(&format!("{}0", "0a".repeat(31)), false);
        check(&"0g".repeat(32), false);
        check(&"é".repeat(32), false);
    }

    #[test]
    fn only_the_same_token_is_the_same() {
        let hash = |token: &str| TokenHash::of(&token.repeat(32));
        let (Some(one), Some(other)) = (hash("01"), hash("02")) else {
            unreachable!("both are tokens")
        };
        assert!(one.matches(one.as_bytes()));
        assert!(!one.matches(other.as_bytes()));
        assert!(!one.matches(&[]));
    }

    #[test]
    fn hex_round_trips() {
        assert_eq!(read_hex(&write_hex(&[0, 9, 10, 255])), Some(vec![0, 9, 10, 255]));
    }
}
