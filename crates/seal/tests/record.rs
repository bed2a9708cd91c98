//! What always holds for sealed records.
#![expect(clippy::unwrap_used, reason = "tests")]

use mijn_brug_seal::{
    Keyring, OpenError, RecordId, Resident, RootKey, SealError, SetHash, TeamKey, Visibility,
    record::{MAX_BODY_LEN, MAX_SEALED_LEN, MIN_SEALED_LEN},
};
use proptest::{collection::vec, prelude::*};

fn resident() -> Keyring<Resident> {
    Keyring::resident(RootKey::from_random([1; 32]), 0)
}

fn team() -> TeamKey {
    TeamKey::from_random([2; 32])
}

fn visibility() -> impl Strategy<Value = Visibility> {
    prop_oneof![Just(Visibility::Shared), Just(Visibility::Private)]
}

/// A body like that of an entry: it does not end in a space.
fn body() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 0..2_000).prop_map(|mut body| {
        body.push(b'}');
        body
    })
}

proptest! {
    #[test]
    fn a_sealed_record_opens(key: [u8; 32], nonce: [u8; 24], body in body(), visibility in visibility()) {
        let keyring = Keyring::resident(RootKey::from_random(key), 0);
        let sealed = keyring.seal(&body, visibility, nonce).unwrap();
        prop_assert_eq!(sealed.id(), RecordId::of(sealed.as_bytes()));
        let opened = keyring.open(sealed.as_bytes()).unwrap();
        prop_assert_eq!(opened.body(), &body);
        prop_assert_eq!(opened.visibility(), visibility);
        prop_assert!(keyring.is_from_own_side(&opened));
        prop_assert_eq!(opened.into_body(), body);
    }

    #[test]
    fn a_record_with_a_flipped_bit_does_not_open(body in body(), visibility in visibility(), at: prop::sample::Index, bit in 0..8_u32) {
        let mut sealed = resident().seal(&body, visibility, [3; 24]).unwrap().into_bytes();
        *at.get_mut(&mut sealed) ^= 1 << bit;
        prop_assert!(resident().open(&sealed).is_err());
    }

    #[test]
    fn a_truncated_record_does_not_open(body in body(), at: prop::sample::Index) {
        let sealed = resident().seal(&body, Visibility::Shared, [3; 24]).unwrap().into_bytes();
        prop_assert!(resident().open(&sealed[..at.index(sealed.len())]).is_err());
    }

    #[test]
    fn a_record_with_extra_bytes_does_not_open(body in body(), more in vec(any::<u8>(), 1..600)) {
        let mut sealed = resident().seal(&body, Visibility::Shared, [3; 24]).unwrap().into_bytes();
        sealed.extend(more);
        prop_assert!(resident().open(&sealed).is_err());
    }

    #[test]
    fn a_foreign_key_does_not_open_it(key: [u8; 32], body in body(), visibility in visibility()) {
        prop_assume!(key != [1; 32]);
        let sealed = resident().seal(&body, visibility, [3; 24]).unwrap();
        let stranger = Keyring::resident(RootKey::from_random(key), 0);
        prop_assert_eq!(stranger.open(sealed.as_bytes()).err(), Some(OpenError::DoesNotOpen));
    }

    #[test]
    fn random_bytes_never_panic(bytes in vec(any::<u8>(), 0..1_200), first in 0..3_u8, key_id in 0..4_u8) {
        prop_assert!(resident().open(&bytes).is_err());
        let mut likely = bytes;
        likely.splice(..likely.len().min(2), [first, key_id]);
        prop_assert!(resident().open(&likely).is_err());
    }

    #[test]
    fn short_entries_have_the_same_length(one in vec(any::<u8>(), 1..=200), other in vec(any::<u8>(), 1..=200)) {
        let len = |body: &[u8]| resident().seal(body, Visibility::Private, [3; 24]).unwrap().as_bytes().len();
        prop_assert_eq!(len(&one), len(&other));
    }

    #[test]
    fn a_caseworker_opens_shared_records_only(body in body()) {
        let caseworker = Keyring::caseworker(&resident().root_key().shared_key(0), &team());
        let shared = resident().seal(&body, Visibility::Shared, [3; 24]).unwrap();
        let opened = caseworker.open(shared.as_bytes()).unwrap();
        prop_assert_eq!(opened.body(), &body);
        prop_assert!(!caseworker.is_from_own_side(&opened));
        let private = resident().seal(&body, Visibility::Private, [3; 24]).unwrap();
        prop_assert_eq!(caseworker.open(private.as_bytes()).err(), Some(OpenError::NotShared));
        // Changing the key id to the other key does not help.
        let mut renamed = private.into_bytes();
        renamed[1] = 1;
        prop_assert_eq!(caseworker.open(&renamed).err(), Some(OpenError::DoesNotOpen));
    }

    #[test]
    fn a_caseworker_cannot_sign_for_the_resident(body in body(), other_team: [u8; 32]) {
        prop_assume!(other_team != [2; 32]);
        let shared_key = resident().root_key().shared_key(0);
        let caseworker = Keyring::caseworker(&shared_key, &team());
        let colleague = Keyring::caseworker(&shared_key, &team());
        let stranger = Keyring::caseworker(&shared_key, &TeamKey::from_random(other_team));
        let sealed = caseworker.seal(&body, [3; 24]).unwrap();
        let opened = resident().open(sealed.as_bytes()).unwrap();
        prop_assert_eq!(opened.body(), &body);
        prop_assert!(!resident().is_from_own_side(&opened));
        prop_assert!(colleague.is_from_own_side(&opened));
        prop_assert!(!stranger.is_from_own_side(&opened));
    }

    #[test]
    fn a_teams_signature_is_bound_to_its_log(key: [u8; 32], body in body()) {
        prop_assume!(key != [1; 32]);
        let here = Keyring::caseworker(&resident().root_key().shared_key(0), &team());
        let there = Keyring::caseworker(&RootKey::from_random(key).shared_key(0), &team());
        let sealed = here.seal(&body, [3; 24]).unwrap();
        prop_assert!(there.open(sealed.as_bytes()).is_err());
        prop_assert!(!there.is_from_own_side(&here.open(sealed.as_bytes()).unwrap()));
    }

    #[test]
    fn the_set_hash_does_not_depend_on_order(ids in vec(any::<[u8; 16]>(), 0..50), cut: prop::sample::Index) {
        let ids: Vec<RecordId> = ids.into_iter().map(RecordId::from_bytes).collect();
        let whole: SetHash = ids.iter().copied().collect();
        prop_assert_eq!(whole, ids.iter().rev().copied().collect());
        let (one, other) = ids.split_at(cut.index(ids.len() + 1));
        let mut merged: SetHash = one.iter().copied().collect();
        merged.merge(other.iter().copied().collect());
        prop_assert_eq!(whole, merged);
        prop_assert_eq!(SetHash::from_parts(*whole.xor(), whole.count()), whole);
        if let Some((_, all_but_one)) = ids.split_first() {
            prop_assert_ne!(whole, all_but_one.iter().copied().collect());
        }
    }
}

