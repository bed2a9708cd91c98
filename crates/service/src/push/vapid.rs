//! Identifies this service to push services, with a signed token in every request (RFC 8292).

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use axum::http::HeaderValue;
use base64ct::{Base64UrlUnpadded, Encoding as _};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use thiserror::Error;

/// How long a token is valid, in seconds; at most a day (RFC 8292, section 2).
const VALID_FOR: i64 = 12 * 60 * 60;
/// A token is replaced when it expires within this number of seconds.
const RENEW_BEFORE: i64 = 60 * 60;

/// The VAPID key, and the latest token for each push service.
pub struct Vapid {
    key: EcdsaKeyPair,
    /// The public key in base64url.
    public: String,
    contact: String,
    random: SystemRandom,
    tokens: Mutex<HashMap<String, Token>>,
}

struct Token {
    header: HeaderValue,
    until: i64,
}

/// Why there is no VAPID key.
#[derive(Debug, Error)]
pub enum VapidError {
    /// The system has no random numbers.
    #[error("cannot create a key: cannot read random bytes from the system")]
    Random,
    /// The stored bytes are not a key.
    #[error("the database holds an invalid key. Restore the table `secrets` from a backup")]
    InvalidKey,
}

impl Vapid {
    /// Creates a key, as PKCS #8.
    ///
    /// # Errors
    /// [`VapidError::Random`] if the system has no random numbers.
    pub fn new_key() -> Result<Vec<u8>, VapidError> {
        EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
            .map(|key| key.as_ref().to_vec())
            .map_err(|_| VapidError::Random)
    }

    /// Reads a PKCS #8 key. `contact` is the address at which push services can reach the operator.
    ///
    /// # Errors
    /// [`VapidError::InvalidKey`] if the bytes are not such a key.
    pub fn read(key: &[u8], contact: &str) -> Result<Self, VapidError> {
        let random = SystemRandom::new();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, key, &random)
            .map_err(|_| VapidError::InvalidKey)?;
        Ok(Self {
            public: Base64UrlUnpadded::encode_string(key.public_key().as_ref()),
            key,
            contact: contact.to_owned(),
            random,
            tokens: Mutex::default(),
        })
    }

    /// The public key that browsers subscribe with, in base64url.
    pub fn public(&self) -> &str {
        &self.public
    }

    /// The value of `Authorization` for a push service: a token and the public key (RFC 8292, section 3). `None` if signing fails.
    pub fn authorization(&self, origin: &str, now: i64) -> Option<HeaderValue> {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(token) = tokens
            .get(origin)
            .filter(|token| token.until > now + RENEW_BEFORE)
        {
            return Some(token.header.clone());
        }
        tokens.retain(|_, token| token.until > now);
        let until = now + VALID_FOR;
        let value = format!("vapid t={}, k={}", self.token(origin, until)?, self.public);
        let mut header = HeaderValue::try_from(value).ok()?;
        header.set_sensitive(true);
        let token = Token {
            header: header.clone(),
            until,
        };
        tokens.insert(origin.to_owned(), token);
        Some(header)
    }

    /// Discards the token for this push service, so that the next request gets a new one.
    pub fn forget(&self, origin: &str) {
        let mut tokens = self.tokens.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.remove(origin);
    }

    /// A JSON Web Token (RFC 7519), signed with ES256 (RFC 7518, section 3.4).
    fn token(&self, origin: &str, until: i64) -> Option<String> {
        let head = Base64UrlUnpadded::encode_string(br#"{"typ":"JWT","alg":"ES256"}"#);
        let claims = serde_json::json!({ "aud": origin, "exp": until, "sub": self.contact });
        let signed = format!(
            "{head}.{}",
            Base64UrlUnpadded::encode_string(claims.to_string().as_bytes())
        );
        let signature = self.key.sign(&self.random, signed.as_bytes()).ok()?;
        Some(format!(
            "{signed}.{}",
            Base64UrlUnpadded::encode_string(signature.as_ref())
        ))
    }
}

impl fmt::Debug for Vapid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Vapid({}…)", self.public.get(..8).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
    use serde_json::Value;

    use super::*;

    const ORIGIN: &str = "https://push.example.net";

    fn decode(text: &str) -> Vec<u8> {
        Base64UrlUnpadded::decode_vec(text).unwrap()
    }

    /// Checks a header as a push service does, and gives the claims.
    fn claims(header: &str) -> Value {
        let (token, key) = header
            .strip_prefix("vapid t=")
            .and_then(|rest| rest.split_once(", k="))
            .unwrap();
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let (head, claims) = signed.split_once('.').unwrap();
        let head: Value = serde_json::from_slice(&decode(head)).unwrap();
        assert_eq!((&head["typ"], &head["alg"]), (&"JWT".into(), &"ES256".into()));
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, decode(key))
            .verify(signed.as_bytes(), &decode(signature))
            .unwrap();
        serde_json::from_slice(&decode(claims)).unwrap()
    }

    /// The example of RFC 8292, section 2.4: what checks ours checks theirs.
    #[test]
    fn the_example_of_the_rfc() {
        let header = "vapid t=eyJ0eXAiOiJKV1QiLCJhbGciOiJFUzI1NiJ9.eyJhdWQiOiJodHRwczovL3B1c2guZXhhbXBsZS5uZXQiLCJleHAiOjE0NTM1\
                      MjM3NjgsInN1YiI6Im1haWx0bzpwdXNoQGV4YW1wbGUuY29tIn0.i3CYb7t4xfxCDquptFOepC9GAu_HLGkMlMuCGSK2rpiUfnK9ojFwDXb1JrErtmysazNjjvW2L9OkSSHzvoD1oA, \
                      k=BA1Hxzyi1RUM1b5wjxsn7nGxAszw2u61m164i3MrAIxHF6YK5h4SDYic-dRuU_RCPCfA5aq9ojSwk5Y2EmClBPs";
        let claims = claims(header);
        assert_eq!(claims["aud"], ORIGIN);
        assert_eq!(claims["exp"], 1_453_523_768);
        assert_eq!(claims["sub"], "mailto:push@example.com");
    }

    #[test]
    fn the_claims_name_audience_subject_and_expiry() {
        let vapid = Vapid::read(&Vapid::new_key().unwrap(), "mailto:brug@example.org").unwrap();
        assert_eq!(decode(vapid.public()).len(), 65);
        let header = vapid.authorization(ORIGIN, 1_000_000).unwrap();
        let claims = claims(header.to_str().unwrap());
        assert_eq!(claims["aud"], ORIGIN);
        assert_eq!(claims["exp"], 1_000_000 + VALID_FOR);
        assert_eq!(claims["sub"], "mailto:brug@example.org");
    }

    #[test]
    fn a_token_is_used_until_it_is_nearly_over() {
        let vapid = Vapid::read(&Vapid::new_key().unwrap(), "mailto:brug@example.org").unwrap();
        let at = |origin, now| vapid.authorization(origin, now).unwrap();
        let first = at(ORIGIN, 0);
        assert_eq!(at(ORIGIN, VALID_FOR - RENEW_BEFORE - 1), first);
        assert_ne!(at("https://other.example", 0), first);
        let second = at(ORIGIN, VALID_FOR - RENEW_BEFORE);
        assert_ne!(second, first);
        vapid.forget(ORIGIN);
        assert_ne!(at(ORIGIN, VALID_FOR - RENEW_BEFORE), second);
    }

    #[test]
    fn an_invalid_key_is_refused() {
        assert!(matches!(
            Vapid::read(b"no key", "mailto:a@b"),
            Err(VapidError::InvalidKey)
        ));
    }
}
