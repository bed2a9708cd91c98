//! Newtype ids. Most are eight random bytes, written as sixteen hexadecimal characters. The id of a domain or a pillar is a
//! word from the bridge's content, such as `geld.schulden`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The text does not have sixteen hexadecimal characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("an id has sixteen hexadecimal characters")]
pub struct IdError;

fn read_hex(text: &str) -> Result<u64, IdError> {
    if text.len() != 16 || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(IdError);
    }
    u64::from_str_radix(text, 16).map_err(|_| IdError)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u64);

        impl $name {
            /// An id from eight random bytes.
            pub const fn from_random(bytes: [u8; 8]) -> Self {
                Self(u64::from_be_bytes(bytes))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:016x}", self.0)
            }
        }

        impl FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                read_hex(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'_, str>::deserialize(deserializer)?;
                read_hex(&text).map(Self).map_err(serde::de::Error::custom)
            }
        }
    )*};
}

ids! {
    /// Who wrote an entry: a random id for each start of the page.
    AuthorId;
    /// A goal.
    GoalId;
    /// A step towards a goal.
    StepId;
    /// A part of a step that fits in a day.
    MiniStepId;
    /// A link between two domains.
    LinkId;
    /// An appointment.
    AppointmentId;
    /// A proposal of a caseworker.
    ProposalId;
    /// A set of actions that both confirm.
    AgreementId;
    /// A joint review.
    ReviewId;
    /// A reward promised for agreed actions.
    PromiseId;
    /// A voucher.
    VoucherId;
}

macro_rules! content_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// The word itself.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(word: &str) -> Self {
                Self(word.to_owned())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

content_ids! {
    /// A pillar of the bridge, such as `geld`.
    PillarId;
    /// A life domain, such as `geld.schulden`.
    DomainId;
    /// The version of the bridge's content, such as `voorbeeld-2026-1`.
    ContentVersion;
}

/// The record that an entry came in: the first sixteen bytes of the SHA-256 over its sealed bytes. It is the last criterion in
/// the order of entries, so that all devices order equal clocks alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId(pub [u8; 16]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_what_it_writes() {
        let id = GoalId::from_random([0, 1, 2, 3, 4, 5, 6, 255]);
        assert_eq!(id.to_string(), "00010203040506ff");
        assert_eq!("00010203040506ff".parse(), Ok(id));
    }

    #[test]
    fn a_wrong_id_is_an_error() {
        for text in [
            "",
            "xyz",
            "00010203040506f",
            "+0010203040506ff",
            "00010203040506ff0",
        ] {
            assert_eq!(text.parse::<GoalId>(), Err(IdError), "{text}");
        }
    }
}
