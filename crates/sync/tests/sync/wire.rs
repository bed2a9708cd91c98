//! The wire format is frozen, and no bytes make a reader panic.
//!
//! Each file in `tests/golden` is compared byte for byte with what is written today, and read back. The files are never changed.
//! Format: hexadecimal, white space anywhere.

use std::fmt::Write;
use std::path::Path;

use mijn_brug_seal::record::{MAX_SEALED_LEN, MIN_SEALED_LEN};
use mijn_brug_seal::{RecordId, SetHash};
use mijn_brug_sync::wire::{
    BYTES_MAX, Head, IDS_MAX, Numbered, Page, RECORDS_MAX, WireError, read_batch, write_batch,
    write_numbered, write_page,
};
use proptest::prelude::*;

use crate::support::sealed;

fn head() -> Head {
    Head {
        seq: 0x0102_0304_0506_0708,
        set: SetHash::from_parts([0xAB; 16], 0x1112_1314_1516_1718),
    }
}

fn page(records: &[(u64, Vec<u8>)]) -> Vec<u8> {
    let mut bytes = write_page(&head());
    for (seq, sealed) in records {
        write_numbered(*seq, sealed, &mut bytes);
    }
    bytes
}

fn ids(count: usize) -> Vec<u8> {
    let items = (1..).take(count).map(|seq| Numbered {
        seq,
        item: RecordId::from_bytes([0xCD; 16]),
    });
    let items = items.collect();
    Page { head: head(), items }.write()
}

/// Compares `bytes` with the golden file. With `NEW_GOLDEN=1` a missing file is created; an existing one is never overwritten.
fn check_golden(name: &str, bytes: &[u8]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(name);
    let mut text = String::new();
    for line in bytes.chunks(32) {
        for byte in line {
            write!(text, "{byte:02x}").unwrap();
        }
        text.push('\n');
    }
    if std::env::var_os("NEW_GOLDEN").is_some() && !path.exists() {
        std::fs::write(&path, &text).unwrap();
    }
    assert_eq!(text, std::fs::read_to_string(&path).unwrap(), "{name} is frozen");
}

#[test]
fn a_batch_is_frozen() {
    let records = [sealed(1, 2), sealed(3, 4)];
    let bytes = write_batch(records.iter().map(Vec::as_slice));
    check_golden("batch-v1.hex", &bytes);
    assert_eq!(read_batch(&bytes).unwrap(), records);
}

#[test]
fn a_page_is_frozen() {
    let bytes = page(&[(1, sealed(1, 2)), (u64::MAX, sealed(3, 4))]);
    check_golden("page-v1.hex", &bytes);
    let read = Page::<Vec<u8>>::read(&bytes).unwrap();
    assert_eq!(read.head, head());
    let items = [(1, sealed(1, 2)), (u64::MAX, sealed(3, 4))];
    assert_eq!(read.items, items.map(|(seq, item)| Numbered { seq, item }));
}

#[test]
fn a_list_of_ids_is_frozen() {
    let bytes = ids(3);
    check_golden("ids-v1.hex", &bytes);
    assert_eq!(Page::<RecordId>::read(&bytes).unwrap().write(), bytes);
}

#[test]
fn empty_is_allowed() {
    assert_eq!(read_batch(&[]), Ok(Vec::new()));
    assert_eq!(Page::<Vec<u8>>::read(&page(&[])).unwrap().items, []);
    assert_eq!(Page::<RecordId>::read(&ids(0)).unwrap().items, []);
}

