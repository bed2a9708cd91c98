//! One service, some devices, and what happens to them.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use mijn_brug_seal::RecordId;
use mijn_brug_sync::{Outcome, SyncError, long_poll, sync};
use proptest::collection::vec;
use proptest::prelude::*;

use super::device::{Disk, Fault, Wire};
use super::service::{Lie, Service};
use super::{run, run_for, run_together, sealed};

/// Something that happens. Any number stands for a device: it is taken modulo the number of devices.
#[derive(Clone, Debug)]
pub enum Act {
    /// A device makes records.
    Add { device: usize, count: u8 },
    /// A device syncs with these faults.
    Sync { device: usize, faults: Vec<Fault> },
    /// A device listens with these faults.
    Listen { device: usize, faults: Vec<Fault> },
    /// A device is switched off in the middle of a sync.
    SwitchOff { device: usize, polls: usize },
    /// A device's disk is full in the middle of a sync.
    DiskFull { device: usize, accesses: u8 },
    /// A record is made while the device syncs.
    AddMeanwhile { device: usize, polls: usize },
    /// All devices sync concurrently, in this order.
    Together { schedule: Vec<u8> },
    /// Two tabs of a device sync concurrently.
    TwoTabs { device: usize, schedule: Vec<u8> },
    /// Batches arrive that were held back.
    DeliverLate,
    /// The service is backed up.
    BackUp,
    /// The service is restored from a backup.
    Restore { which: usize },
}

/// A fault other than a lie.
pub fn honest_fault() -> impl Strategy<Value = Fault> + Clone {
    prop_oneof![
        4 => Just(Fault::None),
        1 => Just(Fault::LoseRequest),
        2 => Just(Fault::LoseAnswer),
        2 => Just(Fault::Twice),
        1 => Just(Fault::Late),
        1 => Just(Fault::Unavailable),
        1 => Just(Fault::CutOff),
    ]
}

/// A fault of a service that lies.
pub fn lying_fault() -> impl Strategy<Value = Fault> + Clone {
    prop_oneof![
        1 => honest_fault(),
        3 => prop::sample::select(&Lie::ALL).prop_map(Fault::Lie),
    ]
}

/// Fewer than 40 acts.
pub fn acts(fault: impl Strategy<Value = Fault> + Clone + 'static) -> impl Strategy<Value = Vec<Act>> {
    let device = 0_usize..4;
    let faults = vec(fault, 0..6);
    let schedule = vec(0_u8..4, 0..120);
    let act = prop_oneof![
        6 => (device.clone(), 1_u8..6).prop_map(|(device, count)| Act::Add { device, count }),
        6 => (device.clone(), faults.clone()).prop_map(|(device, faults)| Act::Sync { device, faults }),
        2 => (device.clone(), faults).prop_map(|(device, faults)| Act::Listen { device, faults }),
        2 => (device.clone(), 0_usize..40).prop_map(|(device, polls)| Act::SwitchOff { device, polls }),
        1 => (device.clone(), 0_u8..20).prop_map(|(device, accesses)| Act::DiskFull { device, accesses }),
        1 => (device.clone(), 0_usize..40).prop_map(|(device, polls)| Act::AddMeanwhile { device, polls }),
        2 => schedule.clone().prop_map(|schedule| Act::Together { schedule }),
        1 => (device, schedule).prop_map(|(device, schedule)| Act::TwoTabs { device, schedule }),
        1 => Just(Act::DeliverLate),
        1 => Just(Act::BackUp),
        2 => (0_usize..8).prop_map(|which| Act::Restore { which }),
    ];
    vec(act, 0..40)
}

/// A service and its devices.
pub struct World {
    pub service: RefCell<Service>,
    pub devices: Vec<Disk>,
    /// Everything that was ever made on a device.
    pub made: RefCell<BTreeSet<RecordId>>,
    number: Cell<u64>,
}

/// How a sync ended.
pub type Ended = Result<Outcome, SyncError>;

impl World {
    pub fn new(devices: usize) -> Self {
        Self {
            service: RefCell::default(),
            devices: (0..devices).map(|_| Disk::default()).collect(),
            made: RefCell::default(),
            number: Cell::new(0),
        }
    }

    /// Makes a record on a device.
    pub fn add(&self, device: usize) {
        self.number.set(self.number.get() + 1);
        let sealed = sealed(u8::try_from(device).unwrap(), self.number.get());
        self.made.borrow_mut().insert(RecordId::of(&sealed));
        self.devices[device].add(sealed);
    }

    /// Syncs a device without faults.
    pub fn sync(&self, device: usize) -> Ended {
        run(sync(&Wire::new(&self.service, &[]), &self.devices[device]))
    }

    /// Performs an act, and returns the results of the syncs that must succeed.
    pub fn act(&self, act: &Act) -> Vec<Ended> {
        let count = self.devices.len();
        let disk = |device: &usize| &self.devices[device % count];
        let plain = Wire::new(&self.service, &[]);
        match act {
            Act::Add {
                device,
                count: records,
            } => {
                (0..*records).for_each(|_| self.add(device % count));
            }
            Act::Sync { device, faults } => {
                let ended = run(sync(&Wire::new(&self.service, faults), disk(device)));
                if faults
                    .iter()
                    .all(|fault| matches!(fault, Fault::None | Fault::Twice))
                {
                    return vec![ended];
                }
            }
            Act::Listen { device, faults } => {
                run(long_poll(&Wire::new(&self.service, faults), disk(device))).ok();
            }
            Act::SwitchOff { device, polls } => {
                run_for(sync(&plain, disk(device)), *polls);
            }
            Act::DiskFull { device, accesses } => {
                let disk = disk(device);
                disk.fails_in.set(Some(*accesses));
                run(sync(&plain, disk)).ok();
                disk.fails_in.set(None);
            }
            Act::AddMeanwhile { device, polls } => {
                let mut running = Box::pin(sync(&plain, disk(device)));
                let ended = run_for(running.as_mut(), *polls);
                self.add(device % count);
                return vec![ended.unwrap_or_else(|| run(running))];
            }
            Act::Together { schedule } => {
                let syncs = self.devices.iter().map(|disk| sync(&plain, disk)).collect();
                return run_together(syncs, schedule);
            }
            Act::TwoTabs { device, schedule } => {
                run_together(
                    vec![sync(&plain, disk(device)), sync(&plain, disk(device))],
                    schedule,
                );
            }
            Act::DeliverLate => self.service.borrow_mut().deliver_late(),
            Act::BackUp => self.service.borrow_mut().back_up(),
            Act::Restore { which } => self.service.borrow_mut().restore(*which),
        }
        Vec::new()
    }

    /// Checks that after two rounds without faults, all sides hold the same records, including every one that was ever made.
    pub fn check_that_all_becomes_equal(&self) {
        self.service.borrow_mut().deliver_late();
        for _ in 0..2 {
            for device in 0..self.devices.len() {
                self.sync(device).unwrap();
            }
        }
        let service = self.service.borrow();
        let all = service.ids();
        assert!(self.made.borrow().is_subset(&all));
        for disk in &self.devices {
            let now = disk.now();
            assert_eq!(disk.all(), all);
            assert_eq!(now.set, service.head().set);
            assert_eq!((now.unsent, now.cursor), (0, service.head().seq));
        }
    }
}
