//! Helpers of the tests and the load test.
#![expect(dead_code, reason = "each test uses what it needs")]
#![expect(clippy::expect_used, reason = "tests: what is missing says what to install")]

pub mod client;
pub mod postgres;
pub mod process;
pub mod push;

use std::path::Path;

use mijn_brug_sync::wire::{LogId, RecordId, SetHash};
use sha2::{Digest as _, Sha256};

/// The length of most sealed records in bytes: those with an entry of up to 224 bytes.
pub const RECORD_LEN: usize = 298;

/// A log and its token, as a phone would make them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Log {
    pub id: String,
    pub token: String,
}

/// A new log.
pub fn new_log() -> Log {
    Log {
        id: hex(&random(16)),
        token: hex(&random(32)),
    }
}

/// `len` random bytes.
pub fn random(len: usize) -> Vec<u8> {
    let mut bytes = vec![0; len];
    getrandom::fill(&mut bytes).unwrap();
    bytes
}

/// Random bytes with the length of a sealed record with a short entry.
pub fn record() -> Vec<u8> {
    random(RECORD_LEN)
}

/// Random bytes with the length of the largest sealed record.
pub fn large_record() -> Vec<u8> {
    random(26 + 16 + 65_792)
}

pub fn hex(bytes: &[u8]) -> String {
    mijn_brug_service::access::write_hex(bytes)
}

pub fn log_id(log: &Log) -> LogId {
    log.id.parse().unwrap()
}

/// The set hash of these records.
pub fn set(records: &[Vec<u8>]) -> SetHash {
    records.iter().map(|sealed| RecordId::of(sealed)).collect()
}

/// The SHA-256 of a token in hexadecimal digits, as the service stores it.
pub fn token_hash(token: &str) -> [u8; 32] {
    Sha256::digest(mijn_brug_service::access::read_hex(token).unwrap()).into()
}

/// The smallest web app that can be hosted.
pub fn write_site(dist: &Path) {
    std::fs::create_dir_all(dist).unwrap();
    std::fs::write(dist.join("index.html"), "<p>resident").unwrap();
}
