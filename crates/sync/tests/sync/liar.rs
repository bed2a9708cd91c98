//! A service that lies: no device loses a record, every sync ends, and once the service is honest again all become equal.

use std::collections::BTreeSet;

use mijn_brug_sync::{GiveUp, Stopped};
use proptest::prelude::*;

use crate::support::device::Disk;
use crate::support::runs;
use crate::support::service::Lie;
use crate::support::world::{World, acts, lying_fault};

#[test]
fn a_liar_takes_nothing_away() {
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

/// Both devices have one record, and nine more of one of them are at the service, which then tells this lie with every answer to
/// the other. Gives how the sync ended and how many of the ten it has then.
fn told(lie: Lie) -> (Option<Stopped>, usize) {
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

fn check(lie: Lie, expected: GiveUp, came: usize) {
    assert_eq!(told(lie), (Some(Stopped::GaveUp(expected)), came), "{lie:?}");
}

#[test]
fn a_gap_is_seen() {
    check(Lie::Gap, GiveUp::ServiceDisagrees, 4);
}

#[test]
fn a_hidden_record_is_missed() {
    check(Lie::Hidden, GiveUp::ServiceDisagrees, 8);
}

#[test]
fn an_answer_of_before_is_as_if_nothing_happened_since() {
    // No device can know that others wrote something, if the service keeps to a state that was true once.
    assert_eq!(told(Lie::Repeat), (None, 1));
}

#[test]
fn a_wrong_set_is_never_equal() {
    check(Lie::WrongSet, GiveUp::ServiceDisagrees, 10);
}

#[test]
fn a_number_that_is_no_count_is_not_believed() {
    check(Lie::FarHead, GiveUp::ServiceDisagrees, 10);
}

#[test]
fn a_service_that_denies_everything_is_not_believed() {
    check(Lie::NoHead, GiveUp::ServiceDisagrees, 4);
}

#[test]
fn numbers_at_the_end_of_all_numbers_break_nothing() {
    check(Lie::FarSeq, GiveUp::ServiceDisagrees, 4);
}

#[test]
fn another_order_is_seen() {
    check(Lie::Reorder, GiveUp::ServiceDisagrees, 4);
}

#[test]
fn a_record_given_twice_is_one() {
    check(Lie::Double, GiveUp::ServiceDisagrees, 4);
}

#[test]
fn what_nobody_sent_is_seen() {
    check(Lie::Garbage, GiveUp::ServiceDisagrees, 9);
}

#[test]
fn nothing_is_not_read_for_ever() {
    check(Lie::Empty, GiveUp::NothingCame, 1);
}

#[test]
fn ever_more_comes_to_an_end() {
    check(Lie::Endless, GiveUp::TooMuch, 1);
}

#[test]
fn a_batch_that_was_not_kept_is_sent_again_when_the_sets_differ() {
    let world = World::new(1);
    world.add(0);
    world.service.borrow_mut().lie = Some(Lie::NotKept);
    // It says what the device wants to hear, and can't be caught yet.
    world.sync(0).unwrap();
    world.service.borrow_mut().lie = None;
    assert_eq!(world.sync(0).unwrap().sent, 1);
    world.check_that_all_becomes_equal();
}
