//! What always holds for the backup file and the lock.
#![expect(clippy::unwrap_used, reason = "tests")]

use mijn_brug_seal::{
    Cost, Keyring, Passphrase, RootKey, Visibility,
    backup::{self, BackupError, MAX_FILE_LEN, UnlockError, WriteError},
    lock,
};
use proptest::{collection::vec, prelude::*};
use unicode_normalization::UnicodeNormalization;

/// Does what `String.prototype.normalize` does in a browser.
fn normalize(text: &str, form: &str) -> String {
    match form {
        "NFC" => text.nfc().collect(),
        "NFD" => text.nfd().collect(),
        other => unreachable!("{other}"),
    }
}

fn typed(text: &str) -> Passphrase {
    Passphrase::from_typed(text, normalize)
}

const PASSPHRASE: &str = "een brug naar huis";
/// The bytes of a backup file before its records.
const BEFORE_RECORDS: usize = 93 + 64;

fn root() -> RootKey {
    RootKey::from_random([1; 32])
}

fn cheap() -> Cost {
    Cost::new(8, 1, 1).unwrap()
}

fn file_of<R: AsRef<[u8]>>(records: &[R]) -> Vec<u8> {
    backup::write(
        records,
        &root(),
        &Passphrase::literal(PASSPHRASE),
        [4; 16],
        [5; 24],
        cheap(),
    )
    .unwrap()
}

/// A backup file of three records.
fn file() -> Vec<u8> {
    let keyring = Keyring::resident(root(), 0);
    let record = |nonce| {
        keyring
            .seal(b"{}", Visibility::Private, [nonce; 24])
            .unwrap()
            .into_bytes()
    };
    file_of(&[record(1), record(2), record(3)])
}

fn locked() -> Vec<u8> {
    lock::lock(&root(), &Passphrase::literal("0305"), [4; 16], [5; 24], cheap()).unwrap()
}

proptest! {
    #[test]
    fn a_backup_round_trips(
        key: [u8; 32], salt: [u8; 16], nonce: [u8; 24],
        passphrase in "[a-zé☂]{1,12}( [a-z0-9]{1,12}){0,3}",
        records in vec(vec(any::<u8>(), 0..100), 0..20),
    ) {
        let root = RootKey::from_random(key);
        let file = backup::write(&records, &root, &typed(&passphrase), salt, nonce, cheap()).unwrap();
        let backup = backup::read(&file).unwrap();
        let mut expected = records.clone();
        expected.sort();
        expected.dedup();
        let mut found: Vec<&[u8]> = backup.records().to_vec();
        found.sort_unstable();
        prop_assert_eq!(found, expected);
        let unlocked = backup.unlock(&typed(&passphrase)).unwrap();
        prop_assert_eq!(unlocked.expose(), &key);
        let reversed: Vec<_> = records.iter().rev().collect();
        prop_assert_eq!(file, backup::write(&reversed, &root, &typed(&passphrase), salt, nonce, cheap()).unwrap());
    }

    #[test]
    fn a_flipped_bit_in_a_backup_is_found_without_the_passphrase(at: prop::sample::Index, bit in 0..8_u32) {
        let mut file = file();
        *at.get_mut(&mut file) ^= 1 << bit;
        prop_assert!(backup::read(&file).is_err());
    }

    #[test]
    fn a_truncated_backup_is_reported_as_such(at: prop::sample::Index) {
        let file = file();
        prop_assert_eq!(backup::read(&file[..at.index(file.len())]).err(), Some(BackupError::Truncated));
    }

    #[test]
    fn random_bytes_never_panic(bytes in vec(any::<u8>(), 0..800), version in 0..3_u8) {
        prop_assert!(backup::read(&bytes).is_err());
        prop_assert!(lock::unlock::<RootKey>(&bytes, &Passphrase::literal("0305")).is_err());
        let likely = |magic: &[u8]| [magic, &[version], &bytes].concat();
        prop_assert!(backup::read(&likely(b"MIJNBRUG")).is_err());
        prop_assert!(lock::unlock::<RootKey>(&likely(b"MIJNSLOT"), &Passphrase::literal("0305")).is_err());
    }

    #[test]
    fn another_passphrase_does_not_open_it(other in "\\PC{0,20}") {
        prop_assume!(typed(&other) != typed(PASSPHRASE));
        let file = file();
        let unlocked = backup::read(&file).unwrap().unlock(&typed(&other));
        prop_assert_eq!(unlocked.err(), Some(UnlockError::WrongPassphrase));
    }

    #[test]
    fn a_lock_round_trips(key: [u8; 32], salt: [u8; 16], nonce: [u8; 24], pin in "[0-9]{4,8}", other in "[0-9]{4,8}") {
        let locked = lock::lock(&RootKey::from_random(key), &typed(&pin), salt, nonce, cheap()).unwrap();
        prop_assert_eq!(locked.len(), lock::LOCKED_LEN);
        let unlocked = lock::unlock::<RootKey>(&locked, &typed(&pin)).unwrap();
        prop_assert_eq!(unlocked.expose(), &key);
        if other != pin {
            prop_assert_eq!(lock::unlock::<RootKey>(&locked, &typed(&other)).err(), Some(lock::UnlockError::WrongSecret));
        }
    }

    #[test]
    fn a_flipped_bit_in_a_lock_is_never_called_a_wrong_pin(at: prop::sample::Index, bit in 0..8_u32) {
        let mut locked = locked();
        *at.get_mut(&mut locked) ^= 1 << bit;
        let error = lock::unlock::<RootKey>(&locked, &Passphrase::literal("0305")).err();
        prop_assert!(error.is_some_and(|error| error != lock::UnlockError::WrongSecret));
    }
}

