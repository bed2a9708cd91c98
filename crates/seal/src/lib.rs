//! Keys, sealed records, the lock on the device and the backup file.
//!
//! `seal` knows nobody: not the plan, whose entries are opaque bytes here, not the browser, not the service.
//! It is pure: randomness comes in as arguments, there is no clock, no IO and nothing asynchronous.
//! Whatever bytes it reads, it answers with a value or an error and never panics.
//!
//! # Map
//! - [`key`]: the secrets and what is derived from them.
//! - [`id`]: [`LogId`] and [`RecordId`]; [`set_hash`]: whether two sides hold the same set of records.
//! - [`keyring`]: [`Keyring`] seals, opens and tells whose voice a record is.
//! - [`record`]: the bytes of a sealed record and their limits.
//! - [`passphrase`]: what counts of a pin code or passphrase that was typed.
//! - [`lock`]: the root key under a pin or passphrase, for the device.
//! - [`pairing`]: the one-time code that carries a key to another device; [`card`]: the recovery card.
//! - [`backup`]: all records and the root key in one file under a passphrase.
//! - [`cost`]: how much work it takes to try one pin or passphrase.
//!
//! # Keys
//! ```text
//! root key (32 random bytes, born on the resident's device)
//! ├─ private record key      seals what the resident does not share
//! ├─ resident signing key    HMAC: "the resident's own device wrote this", for the resident's devices
//! └─ shared key              handed over by pairing, and nothing else is; a new one for each pairing
//!    ├─ shared record key    seals what is shared
//!    ├─ log id               names the log at the service
//!    └─ access token         opens the log at the service
//! team key (32 random bytes, born in the caseworkers' browser)
//! ├─ team signing key        HMAC: "a caseworker of this team wrote this", for the team's
//! └─ team log key            the shared key of the team's own log, which holds the caseload
//! ```
//! Every arrow is HKDF-SHA-256 (RFC 5869) with its own versioned info string; see [`key`].
//!
//! # What the signature does and does not say
//! A record's HMAC is made over the log, the visibility, the nonce and the body, and the padding is fixed by the
//! body's length. On the resident's own devices nobody who holds only the shared key can therefore pass for the resident, nor
//! put the resident's own words into a second record: the one record with a valid signature is the one the resident made.
//! The same holds for the team on the team's devices.
//!
//! The other side can check nothing of it: an HMAC is checked with the key that makes it, and each side keeps its own. A
//! caseworker's device takes "the resident said" from whoever holds the shared key, and a resident's device takes "a caseworker
//! said" so. Those are the resident's devices and the team's.
//!
//! # Frozen
//! All formats are frozen by the golden files in `tests/golden`. A change of format is a new version byte, a new
//! golden file and code that still reads the old one. Numbers are big-endian everywhere.
#![deny(clippy::indexing_slicing)]

pub mod backup;
mod base32;
pub mod card;
pub mod cost;
mod cursor;
mod hex;
pub mod id;
pub mod key;
pub mod keyring;
pub mod lock;
pub mod pairing;
pub mod passphrase;
mod plain;
pub mod record;
mod record_cipher;
pub mod set_hash;
mod wrap;

pub use backup::BackupFile;
pub use cost::Cost;
pub use id::{LogId, MailboxId, RecordId};
pub use key::{AccessToken, RootKey, SharedKey, TeamKey};
pub use keyring::{Caseworker, Keyring, Opened, Resident};
pub use passphrase::Passphrase;
pub use record::{OpenError, SealError, SealedRecord, Visibility};
pub use set_hash::SetHash;
