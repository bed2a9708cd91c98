//! Whatever is lost, duplicated, late, switched off or restored, all sides end with the same records.

use proptest::prelude::*;

use crate::support::runs;
use crate::support::world::{World, acts, honest_fault};

#[test]
fn devices_and_service_end_with_the_same_records() {
    runs::check(&(2_usize..5, acts(honest_fault())), |(devices, acts)| {
        let world = World::new(devices);
        for act in &acts {
            for ended in world.act(act) {
                prop_assert!(ended.is_ok(), "{act:?}: {ended:?}");
            }
        }
        world.check_that_all_becomes_equal();
        prop_assert_eq!(&world.devices[0].all(), &*world.made.borrow());
        Ok(())
    });
}