fn check_len(body_len: usize, sealed_len: usize) {
    let sealed = resident()
        .seal(&vec![b'x'; body_len], Visibility::Shared, [3; 24])
        .unwrap();
    assert_eq!(sealed.as_bytes().len(), sealed_len, "body of {body_len} bytes");
    assert_eq!(resident().open(sealed.as_bytes()).unwrap().body().len(), body_len);
}

#[test]
fn lengths_at_the_edges() {
    check_len(0, MIN_SEALED_LEN);
    check_len(1, 298);
    check_len(224, 298);
    check_len(225, 554);
    check_len(480, 554);
    check_len(481, 810);
    check_len(MAX_BODY_LEN, MAX_SEALED_LEN);
}

#[test]
fn a_body_over_the_limit_is_refused() {
    let sealed = resident().seal(&vec![b'x'; MAX_BODY_LEN + 1], Visibility::Shared, [3; 24]);
    assert_eq!(
        sealed.err(),
        Some(SealError::BodyTooLarge {
            len: MAX_BODY_LEN + 1
        })
    );
}

#[test]
fn spaces_at_the_end_do_not_count() {
    let plain = resident().seal(b"{}", Visibility::Shared, [3; 24]).unwrap();
    let spaced = resident().seal(b"{}   ", Visibility::Shared, [3; 24]).unwrap();
    assert!(plain == spaced);
    let long = [b"{}".as_slice(), &vec![b' '; MAX_BODY_LEN]].concat();
    assert!(plain == resident().seal(&long, Visibility::Shared, [3; 24]).unwrap());
}

fn check_error(change: impl FnOnce(&mut Vec<u8>), error: OpenError) {
    let mut sealed = resident()
        .seal(b"{}", Visibility::Shared, [3; 24])
        .unwrap()
        .into_bytes();
    change(&mut sealed);
    assert_eq!(resident().open(&sealed).err(), Some(error));
}

#[test]
fn each_error_has_its_cause() {
    check_error(Vec::clear, OpenError::WrongLength { len: 0 });
    check_error(|sealed| sealed.truncate(1), OpenError::WrongLength { len: 1 });
    check_error(|sealed| sealed.truncate(42), OpenError::WrongLength { len: 42 });
    check_error(|sealed| sealed.truncate(297), OpenError::WrongLength { len: 297 });
    check_error(
        |sealed| sealed.resize(MAX_SEALED_LEN + 256, 0),
        OpenError::WrongLength {
            len: MAX_SEALED_LEN + 256,
        },
    );
    check_error(|sealed| sealed[0] = 2, OpenError::NewerVersion { version: 2 });
    check_error(
        |sealed| sealed.splice(.., [9]).for_each(drop),
        OpenError::NewerVersion { version: 9 },
    );
    check_error(|sealed| sealed[0] = 0, OpenError::DoesNotOpen);
    check_error(|sealed| sealed[1] = 3, OpenError::UnknownKey { key_id: 3 });
    check_error(|sealed| sealed[1] = 2, OpenError::DoesNotOpen);
    check_error(|sealed| sealed[2] ^= 1, OpenError::DoesNotOpen);
    check_error(|sealed| sealed.resize(298 + 256, 0), OpenError::DoesNotOpen);
}