fn check_backup(change: impl FnOnce(&mut Vec<u8>), error: BackupError) {
    let mut file = file();
    change(&mut file);
    assert_eq!(backup::read(&file).err(), Some(error));
}

#[test]
fn each_backup_error_has_its_cause() {
    check_backup(Vec::clear, BackupError::Truncated);
    check_backup(|file| file[0] = b'm', BackupError::NotABackup);
    check_backup(
        |file| file.splice(.., *b"%PDF").for_each(drop),
        BackupError::NotABackup,
    );
    check_backup(|file| file[8] = 2, BackupError::NewerVersion { version: 2 });
    check_backup(|file| file.truncate(8), BackupError::Truncated);
    check_backup(|file| file[8] = 0, BackupError::Damaged);
    check_backup(|file| file[30] ^= 1, BackupError::Damaged);
    check_backup(|file| file.push(0), BackupError::Damaged);
    check_backup(|file| file[BEFORE_RECORDS] = 0xff, BackupError::Damaged);
    check_backup(
        |file| file.resize(MAX_FILE_LEN + 1, 0),
        BackupError::TooLarge {
            len: MAX_FILE_LEN + 1,
        },
    );
}

#[test]
fn swapped_records_are_damage() {
    check_backup(
        |file| {
            let records = &mut file[BEFORE_RECORDS..];
            let len = records.len() / 3;
            let (first, rest) = records.split_at_mut(len);
            first.swap_with_slice(&mut rest[..len]);
        },
        BackupError::Damaged,
    );
}

/// Recomputes the checksum after a change to the header, as an attacker would.
fn with_checksum_mended(bytes: &mut [u8], header_and_key: usize) {
    let sum = *mijn_brug_seal::RecordId::of(&bytes[..header_and_key]).as_bytes();
    bytes[header_and_key..][..16].copy_from_slice(&sum);
}

#[test]
fn a_hostile_cost_is_refused_before_any_work() {
    // 4 TiB of memory; then 4 billion passes.
    for at in [9, 13] {
        check_backup(
            |file| {
                file[at..at + 4].fill(0xff);
                with_checksum_mended(file, 93 + 48);
            },
            BackupError::TooCostly,
        );
        let mut locked = locked();
        locked[at..at + 4].fill(0xff);
        with_checksum_mended(&mut locked, 61 + 48);
        assert_eq!(
            lock::unlock::<RootKey>(&locked, &Passphrase::literal("0305")).err(),
            Some(lock::UnlockError::TooCostly)
        );
    }
}

#[test]
fn a_changed_header_is_not_trusted_even_with_a_right_checksum() {
    // With a lower cost another key is derived, and the header differs from the associated data.
    let mut file = file();
    file[16] = 2;
    with_checksum_mended(&mut file, 93 + 48);
    assert_eq!(
        backup::read(&file)
            .unwrap()
            .unlock(&Passphrase::literal(PASSPHRASE))
            .err(),
        Some(UnlockError::WrongPassphrase)
    );
}

#[test]
fn a_hostile_record_count_is_damage() {
    for at in [61, 69] {
        for count in [u64::MAX, 1 << 40] {
            let mut file = file();
            file[at..at + 8].copy_from_slice(&count.to_be_bytes());
            with_checksum_mended(&mut file, 93 + 48);
            assert!(matches!(
                backup::read(&file).err(),
                Some(BackupError::Damaged | BackupError::Truncated)
            ));
        }
    }
}

#[test]
fn an_empty_plan_can_be_backed_up() {
    let file = file_of::<Vec<u8>>(&[]);
    let backup = backup::read(&file).unwrap();
    assert!(backup.records().is_empty());
    assert_eq!(
        backup.unlock(&Passphrase::literal(PASSPHRASE)).unwrap().expose(),
        root().expose()
    );
}

/// Checks that what was made with one text opens with another that people type for the same secret.
#[track_caller]
fn check_opens(made: &str, with: &str) {
    let file = backup::write(&[[0; 3]], &root(), &typed(made), [4; 16], [5; 24], cheap()).unwrap();
    let opened = backup::read(&file).unwrap().unlock(&typed(with));
    assert!(opened.is_ok(), "made {made:?}, opened with {with:?}");
    let locked = lock::lock(&root(), &typed(made), [4; 16], [5; 24], cheap()).unwrap();
    assert!(lock::unlock::<RootKey>(&locked, &typed(with)).is_ok());
}

