//! The pairing code, its mailboxes and the recovery card: frozen bytes, typing mistakes, and what must stay apart.
#![expect(clippy::unwrap_used, reason = "tests")]

use mijn_brug_seal::card::{self, CardError};
use mijn_brug_seal::pairing::{Code, CodeError, MailboxOpenError, Purpose};
use mijn_brug_seal::{Cost, Keyring, Passphrase, RootKey, TeamKey, Visibility, lock};
use proptest::prelude::*;

const NONCE: [u8; 24] = [0x24; 24];

fn code() -> Code {
    Code::from_random([0, 1, 2, 3, 4, 5, 6, 7, 8, 30, 31])
}

#[test]
fn a_code_and_its_mailboxes_are_frozen() {
    assert_eq!(code().text(), "0123-4567-8YZB");
    let boxes = code().mailboxes(Purpose::Pairing).unwrap();
    assert_eq!(
        boxes.offer.id().to_string(),
        include_str!("golden/pairing-v1-offer-id.hex").trim()
    );
    assert_eq!(
        boxes.answer.id().to_string(),
        include_str!("golden/pairing-v1-answer-id.hex").trim()
    );
}

#[test]
fn accepted_spellings_of_a_code() {
    for typed in [
        "0123-4567-8YZB",
        "0123 4567 8yzb",
        " o123456 78yZB ",
        "OI23-4567-8YZB",
        "0l23-4567-8yzb",
        // Dashes from a word processor, no-break and zero-width spaces from a chat program.
        "0123–4567—8YZB",
        "0123\u{2011}4567\u{2212}8YZB",
        "0123\u{a0}4567\u{202f}8yzb\u{200b}",
        "\u{feff}0123.4567_8YZB\n",
        // Full-width letters and digits, digits of other scripts, Cyrillic letters that look alike.
        "０１２３－４５６７－８ＹＺＢ",
        "٠١٢٣ ۴۵۶۷ ८YZB",
        "О123-4567-8YZВ",
        // The whole link of the QR code.
        "https://brug.example/koppel#0123-4567-8YZB",
    ] {
        assert_eq!(
            typed.parse::<Code>().map(|code| code.text()),
            Ok(code().text()),
            "{typed}"
        );
    }
}

#[test]
fn texts_that_are_not_codes() {
    for (typed, error) in [
        ("", CodeError::WrongLength { len: 0 }),
        ("0123-4567-8YZ", CodeError::WrongLength { len: 11 }),
        ("0123-4567-8YZB-0", CodeError::WrongLength { len: 13 }),
        ("0123-4567-8YUB", CodeError::WrongCharacter),
        ("0123-4567-8YéB", CodeError::WrongCharacter),
        ("0123-4567-8YZ8", CodeError::Mistyped),
        ("1023-4567-8YZB", CodeError::Mistyped),
    ] {
        assert_eq!(typed.parse::<Code>().err(), Some(error), "{typed}");
    }
}

#[test]
fn mailboxes_of_other_purposes_codes_and_directions_differ() {
    let pairing = code().mailboxes(Purpose::Pairing).unwrap();
    let sealed = pairing.offer.seal(b"hello", NONCE);
    assert_eq!(pairing.offer.open(&sealed).unwrap().as_slice(), b"hello");
    assert_eq!(pairing.answer.open(&sealed).err(), Some(MailboxOpenError));
    let other_purpose = code().mailboxes(Purpose::Move).unwrap();
    assert_ne!(other_purpose.offer.id(), pairing.offer.id());
    assert_eq!(other_purpose.offer.open(&sealed).err(), Some(MailboxOpenError));
    let other_code = Code::from_random([0; 11]).mailboxes(Purpose::Pairing).unwrap();
    assert_eq!(other_code.offer.open(&sealed).err(), Some(MailboxOpenError));
    for cut in 0..sealed.len() {
        assert!(pairing.offer.open(sealed.get(..cut).unwrap()).is_err());
    }
}

#[test]
fn a_card_is_frozen() {
    let root = RootKey::from_random(std::array::from_fn(|at| u8::try_from(at).unwrap()));
    let text = card::write(&root, 1);
    assert_eq!(text, include_str!("golden/card-v1.txt").trim());
    let (read, pairing) = card::read(&text.to_lowercase().replace('-', " ")).unwrap();
    assert_eq!((read.expose(), pairing), (root.expose(), 1));
}

#[test]
fn texts_that_are_not_cards() {
    let text = card::write(&RootKey::from_random([1; 32]), 0);
    assert_eq!(card::read("").err(), Some(CardError::NotACard));
    assert_eq!(
        card::read(text.get(1..).unwrap()).err(),
        Some(CardError::NotACard)
    );
    assert_eq!(
        card::read(&text.replacen('4', "5", 1)).err(),
        Some(CardError::Mistyped)
    );
    assert_eq!(card::read(&format!("{text}0")).err(), Some(CardError::NotACard));
}

#[test]
fn a_later_pairing_has_another_key_and_private_records_outlast_it() {
    let keyring = |pairing| Keyring::resident(RootKey::from_random([1; 32]), pairing);
    let (first, second) = (keyring(0), keyring(1));
    assert_ne!(first.log_id(), second.log_id());
    let private = first.seal(b"{}", Visibility::Private, NONCE).unwrap();
    let opened = second.open(private.as_bytes()).unwrap();
    assert!(second.is_from_own_side(&opened));
    let shared = first.seal(b"{}", Visibility::Shared, NONCE).unwrap();
    assert!(second.open(shared.as_bytes()).is_err());
}

#[test]
fn a_lock_of_one_kind_does_not_open_as_the_other() {
    let cost = Cost::new(64, 1, 1).unwrap();
    let locked = lock::lock(
        &TeamKey::from_random([7; 32]),
        &Passphrase::literal("geheim"),
        [1; 16],
        NONCE,
        cost,
    )
    .unwrap();
    assert_eq!(
        lock::unlock::<TeamKey>(&locked, &Passphrase::literal("geheim"))
            .unwrap()
            .expose(),
        &[7; 32]
    );
    assert_eq!(
        lock::unlock::<RootKey>(&locked, &Passphrase::literal("geheim")).err(),
        Some(lock::UnlockError::NotALock)
    );
}

proptest! {
    #[test]
    fn a_code_reads_back_and_one_wrong_character_is_detected(bytes: [u8; 11], place in 0_usize..12, new in 0_usize..32) {
        let text = Code::from_random(bytes).text();
        prop_assert_eq!(text.parse::<Code>().unwrap().text(), &*text);
        let mut characters: Vec<char> = text.replace('-', "").chars().collect();
        let digits: Vec<char> = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".chars().collect();
        prop_assume!(characters[place] != digits[new]);
        characters[place] = digits[new];
        let wrong: String = characters.into_iter().collect();
        prop_assert_eq!(wrong.parse::<Code>().err(), Some(CodeError::Mistyped));
    }

    #[test]
    fn a_card_reads_back(bytes: [u8; 32], pairing: u32) {
        let (root, again) = card::read(&card::write(&RootKey::from_random(bytes), pairing)).unwrap();
        prop_assert_eq!((root.expose(), again), (&bytes, pairing));
    }

    #[test]
    fn any_text_is_a_card_or_an_error(text: String) {
        let _ = card::read(&text);
        let _ = text.parse::<Code>();
    }
}
