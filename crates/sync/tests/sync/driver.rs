//! How many requests a sync takes, what it does after a refusal, and how it repairs differences.

use mijn_brug_seal::RecordId;
use mijn_brug_seal::record::MAX_SEALED_LEN;
use mijn_brug_sync::api::{Code, WAIT_MAX};
use mijn_brug_sync::wire::{BYTES_MAX, RECORDS_MAX};
use mijn_brug_sync::{GiveUpReason, LocalStoreError, RequestError, SyncError, long_poll, sync};

use crate::support::device::{Disk, Fault, Request, Wire};
use crate::support::service::Lie;
use crate::support::world::{Ended, World};
use crate::support::{run, run_for, run_together, sealed};

/// Syncs a device with these faults, and returns the result and the requests.
fn traced(world: &World, device: usize, faults: &[Fault]) -> (Ended, Vec<Request>) {
    let wire = Wire::new(&world.service, faults);
    let ended = run(sync(&wire, &world.devices[device]));
    (ended, wire.requests.into_inner())
}

const fn pull(after: u64) -> Request {
    let (limit, wait) = (RECORDS_MAX, 0);
    Request::Pull { after, limit, wait }
}

const fn refused(code: Code) -> SyncError {
    SyncError::Request(RequestError::Refused {
        code,
        retry_after: None,
    })
}

/// Two devices that hold the same `count` records, made on the first.
fn world(count: usize) -> World {
    let world = World::new(2);
    (0..count).for_each(|_| world.add(0));
    (0..2).for_each(|device| assert!(world.sync(device).is_ok()));
    world
}

#[test]
fn nothing_new_is_one_request() {
    let world = world(5);
    let (ended, requests) = traced(&world, 1, &[]);
    let ended = ended.unwrap();
    assert_eq!((ended.received, ended.sent, ended.head.seq), (0, 0, 5));
    assert_eq!(requests, [pull(5)]);
}

#[test]
fn a_record_of_its_own_is_one_request() {
    let world = world(5);
    world.add(1);
    let (ended, requests) = traced(&world, 1, &[]);
    assert_eq!(ended.unwrap().sent, 1);
    assert!(matches!(requests[..], [Request::Append { .. }]), "{requests:?}");
    // It does not read back what it sent itself.
    assert_eq!(world.devices[1].now().cursor, 6);
}

#[test]
fn the_first_sync_sends_full_batches_and_reads_nothing_back() {
    let world = World::new(1);
    (0..=2 * RECORDS_MAX).for_each(|_| world.add(0));
    let (ended, requests) = traced(&world, 0, &[]);
    assert_eq!(ended.unwrap().sent, 2 * RECORDS_MAX + 1);
    assert_eq!(requests.len(), 3, "{requests:?}");
}

#[test]
fn a_batch_has_no_more_bytes_than_allowed() {
    let world = World::new(1);
    for number in 0..40 {
        let mut record = sealed(0, number);
        record.resize(MAX_SEALED_LEN, 7);
        world.devices[0].add(record);
    }
    let (ended, requests) = traced(&world, 0, &[]);
    assert_eq!(ended.unwrap().sent, 40);
    let bytes = requests.iter().map(|request| match request {
        Request::Append { bytes } => *bytes,
        other => panic!("{other:?}"),
    });
    assert!(bytes.clone().all(|bytes| bytes <= BYTES_MAX));
    assert_eq!(bytes.sum::<usize>(), 40 * (MAX_SEALED_LEN + 4));
    assert_eq!(requests.len(), 3);
}

#[test]
fn a_new_phone_reads_page_after_page() {
    let world = World::new(2);
    (0..7).for_each(|_| world.add(0));
    world.sync(0).unwrap();
    let (ended, requests) = traced(&world, 1, &[]);
    assert_eq!(ended.unwrap().received, 7);
    assert_eq!(requests, [pull(0), pull(3), pull(6)]);
}