#[test]
fn differences_between_keyboards_do_not_count() {
    for (made, with) in [
        (PASSPHRASE, "  een brug naar huis\n"),
        (PASSPHRASE, "een\u{a0}brug naar\u{202f}huis\u{200b}"),
        (PASSPHRASE, "\u{feff}een brug naar huis\u{3000}"),
        // Composed on one phone, decomposed on another, and the other way round.
        ("één café crème", "e\u{301}e\u{301}n cafe\u{301} cre\u{300}me"),
        ("e\u{301}e\u{301}n cafe\u{301} cre\u{300}me", "één café crème "),
        ("Ångström 25", "\u{212b}ngstro\u{308}m 25"),
        // A capital that the phone added, either when making or when opening.
        ("één café crème", "Één café crème"),
        ("Één café crème", "e\u{301}én café crème"),
        ("ijsje in de zon", "Ijsje in de zon"),
        // Quotes and dashes that a phone replaces with typographic ones.
        ("oma's fiets -- \"rood\"...", "oma’s fiets — “rood”…"),
        ("oma’s fiets — „rood”…", "oma's fiets -- \"rood\"..."),
        // Digits of another script.
        ("0305", "０３０５"),
        ("0305", " ٠٣٠٥ "),
        ("۰۳۰۵", "0305"),
    ] {
        check_opens(made, with);
    }
}

#[test]
fn every_other_difference_counts() {
    let file = file();
    let backup = backup::read(&file).unwrap();
    for other in [
        "een  brug naar huis",
        "Een Brug Naar Huis",
        "een brug naar huiS",
        "EEN BRUG NAAR HUIS",
        "éen brug naar huis",
        "een brug naar",
        "",
    ] {
        assert_eq!(
            backup.unlock(&typed(other)).err(),
            Some(UnlockError::WrongPassphrase),
            "{other:?}"
        );
    }
}

/// Earlier versions did not compose accents. Files that they made still open.
#[test]
fn files_from_before_normalization_still_open() {
    // A literal is not composed either.
    let made = Passphrase::literal("cafe\u{301} 1234");
    let file = backup::write(&[[0; 3]], &root(), &made, [4; 16], [5; 24], cheap()).unwrap();
    let backup = backup::read(&file).unwrap();
    for with in ["cafe\u{301} 1234", "café 1234"] {
        assert!(backup.unlock(&typed(with)).is_ok(), "{with:?}");
    }
}

/// The extra runs of Argon2id for a wrong secret: none for a pin code, one for plain letters.
#[test]
fn few_other_candidates_are_tried() {
    for (text, n) in [
        ("0305", 1),
        ("een brug naar huis", 2),
        ("één brug", 3),
        ("e\u{301}en brug", 3),
    ] {
        assert_eq!(typed(text).n_candidates(), n, "{text:?}");
    }
}

#[test]
fn an_empty_secret_is_refused() {
    for empty in ["", "  ", "\u{a0}\n"] {
        let file = backup::write(&[[0; 3]], &root(), &typed(empty), [4; 16], [5; 24], cheap());
        assert_eq!(file.err(), Some(WriteError::EmptyPassphrase));
        assert_eq!(
            lock::lock(&root(), &typed(empty), [4; 16], [5; 24], cheap()).err(),
            Some(lock::LockError::EmptySecret)
        );
    }
}

#[test]
fn too_much_for_one_file_is_refused() {
    let records = [vec![1; MAX_FILE_LEN / 2], vec![2; MAX_FILE_LEN / 2]];
    let file = backup::write(
        &records,
        &root(),
        &Passphrase::literal(PASSPHRASE),
        [4; 16],
        [5; 24],
        cheap(),
    );
    assert_eq!(file.err(), Some(WriteError::TooLarge));
}

#[test]
fn a_lock_is_not_a_backup_and_a_backup_not_a_lock() {
    assert_eq!(backup::read(&locked()).err(), Some(BackupError::NotABackup));
    assert_eq!(
        lock::unlock::<RootKey>(&file(), &Passphrase::literal(PASSPHRASE)).err(),
        Some(lock::UnlockError::NotALock)
    );
}

fn check_lock(change: impl FnOnce(&mut Vec<u8>), error: lock::UnlockError) {
    let mut locked = locked();
    change(&mut locked);
    assert_eq!(
        lock::unlock::<RootKey>(&locked, &Passphrase::literal("0305")).err(),
        Some(error)
    );
}

#[test]
fn each_lock_error_has_its_cause() {
    check_lock(Vec::clear, lock::UnlockError::NotALock);
    check_lock(|locked| locked[0] = 0, lock::UnlockError::NotALock);
    check_lock(|locked| locked[8] = 0, lock::UnlockError::Damaged);
    check_lock(
        |locked| locked[8] = 2,
        lock::UnlockError::NewerVersion { version: 2 },
    );
    check_lock(|locked| locked.truncate(40), lock::UnlockError::Damaged);
    check_lock(|locked| locked.push(0), lock::UnlockError::Damaged);
}
