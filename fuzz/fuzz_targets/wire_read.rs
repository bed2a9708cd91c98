//! Reading a batch, a page or a list of ids never panics, keeps to the limits, and accepts only what could have been written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mijn_brug_seal::{RecordId, record};
use mijn_brug_sync::planner::{SyncProgress, LocalState, Step, next};
use mijn_brug_sync::wire::{
    BYTES_MAX, Head, IDS_MAX, Page, RECORDS_MAX, read_batch, write_batch, write_numbered, write_page,
};

fuzz_target!(|data: &[u8]| {
    batch(data);
    page(data);
    ids(data);
    // Random bytes are rarely valid. To reach valid ones, they are also cut to fit, and used as numbers of records.
    let whole = data.len() - data.len().saturating_sub(Head::LEN) % 24;
    ids(&data[..whole]);
    page(&shaped(data));
});

fn batch(data: &[u8]) {
    let Ok(records) = read_batch(data) else { return };
    assert!(records.len() <= RECORDS_MAX && data.len() <= BYTES_MAX);
    assert_eq!(write_batch(records), data);
}

fn page(data: &[u8]) {
    let Ok(page) = Page::<Vec<u8>>::read(data) else {
        return;
    };
    assert!(page.items.len() <= RECORDS_MAX);
    let mut bytes = write_page(&page.head);
    for item in &page.items {
        write_numbered(item.seq, &item.item, &mut bytes);
    }
    assert_eq!(bytes, data);
    let mut progress = SyncProgress::default();
    progress.local.cursor = progress.record_page(0, page.head, &page.items);
    assert!(progress.local.cursor <= page.items.len() as u64);
    next(&progress);
}

fn ids(data: &[u8]) {
    let Ok(page) = Page::<RecordId>::read(data) else {
        return;
    };
    assert!(page.items.len() <= IDS_MAX);
    assert_eq!(page.write(), data);
    let mine: Vec<_> = page.items.iter().map(|item| item.item).step_by(2).collect();
    let mut progress = SyncProgress {
        local: LocalState::default(),
        ..SyncProgress::default()
    };
    assert!(progress.compare_ids(page.head, &page.items, &mine).is_empty());
    // However wrong the list is, each fetch removes something from it.
    while let Step::Fetch { after, limit } = next(&progress) {
        assert!((1..=RECORDS_MAX).contains(&limit));
        let missing_seqs = progress.missing_seqs.len();
        progress.record_fetched(after, &page.items);
        assert!(progress.missing_seqs.len() < missing_seqs);
    }
}

/// A page of the shortest possible records, numbered and truncated as the data says.
fn shaped(data: &[u8]) -> Vec<u8> {
    let (cut, seqs) = data.split_first().unwrap_or((&0, &[]));
    let mut bytes = write_page(&Default::default());
    for seq in seqs.iter().take(8) {
        write_numbered(u64::from(*seq), &[*seq; record::MIN_SEALED_LEN], &mut bytes);
    }
    bytes.truncate(bytes.len() - usize::from(*cut) % 8);
    bytes
}
