//! Reading a backup file or a lock never panics, never takes much memory, and never accepts changed bytes.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use mijn_brug_seal::{Cost, Passphrase, RecordId, RootKey, backup, lock};

/// The number of bytes before the checksum of a backup file's header and key, and of a lock.
const BACKUP_HEADER_AND_KEY: usize = 93 + 48;
const LOCK_HEADER_AND_KEY: usize = 61 + 48;

static GOOD: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let cost = Cost::new(8, 1, 1).expect("within bounds");
    let root = RootKey::from_random([1; 32]);
    backup::write(
        &[b"one".as_slice(), b"two"],
        &root,
        &Passphrase::literal("example"),
        [4; 16],
        [5; 24],
        cost,
    )
    .expect("small")
});

fuzz_target!(|data: &[u8]| {
    read(data);
    let _ = lock::unlock::<RootKey>(data, &Passphrase::literal("example"));
    changed(data);
    // After the magic and with a correct checksum, so that the fields are reached.
    read(&[b"MIJNBRUG\x01", data].concat());
    read(&with_checksum(
        [b"MIJNBRUG\x01", data].concat(),
        BACKUP_HEADER_AND_KEY,
    ));
    if cheap(data) {
        let _ = lock::unlock::<RootKey>(
            &with_checksum([b"MIJNSLOT\x01", data].concat(), LOCK_HEADER_AND_KEY),
            &Passphrase::literal("example"),
        );
    }
});

fn read(file: &[u8]) {
    let Ok(backup) = backup::read(file) else { return };
    assert_eq!(
        usize::try_from(backup.set_hash().count()),
        Ok(backup.records().len())
    );
    assert!(backup.records().is_sorted_by_key(|sealed| RecordId::of(sealed)));
    if backup.cost().memory_kib() <= 64 {
        let _ = backup.unlock(&Passphrase::literal("example"));
    }
}

/// The data as a change to a valid file.
fn changed(data: &[u8]) {
    let mut file = GOOD.clone();
    file.iter_mut()
        .zip(data)
        .for_each(|(byte, change)| *byte ^= change);
    assert_eq!(backup::read(&file).is_ok(), file == *GOOD);
    read(&with_checksum(file, BACKUP_HEADER_AND_KEY));
}

/// Whether a lock made of the data asks for little memory, so that a run stays fast.
fn cheap(data: &[u8]) -> bool {
    matches!(data, [0, 0, 0, memory, ..] if *memory <= 64)
}

fn with_checksum(mut bytes: Vec<u8>, header_and_key: usize) -> Vec<u8> {
    if let Some((signed, rest)) = bytes.split_at_mut_checked(header_and_key)
        && let Some(checksum) = rest.first_chunk_mut::<16>()
    {
        *checksum = *RecordId::of(signed).as_bytes();
    }
    bytes
}