#[test]
fn a_restored_service_gets_back_what_it_lost() {
    let world = world(5);
    world.service.borrow_mut().back_up();
    (0..3).for_each(|_| world.add(0));
    world.sync(0).unwrap();
    world.service.borrow_mut().restore(1);
    let (ended, requests) = traced(&world, 0, &[]);
    assert_eq!(ended.unwrap().sent, 3);
    assert!(
        matches!(
            requests[..],
            [
                Request::Pull { .. },
                Request::Ids { .. },
                Request::Ids { .. },
                Request::Append { .. }
            ]
        ),
        "{requests:?}"
    );
    world.check_that_all_becomes_equal();
}

#[test]
fn a_restored_service_with_new_records_is_detected() {
    let world = world(5);
    world.service.borrow_mut().back_up();
    // The first device reads up to number 8; the restored log reaches 8 with other records.
    (0..3).for_each(|_| world.add(0));
    world.sync(0).unwrap();
    world.service.borrow_mut().restore(1);
    (0..3).for_each(|_| world.add(1));
    world.sync(1).unwrap();
    let ended = world.sync(0).unwrap();
    assert_eq!((ended.received, ended.sent, ended.head.seq), (3, 3, 11));
    world.check_that_all_becomes_equal();
}

#[test]
fn an_emptied_service_is_filled_again() {
    let world = world(9);
    world.service.borrow_mut().restore(0);
    assert_eq!(world.sync(1).unwrap().sent, 9);
    world.check_that_all_becomes_equal();
}

#[test]
fn a_phone_with_a_lost_cursor_reads_on() {
    let world = world(9);
    for cursor in [0, 4, 10, u64::MAX] {
        run(mijn_brug_sync::RecordStore::add_received(
            &world.devices[1],
            Vec::new(),
            cursor,
        ))
        .unwrap();
        assert_eq!(world.sync(1).unwrap().received, 0);
        assert_eq!(world.devices[1].now().cursor, 9);
    }
}

#[test]
fn a_lost_answer_sends_twice_and_keeps_once() {
    let world = world(2);
    world.add(0);
    let (ended, requests) = traced(&world, 0, &[Fault::LoseAnswer]);
    assert_eq!(ended, Err(RequestError::NoAnswer.into()));
    // A sync retries nothing itself.
    assert_eq!(requests.len(), 1);
    assert_eq!(world.devices[0].now().unsent, 1);
    assert_eq!(world.sync(0).unwrap().head.seq, 3);
}

#[test]
fn an_answer_that_cannot_be_read_is_reported() {
    assert_eq!(
        traced(&world(2), 0, &[Fault::CutOff]).0,
        Err(RequestError::Malformed.into())
    );
}

#[test]
fn a_final_refusal_ends_the_sync_and_the_phone_keeps_everything() {
    for code in [
        Code::LogErased,
        Code::Unauthorized,
        Code::LogNotFound,
        Code::TooManyRequests,
    ] {
        let world = world(3);
        world.add(0);
        world.service.borrow_mut().refuses_all = Some(code);
        let (ended, requests) = traced(&world, 0, &[]);
        assert_eq!(ended, Err(refused(code)));
        assert_eq!(requests.len(), 1);
        assert_eq!(
            (world.devices[0].all().len(), world.devices[0].now().unsent),
            (4, 1)
        );
    }
}

#[test]
fn a_service_that_refuses_batches_is_still_read_from() {
    for code in [
        Code::LogFull,
        Code::RecordInvalid,
        Code::TooLarge,
        Code::Unavailable,
    ] {
        let world = world(3);
        (0..5).for_each(|_| world.add(0));
        world.sync(0).unwrap();
        world.add(1);
        world.service.borrow_mut().refuses_batches = Some(code);
        let (ended, requests) = traced(&world, 1, &[]);
        assert_eq!(ended, Err(refused(code)));
        assert_eq!(requests[1..], [pull(3), pull(6)]);
        assert_eq!(world.devices[1].all().len(), 9);
        world.service.borrow_mut().refuses_batches = None;
        world.check_that_all_becomes_equal();
    }
}

