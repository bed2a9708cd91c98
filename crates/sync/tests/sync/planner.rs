//! The next step, for everything that can be known.

use mijn_brug_seal::{RecordId, SetHash};
use mijn_brug_sync::planner::{GiveUpReason, LocalState, Step, SyncProgress, next};
use mijn_brug_sync::wire::{Head, Numbered, RECORDS_MAX};

fn id(n: u8) -> RecordId {
    RecordId::from_bytes([n; 16])
}

/// The set of the ids from 1 to `count`.
fn set(count: u8) -> SetHash {
    (1..=count).map(id).collect()
}

/// A log of `count` records.
fn head(count: u8) -> Head {
    Head {
        seq: count.into(),
        set: set(count),
    }
}

/// A device with `count` records that has read up to `cursor` and has `unsent` records to send.
fn device(count: u8, cursor: u64, unsent: u64) -> SyncProgress {
    let set = set(count);
    SyncProgress {
        local: LocalState { set, cursor, unsent },
        ..SyncProgress::default()
    }
}

fn check(known: SyncProgress, expected: Step) {
    assert_eq!(next(&known), expected, "{known:?}");
}

#[test]
fn an_unknown_service_is_read() {
    check(device(0, 0, 0), Step::Pull);
    check(device(5, 5, 0), Step::Pull);
}

#[test]
fn unsent_records_go_first() {
    check(device(1, 0, 1), Step::Push);
    check(
        SyncProgress {
            head: Some(head(9)),
            ..device(3, 3, 1)
        },
        Step::Push,
    );
    // Even if the sets are equal: the answer may have been lost, and sending again is harmless.
    check(
        SyncProgress {
            head: Some(head(3)),
            ..device(3, 3, 1)
        },
        Step::Push,
    );
}

#[test]
fn equal_sets_are_the_end() {
    check(
        SyncProgress {
            head: Some(head(0)),
            ..device(0, 0, 0)
        },
        Step::Settled(head(0)),
    );
    check(
        SyncProgress {
            head: Some(head(3)),
            ..device(3, 3, 0)
        },
        Step::Settled(head(3)),
    );
}

#[test]
fn equal_sets_are_the_end_wherever_the_cursor_is() {
    for cursor in [0, 2, 4, u64::MAX] {
        check(
            SyncProgress {
                head: Some(head(3)),
                ..device(3, cursor, 0)
            },
            Step::Settled(head(3)),
        );
    }
}

#[test]
fn records_after_the_cursor_are_read() {
    check(
        SyncProgress {
            head: Some(head(4)),
            ..device(3, 3, 0)
        },
        Step::Pull,
    );
}

#[test]
fn one_empty_page_is_ignored_and_two_are_a_reason_to_compare() {
    let known = |empty_pages, is_compared| SyncProgress {
        head: Some(head(4)),
        empty_pages,
        is_compared,
        ..device(3, 3, 0)
    };
    check(known(1, false), Step::Pull);
    check(known(2, false), Step::Compare);
    check(known(2, true), Step::GiveUp(GiveUpReason::NothingCame));
}

#[test]
fn other_sets_at_the_end_of_the_log_are_compared_once() {
    let known = |is_compared| SyncProgress {
        head: Some(head(3)),
        is_compared,
        ..device(4, 3, 0)
    };
    check(known(false), Step::Compare);
    check(known(true), Step::GiveUp(GiveUpReason::ServiceDisagrees));
}

#[test]
fn a_log_that_became_shorter_is_compared() {
    check(
        SyncProgress {
            head: Some(head(2)),
            ..device(3, 3, 0)
        },
        Step::Compare,
    );
}

#[test]
fn a_page_with_a_gap_is_compared() {
    let has_gap = true;
    check(
        SyncProgress {
            head: Some(head(9)),
            has_gap,
            ..device(3, 3, 0)
        },
        Step::Compare,
    );
}

#[test]
fn a_head_whose_number_is_not_its_count_is_not_trusted() {
    let far = Some(Head {
        seq: 1_000,
        set: set(3),
    });
    check(
        SyncProgress {
            head: far,
            ..device(3, 3, 0)
        },
        Step::Compare,
    );
}

#[test]
fn a_service_that_accepts_nothing_is_read_to_its_end() {
    let known = |cursor, head| SyncProgress {
        head,
        is_refusing: true,
        ..device(5, cursor, 1)
    };
    check(known(4, None), Step::Pull);
    check(known(3, Some(head(4))), Step::Pull);
    check(known(4, Some(head(4))), Step::Refused);
    // The service has the records although it refuses them.
    check(known(4, Some(head(5))), Step::Settled(head(5)));
}

