//! A pin code or passphrase as somebody types it, and what counts of it.
//!
//! One secret can come from a keyboard in several ways: an é as one character or as an e with an accent behind it, a
//! no-break space, digits of another script, a space that the phone puts behind a word. What counts is the profile
//! `OpaqueString` of PRECIS (RFC 8265, 4.2): every space is a plain one, then Unicode's form NFC; capitals count. Besides,
//! any decimal digit is its ASCII digit, and white space and invisible marks at the ends do not count.
//!
//! NFC needs tables that every browser has (`String.prototype.normalize`), so the caller brings it along, as it brings
//! randomness. Locks and backup files take nothing but a [`Passphrase`]: no caller can forget it.
//!
//! # Opening
//! When what counts does not open, a few others are tried, at the price of one Argon2id each: the first letter in its other
//! case, because phones begin a field with a capital; and the text in the forms that earlier versions of the app took, which
//! left accents as the keyboard gave them. For a pin code there is no other; for an ASCII passphrase one. Whoever
//! guesses gains nothing: a file holds no more than one key, and each of their guesses costs what it did.

use core::fmt;
use zeroize::Zeroizing;

use crate::plain;

/// Gives a text in a Unicode normalization form, named as in `String.prototype.normalize`: `NFC` or `NFD`.
pub type Normalize = fn(text: &str, form: &str) -> String;

/// A pin code or passphrase that was typed.
pub struct Passphrase {
    counts: Zeroizing<String>,
    /// The texts that are tried after it, in this order.
    others: Vec<Zeroizing<String>>,
}

impl Passphrase {
    /// Of a text as it was typed.
    pub fn typed(text: &str, normalize: Normalize) -> Self {
        let all = Zeroizing::new(normalize(&spaced(text), "NFC"));
        let counts = Zeroizing::new(ends_cut(&all).to_owned());
        let as_typed = text.trim();
        let others = [
            other_first(&counts),
            as_typed.to_owned(),
            normalize(as_typed, "NFD"),
        ];
        let mut passphrase = Self {
            counts,
            others: Vec::new(),
        };
        for other in others.map(Zeroizing::new) {
            if !other.is_empty() && passphrase.candidates().all(|known| known != other.as_str()) {
                passphrase.others.push(other);
            }
        }
        passphrase
    }

    /// Of a text that stands in a program, such as a test: who wrote it there saw to its form.
    pub fn literal(text: &'static str) -> Self {
        Self::typed(text, |text, _| text.to_owned())
    }

    /// What counts of it.
    pub fn text(&self) -> &str {
        &self.counts
    }

    /// Whether there is nothing that counts.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// The characters that count.
    pub fn n_characters(&self) -> usize {
        self.counts.chars().count()
    }

    /// How many texts are tried at most to open something: what a wrong secret costs, in runs of Argon2id.
    pub fn n_tries(&self) -> usize {
        self.candidates().count()
    }

    /// What is tried to open something, in this order: what counts comes first.
    pub(crate) fn candidates(&self) -> impl Iterator<Item = &str> {
        let others = self.others.iter().map(|other| other.as_str());
        core::iter::once(self.text()).chain(others)
    }
}

/// Two texts that count the same.
impl PartialEq for Passphrase {
    fn eq(&self, other: &Self) -> bool {
        self.counts == other.counts
    }
}

impl Eq for Passphrase {}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// The text with plain spaces, digits, quotes and dashes: keyboards of phones put finer ones in their place where what is typed
/// is shown, and not where it is hidden.
fn spaced(text: &str) -> Zeroizing<String> {
    let mut plain = Zeroizing::new(String::with_capacity(text.len()));
    for character in text.chars() {
        match character {
            '‘' | '’' | '‚' | '‛' => plain.push('\''),
            '“' | '”' | '„' | '‟' => plain.push('"'),
            '…' => plain.push_str("..."),
            // One dash for two that were typed.
            '-' | '‐' | '‑' | '–' | '—' if plain.ends_with('-') => {}
            '-' | '‐' | '‑' | '–' | '—' => plain.push('-'),
            space if space.is_whitespace() => plain.push(' '),
            other => plain.push(plain::digit(other).unwrap_or(other)),
        }
    }
    plain
}

/// Without white space and invisible marks at the ends: a text that is copied from a mail or a document brings them along.
fn ends_cut(text: &str) -> &str {
    text.trim_matches(|character: char| character.is_whitespace() || plain::is_invisible(character))
}

/// The text with its first letter small if it is a capital, and as a capital if it is small.
fn other_first(text: &str) -> String {
    let mut letters = text.chars();
    let Some(first) = letters.next() else {
        return String::new();
    };
    let rest = letters.as_str();
    if first.is_uppercase() {
        first.to_lowercase().chain(rest.chars()).collect()
    } else {
        first.to_uppercase().chain(rest.chars()).collect()
    }
}