#[test]
fn a_full_phone_reports_it_and_loses_nothing() {
    let world = world(3);
    (0..5).for_each(|_| world.add(0));
    world.sync(0).unwrap();
    // The disk is accessed for the state before and after the page, and then to store the page.
    world.devices[1].fails_in.set(Some(2));
    assert_eq!(world.sync(1), Err(LocalStoreError::Full.into()));
    assert_eq!(world.devices[1].all().len(), 3);
    world.check_that_all_becomes_equal();
}

#[test]
fn a_long_poll_waits_once_and_reads_the_rest_at_once() {
    let world = world(1);
    (0..5).for_each(|_| world.add(0));
    world.sync(0).unwrap();
    let wire = Wire::new(&world.service, &[]);
    assert_eq!(run(long_poll(&wire, &world.devices[1])).unwrap().received, 5);
    let (after, limit, wait) = (1, RECORDS_MAX, WAIT_MAX);
    assert_eq!(
        *wire.requests.borrow(),
        [Request::Pull { after, limit, wait }, pull(4)]
    );
}

#[test]
fn a_long_poll_sends_first_and_then_does_not_wait() {
    let world = world(1);
    world.add(1);
    let wire = Wire::new(&world.service, &[]);
    assert_eq!(run(long_poll(&wire, &world.devices[1])).unwrap().sent, 1);
    assert!(matches!(wire.requests.borrow()[..], [Request::Append { .. }]));
}

#[test]
fn a_page_that_is_older_than_another_tabs_is_read_again() {
    let world = world(2);
    let wire = Wire::new(&world.service, &[]);
    // It has received its page, and is about to read its own state again.
    let mut listening = Box::pin(long_poll(&wire, &world.devices[1]));
    assert!(run_for(listening.as_mut(), 3).is_none());
    assert_eq!(wire.requests.borrow().len(), 1);
    (0..2).for_each(|_| world.add(1));
    world.sync(1).unwrap();
    assert_eq!(run(listening).unwrap().head.seq, 4);
    assert!(
        !wire
            .requests
            .borrow()
            .iter()
            .any(|request| matches!(request, Request::Ids { .. }))
    );
}

#[test]
fn two_tabs_send_the_same_and_it_counts_once() {
    let world = world(2);
    (0..3).for_each(|_| world.add(0));
    let wire = Wire::new(&world.service, &[]);
    let disk = &world.devices[0];
    let schedule: Vec<u8> = (0..60).map(|turn| turn % 2).collect();
    for ended in run_together(vec![sync(&wire, disk), sync(&wire, disk)], &schedule) {
        assert_eq!(ended.unwrap().head.seq, 5);
    }
}

#[test]
fn a_records_id_is_the_hash_of_its_bytes() {
    let world = world(2);
    (0..3).for_each(|_| world.add(0));
    world.sync(0).unwrap();
    let (ended, _) = traced(&world, 1, &[Fault::Lie(Lie::Garbage)]);
    // A record that nobody made has another id, so the sets differ, and the record that it replaced is fetched.
    assert!(ended.is_ok());
    let garbage = RecordId::of(&sealed(0xFF, 1));
    assert!(world.devices[1].all().contains(&garbage));
    assert!(world.made.borrow().is_subset(&world.devices[1].all()));
}

#[test]
fn a_service_that_lists_but_never_returns_records_ends_the_sync() {
    let world = world(1);
    (0..3).for_each(|_| world.add(0));
    world.sync(0).unwrap();
    let empty = [Lie::Empty; 2].map(Fault::Lie);
    let (ended, requests) = traced(&world, 1, &[&empty[..], &[Fault::None], &empty[..1]].concat());
    assert_eq!(ended, Err(GiveUpReason::ServiceDisagrees.into()));
    assert_eq!(requests.len(), 4);
    world.check_that_all_becomes_equal();
}

#[test]
fn an_empty_disk_and_an_empty_service_are_equal() {
    let world = World::new(1);
    let ended = run(sync(&Wire::new(&world.service, &[]), &Disk::default())).unwrap();
    assert_eq!(ended.head, mijn_brug_sync::wire::Head::default());
}
