//! A service that lies: no device loses a record, every sync ends, and once the service is honest again all sets become equal.

use std::collections::BTreeSet;

use mijn_brug_sync::{GiveUpReason, SyncError};
use proptest::prelude::*;

use crate::support::device::Disk;
use crate::support::runs;
use crate::support::service::Lie;
use crate::support::world::{World, acts, lying_fault};

#[test]
fn a_lying_service_makes_the_phone_lose_nothing() {
    runs::check(&(2_usize..5, acts(lying_fault())), |(devices, acts)| {
        let world = World::new(devices);
        let mut before = vec![BTreeSet::new(); devices];
        for act in &acts {
            world.act(act);
            let after: Vec<_> = world.devices.iter().map(Disk::ids_kept).collect();
            for (before, after) in before.iter().zip(&after) {
                prop_assert!(before.is_subset(after));
            }
            before = after;
        }
        world.check_that_all_becomes_equal();
        Ok(())
    });
}

/// Both devices have one record, and one device has sent nine more to the service, which then tells this lie in every answer to the
/// other. Returns how the sync of the other device ended and how many of the ten records it has then.
fn told(lie: Lie) -> (Option<SyncError>, usize) {
    let world = World::new(2);
    world.add(0);
    (0..2).for_each(|device| assert!(world.sync(device).is_ok()));
    (0..9).for_each(|_| world.add(0));
    world.sync(0).unwrap();
    world.service.borrow_mut().lie = Some(lie);
    let ended = world.sync(1);
    let came = world.devices[1].all().intersection(&world.made.borrow()).count();
    world.service.borrow_mut().lie = None;
    world.check_that_all_becomes_equal();
    (ended.err(), came)
}

fn check(lie: Lie, expected: GiveUpReason, came: usize) {
    assert_eq!(told(lie), (Some(SyncError::GaveUp(expected)), came), "{lie:?}");
}

#[test]
fn a_gap_is_detected() {
    check(Lie::Gap, GiveUpReason::ServiceDisagrees, 4);
}

#[test]
fn a_hidden_record_is_detected() {
    check(Lie::Hidden, GiveUpReason::ServiceDisagrees, 8);
}

#[test]
fn a_repeated_answer_looks_like_no_change() {
    // No device can detect that others wrote something if the service keeps returning a state that was true once.
    assert_eq!(told(Lie::Repeat), (None, 1));
}

#[test]
fn a_wrong_set_is_never_equal() {
    check(Lie::WrongSet, GiveUpReason::ServiceDisagrees, 10);
}

#[test]
fn a_number_that_differs_from_the_count_is_not_trusted() {
    check(Lie::FarHead, GiveUpReason::ServiceDisagrees, 10);
}

#[test]
fn a_service_that_denies_everything_is_not_trusted() {
    check(Lie::HeadRefusal, GiveUpReason::ServiceDisagrees, 4);
}

#[test]
fn the_highest_numbers_do_not_overflow() {
    check(Lie::FarSeq, GiveUpReason::ServiceDisagrees, 4);
}

#[test]
fn a_wrong_order_is_detected() {
    check(Lie::Reorder, GiveUpReason::ServiceDisagrees, 4);
}

#[test]
fn a_record_returned_twice_is_stored_once() {
    check(Lie::Double, GiveUpReason::ServiceDisagrees, 4);
}

#[test]
fn a_record_that_nobody_sent_is_detected() {
    check(Lie::Garbage, GiveUpReason::ServiceDisagrees, 9);
}

#[test]
fn empty_pages_are_not_read_forever() {
    check(Lie::Empty, GiveUpReason::NothingCame, 1);
}

#[test]
fn an_endless_log_ends_the_sync() {
    check(Lie::Endless, GiveUpReason::TooMuch, 1);
}

#[test]
fn a_batch_that_was_not_kept_is_sent_again_when_the_sets_differ() {
    let world = World::new(1);
    world.add(0);
    world.service.borrow_mut().lie = Some(Lie::NotKept);
    // The head matches what the device expects, so the lie cannot be detected yet.
    world.sync(0).unwrap();
    world.service.borrow_mut().lie = None;
    assert_eq!(world.sync(0).unwrap().sent, 1);
    world.check_that_all_becomes_equal();
}
