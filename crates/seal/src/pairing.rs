//! A one-time code that carries a key from one screen to another, by typing twelve characters or by a QR link.
//!
//! ```text
//! code       11 characters of Crockford's base32 (55 random bits) and a check digit (Luhn, base 32)
//! secret     Argon2id(the 11 characters, salt `mijn-brug/` ‖ purpose), 19 MiB, 2 passes, 1 lane, 32 bytes
//! mailboxes  HKDF-SHA-256(secret): ids and keys of two mailboxes, the offer's and the answer's
//! sealed     nonce(24) ‖ XChaCha20-Poly1305(content) ‖ tag(16), associated data: the mailbox's id
//! ```
//! The service holds a sealed offer and a sealed answer until they expire, and never sees the code. To read them it would
//! have to try up to 2⁵⁵ codes, with a run of Argon2id for each.

use chacha20poly1305::{AeadInOut, KeyInit, XChaCha20Poly1305};
use core::fmt;
use core::str::FromStr;
use zeroize::Zeroizing;

use crate::key::{Secret, derive};
use crate::{Cost, MailboxId, base32, id::first_16, wrap};

/// The number of characters in a code, including the check digit.
pub const CODE_LEN: usize = 12;

const N_RANDOM: usize = CODE_LEN - 1;
const NONCE_LEN: usize = 24;
const TAG_LEN: usize = 16;

/// What a code is for. The same code gives different mailboxes for each purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A resident pairs with a team.
    Pairing,
    /// A resident moves the plan to a new phone.
    Move,
    /// A colleague joins a team.
    Colleague,
}

impl Purpose {
    const fn salt(self) -> &'static [u8] {
        match self {
            Self::Pairing => b"mijn-brug/pairing",
            Self::Move => b"mijn-brug/move",
            Self::Colleague => b"mijn-brug/colleague",
        }
    }
}

/// A one-time code. Secret until it is used or expires.
pub struct Code(Zeroizing<[u8; N_RANDOM]>);

/// A typed text is not a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodeError {
    /// Too short or too long.
    #[error("a code has {CODE_LEN} characters, not {len}")]
    WrongLength {
        /// How many characters there are, without spaces and hyphens.
        len: usize,
    },
    /// It has a character that cannot occur in a code.
    #[error("a code has letters and digits only")]
    WrongCharacter,
    /// The check digit does not match: a character was mistyped.
    #[error("a character is wrong: compare them one by one")]
    Mistyped,
}

impl Code {
    /// A code of 11 fresh bytes from the system's cryptographic random source, of which it uses five bits each.
    pub fn from_random(bytes: [u8; N_RANDOM]) -> Self {
        Self(Zeroizing::new(bytes.map(|byte| byte & 31)))
    }

    /// The code as people see it: `ABCD-EFGH-JKMN`.
    pub fn text(&self) -> String {
        let mut values = self.0.to_vec();
        values.push(base32::check_digit(&*self.0));
        base32::in_groups(&values)
    }

    /// The mailboxes of the code. Runs Argon2id once: tens to hundreds of milliseconds.
    ///
    /// # Errors
    /// Fails if there is too little memory.
    pub fn mailboxes(&self, purpose: Purpose) -> Result<Mailboxes, OutOfMemory> {
        let characters: Zeroizing<Vec<u8>> = Zeroizing::new(
            self.0
                .iter()
                .map(|value| u8::try_from(base32::digit(*value)).unwrap_or_default())
                .collect(),
        );
        let secret = wrap::stretch(&characters, purpose.salt(), Cost::DEFAULT).ok_or(OutOfMemory)?;
        Ok(Mailboxes {
            offer: Mailbox::new(&secret, b"mijn-brug/v1/offer"),
            answer: Mailbox::new(&secret, b"mijn-brug/v1/answer"),
        })
    }
}

impl FromStr for Code {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let values = Zeroizing::new(base32::values(text).ok_or(CodeError::WrongCharacter)?);
        let wrong_length = CodeError::WrongLength { len: values.len() };
        let (random, check) = values.split_first_chunk::<N_RANDOM>().ok_or(wrong_length)?;
        match check {
            [check] if *check == base32::check_digit(random) => Ok(Self(Zeroizing::new(*random))),
            [_] => Err(CodeError::Mistyped),
            _ => Err(wrong_length),
        }
    }
}

/// The device does not have the memory to derive the mailboxes of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not enough memory for the code: close other apps and try again")]
pub struct OutOfMemory;

/// The two mailboxes of a code.
pub struct Mailboxes {
    /// Filled by the side that made the code.
    pub offer: Mailbox,
    /// Filled by the side that typed it.
    pub answer: Mailbox,
}

/// One mailbox: its id at the service and the cipher for its content.
pub struct Mailbox {
    id: MailboxId,
    cipher: XChaCha20Poly1305,
}

/// The content of a mailbox was not sealed with this code, or was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the content of the mailbox was not made with this code")]
pub struct MailboxOpenError;

impl Mailbox {
    fn new(secret: &Secret, label: &[u8]) -> Self {
        let id = MailboxId::from_bytes(first_16(*derive(secret, &[label, b"/id"].concat())));
        let key = derive(secret, &[label, b"/key"].concat());
        Self {
            id,
            cipher: XChaCha20Poly1305::new((&*key).into()),
        }
    }

    /// Its id at the service.
    pub fn id(&self) -> MailboxId {
        self.id
    }

    /// Seals the content. `nonce` is 24 fresh bytes from the system's cryptographic random source.
    pub fn seal(&self, content: &[u8], nonce: [u8; NONCE_LEN]) -> Vec<u8> {
        let mut sealed = [nonce.as_slice(), content].concat();
        let (_, text) = sealed.split_at_mut(NONCE_LEN);
        // The cipher only fails on texts of over 256 GiB; a tag of zeros then never opens.
        let tag = self
            .cipher
            .encrypt_inout_detached(&nonce.into(), self.id.as_bytes(), text.into())
            .unwrap_or_default();
        sealed.extend(tag);
        sealed
    }

    /// Opens the content.
    ///
    /// # Errors
    /// Fails if it was sealed for another mailbox or was changed.
    pub fn open(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, MailboxOpenError> {
        let (nonce, rest) = sealed.split_first_chunk::<NONCE_LEN>().ok_or(MailboxOpenError)?;
        let (text, tag) = rest.split_last_chunk::<TAG_LEN>().ok_or(MailboxOpenError)?;
        let mut content = Zeroizing::new(text.to_vec());
        self.cipher
            .decrypt_inout_detached(
                nonce.into(),
                self.id.as_bytes(),
                content.as_mut_slice().into(),
                tag.into(),
            )
            .map_err(|_| MailboxOpenError)?;
        Ok(content)
    }
}

impl fmt::Debug for Mailbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mailbox({})", self.id)
    }
}
