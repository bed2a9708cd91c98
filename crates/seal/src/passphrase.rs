//! Normalizes a pin code or passphrase as somebody typed it.
//!
//! Keyboards write the same secret in different ways: an é as one character or as an e and a combining accent, a no-break space,
//! digits of another script, a space that the phone adds after a word. The normalized text follows the `OpaqueString` profile of
//! PRECIS (RFC 8265, section 4.2): every space becomes a plain one, then Unicode's form NFC; case is kept. In addition, decimal
//! digits become ASCII digits, typographic quotes, dashes and ellipses become ASCII, and white space and invisible marks at the
//! ends are removed.
//!
//! NFC needs Unicode tables, which every browser has (`String.prototype.normalize`), so the caller passes in a function for it.
//! Locks and backup files only accept a [`Passphrase`], so that no caller can forget to normalize.
//!
//! # Opening
//! If the normalized text does not open a file, a few other candidates are tried, with a run of Argon2id for each: the first
//! letter in its other case, because phones begin a field with a capital; and the text in the forms that earlier versions of the
//! app used, which left accents as the keyboard wrote them. A pin code has no other candidates, and an ASCII passphrase that
//! begins with a letter has one. This helps no attacker: a file holds only one key, and each guess still costs one run.

use core::fmt;
use zeroize::Zeroizing;

use crate::lookalikes;

/// Converts a text to a Unicode normalization form, named as in `String.prototype.normalize`: `NFC` or `NFD`.
pub type Normalize = fn(text: &str, form: &str) -> String;

/// A normalized pin code or passphrase.
pub struct Passphrase {
    normalized: Zeroizing<String>,
    /// The candidates that are tried next, in this order.
    fallbacks: Vec<Zeroizing<String>>,
}

impl Passphrase {
    /// Normalizes a text as it was typed.
    pub fn from_typed(text: &str, normalize: Normalize) -> Self {
        let all = Zeroizing::new(normalize(&fold_typography(text), "NFC"));
        let normalized = Zeroizing::new(trim_ends(&all).to_owned());
        let as_typed = text.trim();
        let fallbacks = [
            toggle_first_case(&normalized),
            as_typed.to_owned(),
            normalize(as_typed, "NFD"),
        ];
        let mut passphrase = Self {
            normalized,
            fallbacks: Vec::new(),
        };
        for other in fallbacks.map(Zeroizing::new) {
            if !other.is_empty() && passphrase.candidates().all(|known| known != other.as_str()) {
                passphrase.fallbacks.push(other);
            }
        }
        passphrase
    }

    /// For a literal in source code, such as in a test: it is taken to be in form NFC.
    pub fn literal(text: &'static str) -> Self {
        Self::from_typed(text, |text, _| text.to_owned())
    }

    /// The normalized text.
    pub fn text(&self) -> &str {
        &self.normalized
    }

    /// Whether the normalized text is empty.
    pub fn is_empty(&self) -> bool {
        self.normalized.is_empty()
    }

    /// The number of characters in the normalized text.
    pub fn n_characters(&self) -> usize {
        self.normalized.chars().count()
    }

    /// The number of candidates: how many runs of Argon2id a wrong secret costs.
    pub fn n_candidates(&self) -> usize {
        self.candidates().count()
    }

    /// The texts that are tried to open a file, in this order: the normalized text comes first.
    pub(crate) fn candidates(&self) -> impl Iterator<Item = &str> {
        let others = self.fallbacks.iter().map(|other| other.as_str());
        core::iter::once(self.text()).chain(others)
    }
}

/// Equal if the normalized texts are.
impl PartialEq for Passphrase {
    fn eq(&self, other: &Self) -> bool {
        self.normalized == other.normalized
    }
}

impl Eq for Passphrase {}

impl fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// Replaces typographic spaces, digits, quotes and dashes with plain ones. Phone keyboards insert typographic characters in
/// visible fields, but not in password fields.
fn fold_typography(text: &str) -> Zeroizing<String> {
    let mut plain = Zeroizing::new(String::with_capacity(text.len()));
    for character in text.chars() {
        match character {
            '‘' | '’' | '‚' | '‛' => plain.push('\''),
            '“' | '”' | '„' | '‟' => plain.push('"'),
            '…' => plain.push_str("..."),
            // Some keyboards replace two hyphens with one dash, so a run of dashes counts as one.
            '-' | '‐' | '‑' | '–' | '—' if plain.ends_with('-') => {}
            '-' | '‐' | '‑' | '–' | '—' => plain.push('-'),
            space if space.is_whitespace() => plain.push(' '),
            other => plain.push(lookalikes::digit(other).unwrap_or(other)),
        }
    }
    plain
}

/// Removes white space and invisible marks from both ends, which text copied from an email or a document may have.
fn trim_ends(text: &str) -> &str {
    text.trim_matches(|character: char| character.is_whitespace() || lookalikes::is_invisible(character))
}

/// The text with the case of its first letter switched.
fn toggle_first_case(text: &str) -> String {
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
