//! The bytes of every format, frozen.
//!
//! Each file in `tests/golden` is compared byte for byte with what is written today, and is read back. The files
//! are never changed: a new format gets a new file, and the old one stays. They were checked once against other
//! implementations of the same algorithms (libsodium, the Argon2 reference code, Python's `hmac`).
//!
//! Format of the files: hexadecimal, white space anywhere, `#` starts a comment.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::{env, fs, path::Path};

use mijn_brug_seal::{
    Cost, Keyring, LogId, OpenError, Passphrase, RootKey, SealedRecord, SetHash, SharedKey, TeamKey,
    Visibility, backup, lock,
};

const BODY: &[u8] = r#"{"example":"één stap"}"#.as_bytes();
const NONCE: [u8; 24] = [0x24; 24];
const SALT: [u8; 16] = [0x16; 16];
const PASSPHRASE: &str = "een brug naar huis";

fn root() -> RootKey {
    RootKey::from_random(std::array::from_fn(|index| u8::try_from(index).unwrap()))
}

fn team() -> TeamKey {
    TeamKey::from_random([0x7e; 32])
}

fn cheap() -> Cost {
    Cost::new(64, 3, 1).unwrap()
}

/// Compares `bytes` with the golden file and returns the file's bytes. With `NEW_GOLDEN=1` a missing file is created; an
/// existing one is never overwritten.
fn check(name: &str, bytes: &[u8]) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    if env::var_os("NEW_GOLDEN").is_some() && !path.exists() {
        let lines: Vec<String> = bytes.chunks(32).map(to_hex).collect();
        fs::write(&path, lines.join("\n") + "\n").unwrap();
    }
    let golden = from_hex(&fs::read_to_string(&path).unwrap());
    assert_eq!(
        to_hex(bytes),
        to_hex(&golden),
        "{name} is frozen: a change needs a new version and a new file"
    );
    golden
}

fn to_hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
}

fn from_hex(text: &str) -> Vec<u8> {
    let digits: String = text
        .lines()
        .filter_map(|line| line.split('#').next())
        .flat_map(str::split_whitespace)
        .collect();
    assert!(digits.len().is_multiple_of(2));
    (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(digits.get(at..at + 2).unwrap(), 16).unwrap())
        .collect()
}

#[test]
fn derivations() {
    let shared = root().shared_key(0);
    let golden = check(
        "derivations-v1.hex",
        &[
            shared.expose().as_slice(),
            shared.log_id().as_bytes(),
            shared.access_token().expose(),
        ]
        .concat(),
    );
    let (key, rest) = golden.split_first_chunk::<32>().unwrap();
    let log = SharedKey::from_bytes(*key).log_id();
    assert_eq!(log, LogId::from_bytes(*rest.first_chunk::<16>().unwrap()));
    assert_eq!(log.to_string().parse(), Ok(log));
    assert_eq!(&log, &Keyring::resident(root(), 0).log_id());
    assert_eq!(&log, &Keyring::caseworker(&shared, &team()).log_id());
}

#[test]
fn a_pseudonym_stays_the_same() {
    check("pseudonym-v1.hex", &team().pseudonym(LogId::from_bytes([9; 16])));
}

#[test]
fn opaque_names_stay_the_same() {
    check("guest-token-v1.hex", root().guest_token().expose());
    check("opaque-name-v1.hex", &root().opaque_name("tag/gathered"));
    assert_ne!(root().opaque_name("a"), root().opaque_name("b"));
    assert_ne!(
        root().opaque_name("a"),
        RootKey::from_random([9; 32]).opaque_name("a")
    );
}

fn check_record(name: &str, sealed: SealedRecord, visibility: Visibility) -> Vec<u8> {
    let golden = check(name, sealed.as_bytes());
    let opened = Keyring::resident(root(), 0).open(&golden).unwrap();
    assert_eq!(opened.body(), BODY);
    assert_eq!(opened.visibility(), visibility);
    golden
}

#[test]
fn shared_record() {
    let resident = Keyring::resident(root(), 0);
    let caseworker = Keyring::caseworker(&root().shared_key(0), &team());
    let sealed = resident.seal(BODY, Visibility::Shared, NONCE).unwrap();
    assert_eq!(sealed.id().to_string(), "9f88e538b2bad6af773a839a2915158b");
    let golden = check_record("record-v1-shared.hex", sealed, Visibility::Shared);
    assert!(resident.is_from_own_side(&resident.open(&golden).unwrap()));
    assert!(!caseworker.is_from_own_side(&caseworker.open(&golden).unwrap()));
}

#[test]
fn private_record() {
    let resident = Keyring::resident(root(), 0);
    let sealed = resident.seal(BODY, Visibility::Private, NONCE).unwrap();
    let golden = check_record("record-v1-private.hex", sealed, Visibility::Private);
    assert!(resident.is_from_own_side(&resident.open(&golden).unwrap()));
    let caseworker = Keyring::caseworker(&root().shared_key(0), &team());
    assert_eq!(caseworker.open(&golden).err(), Some(OpenError::NotShared));
}

#[test]
fn record_of_a_caseworker() {
    let resident = Keyring::resident(root(), 0);
    let caseworker = Keyring::caseworker(&root().shared_key(0), &team());
    let sealed = caseworker.seal(BODY, NONCE).unwrap();
    let golden = check_record("record-v1-caseworker.hex", sealed, Visibility::Shared);
    assert!(caseworker.is_from_own_side(&caseworker.open(&golden).unwrap()));
    assert!(!resident.is_from_own_side(&resident.open(&golden).unwrap()));
}

#[test]
fn backup_file() {
    let keyring = Keyring::resident(root(), 0);
    let records = [
        keyring
            .seal(BODY, Visibility::Shared, NONCE)
            .unwrap()
            .into_bytes(),
        keyring
            .seal(BODY, Visibility::Private, NONCE)
            .unwrap()
            .into_bytes(),
    ];
    let file = backup::write(
        &records,
        &root(),
        &Passphrase::literal(PASSPHRASE),
        SALT,
        NONCE,
        cheap(),
    )
    .unwrap();
    let golden = check("backup-v1.hex", &file);
    let backup = backup::read(&golden).unwrap();
    assert_eq!(
        backup.set_hash(),
        records
            .iter()
            .map(|sealed| mijn_brug_seal::RecordId::of(sealed))
            .collect::<SetHash>()
    );
    assert!(
        records
            .iter()
            .all(|sealed| backup.records().contains(&sealed.as_slice()))
    );
    assert_eq!(
        backup.unlock(&Passphrase::literal(PASSPHRASE)).unwrap().expose(),
        root().expose()
    );
}

#[test]
fn locked_root_key() {
    let golden = check(
        "lock-v1.hex",
        &lock::lock(&root(), &Passphrase::literal("0305"), SALT, NONCE, cheap()).unwrap(),
    );
    assert_eq!(
        lock::unlock::<RootKey>(&golden, &Passphrase::literal("0305"))
            .unwrap()
            .expose(),
        root().expose()
    );
}

#[test]
fn the_default_cost_is_frozen() {
    let golden = check(
        "lock-v1-default-cost.hex",
        &lock::lock(&root(), &Passphrase::literal("0305"), SALT, NONCE, Cost::DEFAULT).unwrap(),
    );
    assert_eq!(
        lock::unlock::<RootKey>(&golden, &Passphrase::literal("0305"))
            .unwrap()
            .expose(),
        root().expose()
    );
}