#[test]
fn every_truncation_is_detected() {
    let records = [sealed(1, 2), sealed(3, 4)];
    let batch = write_batch(records.iter().map(Vec::as_slice));
    let record = MIN_SEALED_LEN + 4;
    for len in 0..batch.len() {
        let expected = if len % record == 0 {
            Ok(len / record)
        } else {
            Err(WireError::CutOff)
        };
        assert_eq!(
            read_batch(&batch[..len]).map(|read| read.len()),
            expected,
            "{len}"
        );
    }
    let page = page(&[(1, sealed(1, 2)), (2, sealed(3, 4))]);
    let (page_record, id) = (record + 8, 24);
    for len in 0..page.len() {
        let is_whole = len
            .checked_sub(Head::LEN)
            .is_some_and(|items| items % page_record == 0);
        assert_eq!(Page::<Vec<u8>>::read(&page[..len]).is_ok(), is_whole, "{len}");
    }
    let ids = ids(3);
    for len in 0..ids.len() {
        let is_whole = len.checked_sub(Head::LEN).is_some_and(|items| items % id == 0);
        assert_eq!(Page::<RecordId>::read(&ids[..len]).is_ok(), is_whole, "{len}");
    }
}

#[test]
fn records_of_impossible_lengths_are_refused() {
    let batch = |len| write_batch([vec![7; len].as_slice()]);
    for len in [MIN_SEALED_LEN, MAX_SEALED_LEN] {
        assert_eq!(read_batch(&batch(len)).map(|read| read.len()), Ok(1), "{len}");
    }
    for len in [0, 1, MIN_SEALED_LEN - 1, MAX_SEALED_LEN + 1] {
        assert_eq!(
            read_batch(&batch(len)),
            Err(WireError::NotARecord { len }),
            "{len}"
        );
        assert_eq!(
            Page::<Vec<u8>>::read(&page(&[(1, vec![7; len])])),
            Err(WireError::NotARecord { len }),
            "{len}"
        );
    }
}

#[test]
fn the_largest_number_of_records_and_one_more() {
    let records = |count: usize| (0..).map(|n| sealed(0, n)).take(count).collect::<Vec<_>>();
    let batch = |count| write_batch(records(count).iter().map(Vec::as_slice));
    let whole_page = |count| page(&(1..).zip(records(count)).collect::<Vec<_>>());
    assert_eq!(
        read_batch(&batch(RECORDS_MAX)).map(|read| read.len()),
        Ok(RECORDS_MAX)
    );
    assert_eq!(read_batch(&batch(RECORDS_MAX + 1)), Err(WireError::TooMuch));
    let read = Page::<Vec<u8>>::read(&whole_page(RECORDS_MAX)).unwrap();
    assert_eq!(read.items.len(), RECORDS_MAX);
    assert_eq!(
        Page::<Vec<u8>>::read(&whole_page(RECORDS_MAX + 1)),
        Err(WireError::TooMuch)
    );
    assert_eq!(
        Page::<RecordId>::read(&ids(IDS_MAX)).unwrap().items.len(),
        IDS_MAX
    );
    assert_eq!(Page::<RecordId>::read(&ids(IDS_MAX + 1)), Err(WireError::TooMuch));
}

#[test]
fn the_largest_number_of_bytes_and_one_record_more() {
    let record = vec![7; MAX_SEALED_LEN];
    let fitting = BYTES_MAX / (MAX_SEALED_LEN + 4);
    let batch = |count| write_batch(std::iter::repeat_n(record.as_slice(), count));
    assert_eq!(read_batch(&batch(fitting)).map(|read| read.len()), Ok(fitting));
    assert_eq!(read_batch(&batch(fitting + 1)), Err(WireError::TooMuch));
}

proptest! {
    #[test]
    fn garbage_is_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        if let Ok(records) = read_batch(&bytes) {
            prop_assert_eq!(write_batch(records), bytes.clone());
        }
        if let Ok(read) = Page::<RecordId>::read(&bytes) {
            prop_assert_eq!(read.write(), bytes.clone());
        }
        Page::<Vec<u8>>::read(&bytes).ok();
    }

    #[test]
    fn a_page_with_one_byte_changed_is_another_or_none(at in 0_usize..1_000, change in 1_u8..) {
        let good = page(&[(1, sealed(1, 2)), (2, sealed(3, 4))]);
        let mut bytes = good.clone();
        let at = at % bytes.len();
        bytes[at] ^= change;
        prop_assert_ne!(Page::<Vec<u8>>::read(&bytes), Page::<Vec<u8>>::read(&good));
    }
}