#[test]
fn missing_records_are_fetched_in_runs() {
    let fetch = |missing_seqs: &[u64], after, limit| {
        let missing_seqs = missing_seqs.to_vec();
        check(
            SyncProgress {
                missing_seqs,
                ..device(0, 0, 1)
            },
            Step::Fetch { after, limit },
        );
    };
    fetch(&[1], 0, 1);
    fetch(&[1, 2, 3, 5], 0, 3);
    fetch(&[5, 7], 4, 1);
    fetch(&[u64::MAX - 1, u64::MAX], u64::MAX - 2, 2);
    let many: Vec<u64> = (8..).take(RECORDS_MAX + 1).collect();
    fetch(&many, 7, RECORDS_MAX);
}

fn numbered(seqs: &[u64]) -> Vec<Numbered<RecordId>> {
    let item = |seq: &u64| Numbered {
        seq: *seq,
        item: id(u8::try_from(*seq % 256).unwrap()),
    };
    seqs.iter().map(item).collect()
}

#[test]
fn the_cursor_stops_at_a_gap() {
    let check = |after, seqs: &[u64], cursor, has_gap| {
        let mut known = SyncProgress::default();
        assert_eq!(
            known.record_page(after, head(9), &numbered(seqs)),
            cursor,
            "{seqs:?}"
        );
        assert_eq!((known.has_gap, known.head), (has_gap, Some(head(9))), "{seqs:?}");
    };
    check(0, &[], 0, false);
    check(0, &[1, 2, 3], 3, false);
    check(4, &[5], 5, false);
    check(4, &[6, 7], 4, true);
    check(4, &[5, 7], 5, true);
    check(4, &[5, 5, 6], 6, true);
    check(4, &[4, 5], 5, true);
    check(4, &[6, 5], 5, true);
    check(u64::MAX, &[0], u64::MAX, true);
}

#[test]
fn empty_pages_count_only_if_there_should_be_more() {
    let mut known = SyncProgress::default();
    known.record_page::<()>(9, head(9), &[]);
    assert_eq!(known.empty_pages, 0);
    known.record_page::<()>(8, head(9), &[]);
    known.record_page::<()>(8, head(9), &[]);
    assert_eq!(known.empty_pages, 2);
    known.record_page(8, head(9), &numbered(&[9]));
    assert_eq!(known.empty_pages, 0);
}

#[test]
fn ids_show_what_each_side_lacks() {
    let check = |listed: &[u64], mine: &[u8], missing_seqs: &[u64], service_lacks: &[u8]| {
        let mut known = SyncProgress::default();
        let mine: Vec<_> = mine.iter().copied().map(id).collect();
        let unknown = known.compare_ids(head(9), &numbered(listed), &mine);
        assert_eq!(known.missing_seqs, missing_seqs);
        assert_eq!(unknown, service_lacks.iter().copied().map(id).collect::<Vec<_>>());
        assert!(known.is_compared);
    };
    check(&[], &[], &[], &[]);
    check(&[1, 2], &[2, 1], &[], &[]);
    check(&[1, 2, 3], &[2], &[1, 3], &[]);
    check(&[1], &[3, 1, 2], &[], &[3, 2]);
    check(&[1, 2], &[3, 4], &[1, 2], &[3, 4]);
    check(&[2, 4], &[4], &[2], &[]);
}

#[test]
fn after_the_ids_the_pages_start_over() {
    let mut known = SyncProgress {
        has_gap: true,
        empty_pages: 2,
        ..SyncProgress::default()
    };
    known.compare_ids(head(3), &numbered(&[1, 2]), &[id(1), id(2)]);
    assert_eq!((known.has_gap, known.empty_pages), (false, 0));
    // One more was written since the list.
    known.local = device(2, known.listed, 0).local;
    check(known, Step::Pull);
}

#[test]
fn a_list_with_high_numbers_moves_the_cursor_by_its_length_at_most() {
    let mut known = SyncProgress::default();
    known.compare_ids(head(9), &numbered(&[1, 7, u64::MAX]), &[]);
    assert_eq!(known.listed, 3);
}

#[test]
fn a_fetched_record_is_no_longer_missing() {
    let mut known = SyncProgress::default();
    known.compare_ids(head(4), &numbered(&[1, 2, 3, 4]), &[id(3)]);
    assert_eq!(known.record_fetched(0, &numbered(&[1])), None);
    assert_eq!(known.missing_seqs, [2, 4]);
    // A page may contain more than the device lacks.
    assert_eq!(known.record_fetched(1, &numbered(&[2, 3, 4])), Some(4));
    assert!(known.missing_seqs.is_empty() && !known.has_gap);
}

#[test]
fn a_listed_record_that_does_not_come_is_not_requested_again() {
    for page in [&[][..], &[3], &[1, 3]] {
        let mut known = SyncProgress::default();
        known.compare_ids(head(3), &numbered(&[1, 2, 3]), &[]);
        assert_eq!(known.record_fetched(0, &numbered(page)), None, "{page:?}");
        assert_eq!(
            next(&known),
            Step::GiveUp(GiveUpReason::ServiceDisagrees),
            "{page:?}"
        );
    }
}
