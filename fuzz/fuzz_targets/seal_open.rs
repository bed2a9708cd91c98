//! Opening a sealed record never panics, and opens nothing that was not sealed.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use mijn_brug_seal::{Caseworker, Keyring, Resident, RootKey, TeamKey, Visibility};

static RESIDENT: LazyLock<Keyring<Resident>> =
    LazyLock::new(|| Keyring::resident(RootKey::from_random([1; 32]), 0));
static CASEWORKER: LazyLock<Keyring<Caseworker>> =
    LazyLock::new(|| Keyring::caseworker(&RESIDENT.root_key().shared_key(0), &TeamKey::from_random([2; 32])));

fuzz_target!(|data: &[u8]| {
    let _ = RESIDENT.open(data);
    let _ = CASEWORKER.open(data);
    sealed_and_opened(data);
    changed(data);
});

/// The data as a body.
fn sealed_and_opened(body: &[u8]) {
    let Ok(sealed) = RESIDENT.seal(body, Visibility::Shared, [3; 24]) else {
        assert!(body.len() > mijn_brug_seal::record::MAX_BODY_LEN);
        return;
    };
    for opened in [
        RESIDENT.open(sealed.as_bytes()),
        CASEWORKER.open(sealed.as_bytes()),
    ] {
        let opened = opened.expect("what was sealed opens");
        assert_eq!(opened.body(), without_spaces_at_the_end(body));
        assert!(RESIDENT.is_from_own_side(&opened));
        assert!(!CASEWORKER.is_from_own_side(&opened));
    }
}

/// The data as a change to a valid record.
fn changed(data: &[u8]) {
    let good = RESIDENT
        .seal(b"{\"kind\":\"example\"}", Visibility::Private, [3; 24])
        .expect("short enough");
    let mut sealed = good.as_bytes().to_vec();
    sealed
        .iter_mut()
        .zip(data)
        .for_each(|(byte, change)| *byte ^= change);
    assert_eq!(RESIDENT.open(&sealed).is_ok(), sealed == good.as_bytes());
    assert!(CASEWORKER.open(&sealed).is_err());
}

fn without_spaces_at_the_end(body: &[u8]) -> &[u8] {
    let len = body
        .iter()
        .rposition(|byte| *byte != b' ')
        .map_or(0, |last| last + 1);
    &body[..len]
}
