//! Keys, sealed records, the lock on the device and the backup file.
//!
//! `seal` does not depend on the plan (its entries are opaque bytes here), the browser or the service.
//! It is pure: randomness is passed in as arguments, and there is no clock, no IO and no async code.
//! Reading untrusted bytes returns a value or an error, and never panics.
//!
//! # Map
//! - [`key`]: the secrets and what is derived from them.
//! - [`id`]: [`LogId`], [`RecordId`] and [`MailboxId`]; [`set_hash`]: whether two sides hold the same set of records.
//! - [`keyring`]: [`Keyring`] seals and opens records, and tells whether its own side wrote one.
//! - [`record`]: the format of a sealed record and its limits.
//! - [`passphrase`]: normalizes a pin code or passphrase as somebody typed it.
//! - [`lock`]: a key under a pin code or passphrase, for storage on the device.
//! - [`pairing`]: the one-time code that carries a key to another device; [`card`]: the recovery card.
//! - [`backup`]: all records and the root key in one file under a passphrase.
//! - [`cost`]: how much work it takes to try one pin code or passphrase.
//!
//! # Keys
//! ```text
//! root key (32 random bytes, generated on the resident's device)
//! ├─ private record key      seals what the resident does not share
//! ├─ resident signing key    HMAC: "the resident's own device wrote this", for the resident's devices
//! └─ shared key              the only key that pairing hands over; a new one for each pairing
//!    ├─ shared record key    seals what is shared
//!    ├─ log id               names the log at the service
//!    └─ access token         opens the log at the service
//! team key (32 random bytes, generated in a caseworker's browser)
//! ├─ team signing key        HMAC: "a caseworker of this team wrote this", for the team's devices
//! └─ team log key            the shared key of the team's own log, which holds the caseload
//! ```
//! Each key is derived from its parent with HKDF-SHA-256 (RFC 5869) and its own versioned info string; see [`key`].
//!
//! # What the signature proves
//! A record's HMAC covers the log, the visibility, the nonce and the body, and the body's length determines the padding. On the
//! resident's own devices, somebody who holds only the shared key can therefore neither pass for the resident nor copy the
//! resident's words into a second record: only the record that the resident made has a valid signature. The same holds for the
//! team on the team's devices.
//!
//! It proves nothing to the other side: an HMAC is verified with the key that made it, and each side keeps its own key. A
//! caseworker's device believes whoever holds the shared key and claims to be the resident, and a resident's device believes
//! whoever holds it and claims to be a caseworker. Only the resident's devices and the team's hold it.
//!
//! # Frozen
//! All formats are frozen by the golden files in `tests/golden`. A changed format gets a new version byte and a new
//! golden file, and the old format can still be read. Numbers are big-endian everywhere.
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
mod lookalikes;
pub mod pairing;
pub mod passphrase;
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
