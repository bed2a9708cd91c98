//! Syncs real plans between two devices of a resident and one of a caseworker, with their keys.

use std::cell::{Cell, RefCell};

use chrono::{DateTime, TimeDelta, Utc};
use mijn_brug_plan::ids::{AuthorId, DomainId, GoalId, RecordId, StepId};
use mijn_brug_plan::{Entry, Event, Log, Plan, Role};
use mijn_brug_seal::{Caseworker, Keyring, Resident, RootKey, SealedRecord, TeamKey, Visibility};
use mijn_brug_sync::sync;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::support::device::{Disk, Fault, Wire};
use crate::support::run;
use crate::support::runs;
use crate::support::service::Service;
use crate::support::world::honest_fault;

enum Keys {
    Resident(Box<Keyring<Resident>>),
    Caseworker(Box<Keyring<Caseworker>>),
}

struct Device {
    author: u8,
    keys: Keys,
    disk: Disk,
    clock: DateTime<Utc>,
}

/// The resident's phone and tablet, and the caseworker's laptop whose clock is a year ahead.
struct World {
    service: RefCell<Service>,
    devices: [Device; 3],
    number: Cell<u8>,
}

impl World {
    fn new() -> Self {
        let root = || RootKey::from_random([1; 32]);
        let team = TeamKey::from_random([2; 32]);
        let now: DateTime<Utc> = "2026-03-02T09:00:00Z".parse().unwrap();
        let resident = || Keys::Resident(Box::new(Keyring::resident(root(), 0)));
        let device = |author, keys, clock| Device {
            author,
            keys,
            disk: Disk::default(),
            clock,
        };
        let caseworker = Keyring::caseworker(&root().shared_key(0), &team);
        Self {
            service: RefCell::default(),
            devices: [
                device(0, resident(), now),
                device(1, resident(), now),
                device(
                    2,
                    Keys::Caseworker(Box::new(caseworker)),
                    now + TimeDelta::days(365),
                ),
            ],
            number: Cell::new(0),
        }
    }

    /// Records an event on a device, and seals and stores it there.
    fn write(&self, device: usize, event: Event, visibility: Visibility) {
        let device = &self.devices[device];
        let number = self.number.get() + 1;
        self.number.set(number);
        let entry = Entry {
            v: Entry::VERSION,
            lamport: device.log().next_lamport(),
            at: device.clock,
            author: AuthorId::from_random([device.author; 8]),
            role: device.role(),
            event,
        };
        let sealed = device.seal(&entry.write().unwrap(), visibility, [number; 24]);
        device.disk.add(sealed.into_bytes());
    }

    fn sync(&self, device: usize, faults: &[Fault]) -> bool {
        let wire = Wire::new(&self.service, faults);
        run(sync(&wire, &self.devices[device].disk)).is_ok()
    }

    /// Syncs every device twice without faults.
    fn settle(&self) {
        self.service.borrow_mut().deliver_late();
        for device in [0, 1, 2, 0, 1, 2] {
            assert!(self.sync(device, &[]));
        }
    }

    fn plans(&self) -> [Plan; 3] {
        self.devices.each_ref().map(|device| device.log().plan().clone())
    }
}

impl Device {
    fn role(&self) -> Role {
        match self.keys {
            Keys::Resident(_) => Role::Resident,
            Keys::Caseworker(_) => Role::Caseworker,
        }
    }

    fn seal(&self, body: &[u8], visibility: Visibility, nonce: [u8; 24]) -> SealedRecord {
        match &self.keys {
            Keys::Resident(keys) => keys.seal(body, visibility, nonce),
            Keys::Caseworker(keys) => keys.seal(body, nonce),
        }
        .unwrap()
    }

    /// The entries that the device reads from its disk: a caseworker's device skips the resident's private ones, and every device
    /// skips forgeries.
    fn log(&self) -> Log {
        let mut log = Log::default();
        log.extend(self.disk.records().into_iter().filter_map(|(id, sealed)| {
            let (opened, is_own) = match &self.keys {
                Keys::Resident(keys) => {
                    let opened = keys.open(&sealed).ok()?;
                    let is_own = keys.is_from_own_side(&opened);
                    (opened, is_own)
                }
                Keys::Caseworker(keys) => {
                    let opened = keys.open(&sealed).ok()?;
                    let is_own = keys.is_from_own_side(&opened);
                    (opened, is_own)
                }
            };
            let entry = Entry::read(opened.body()).unwrap();
            (entry.role != self.role() || is_own).then_some((RecordId(*id.as_bytes()), entry))
        }));
        log
    }
}

fn goal(n: u8) -> GoalId {
    GoalId::from_random([n; 8])
}

fn event() -> impl Strategy<Value = Event> {
    let domain = || prop::sample::select(vec!["geld.schulden", "wonen.huis"]).prop_map(DomainId::from);
    let words = || "[a-z]{1,6}";
    let step = |n| StepId::from_random([n; 8]);
    prop_oneof![
        words().prop_map(|name| Event::NameGiven { name }),
        (0_u8..3, domain(), words()).prop_map(|(n, domain, wish)| Event::GoalSet {
            goal: goal(n),
            domain,
            wish,
        }),
        (0_u8..3, words()).prop_map(|(n, wish)| Event::GoalReworded { goal: goal(n), wish }),
        (0_u8..3).prop_map(|n| Event::GoalLetGo { goal: goal(n) }),
        (0_u8..3).prop_map(|n| Event::GoalReopened { goal: goal(n) }),
        (0_u8..4, 0_u8..3, words()).prop_map(move |(n, of, title)| Event::StepAdded {
            step: step(n),
            goal: goal(of),
            title,
        }),
        (0_u8..4).prop_map(move |n| Event::StepRemoved { step: step(n) }),
        Just(Event::RestStarted { until: None }),
        Just(Event::RestEnded {}),
        (domain(), words()).prop_map(|(domain, note)| Event::ObservationRecorded { domain, note }),
    ]
}

#[derive(Clone, Debug)]
enum Act {
    Write(usize, Event, bool),
    Sync(usize, Vec<Fault>),
    BackUp,
    Restore(usize),
}

fn acts() -> impl Strategy<Value = Vec<Act>> {
    let act = prop_oneof![
        6 => (0_usize..3, event(), prop::bool::weighted(0.2))
            .prop_map(|(device, event, is_private)| Act::Write(device, event, is_private)),
        3 => (0_usize..3, vec(honest_fault(), 0..4)).prop_map(|(device, faults)| Act::Sync(device, faults)),
        1 => Just(Act::BackUp),
        1 => (0_usize..4).prop_map(Act::Restore),
    ];
    vec(act, 0..24)
}

#[test]
fn devices_end_with_equal_plans() {
    runs::check(&acts(), |acts| {
        let world = World::new();
        let mut is_all_shared = true;
        for act in acts {
            match act {
                Act::Write(device, event, is_private) => {
                    let is_private = is_private && device < 2;
                    is_all_shared &= !is_private;
                    let visibility = if is_private {
                        Visibility::Private
                    } else {
                        Visibility::Shared
                    };
                    world.write(device, event, visibility);
                }
                Act::Sync(device, faults) => {
                    world.sync(device, &faults);
                }
                Act::BackUp => world.service.borrow_mut().back_up(),
                Act::Restore(which) => world.service.borrow_mut().restore(which),
            }
        }
        world.settle();
        let [phone, tablet, laptop] = world.plans();
        prop_assert_eq!(&phone, &tablet);
        if is_all_shared {
            prop_assert_eq!(&phone, &laptop);
        }
        let sets = world.devices.each_ref().map(|device| device.disk.now().set);
        prop_assert_eq!(sets, [world.service.borrow().head().set; 3]);
        Ok(())
    });
}

#[test]
fn two_devices_that_both_changed_the_same_goal_for_a_month_agree() {
    let world = World::new();
    let reworded = |wish: &str| Event::GoalReworded {
        goal: goal(1),
        wish: wish.to_owned(),
    };
    let set = Event::GoalSet {
        goal: goal(1),
        domain: DomainId::from("geld.schulden"),
        wish: "Rust".to_owned(),
    };
    world.write(0, set, Visibility::Shared);
    world.settle();
    for day in 1..=30 {
        world.write(0, reworded(&format!("Telefoon, dag {day}")), Visibility::Shared);
        world.write(1, reworded(&format!("Tablet, dag {day}")), Visibility::Shared);
    }
    world.settle();
    let [phone, tablet, laptop] = world.plans();
    assert_eq!((&phone, &phone), (&tablet, &laptop));
    // With equal clocks the author decides, and it is the same one everywhere.
    assert_eq!(phone.goal(goal(1)).unwrap().wish, "Tablet, dag 30");
    assert_eq!(world.devices[2].log().len(), 61);
}

#[test]
fn the_caseworker_keeps_and_sends_on_what_only_the_resident_reads() {
    let world = World::new();
    let name = "Alleen voor mij".to_owned();
    world.write(0, Event::NameGiven { name: name.clone() }, Visibility::Private);
    world.settle();
    // The service and the phone both lost it; the laptop still has it, although it cannot read it.
    assert_eq!(world.devices[2].log().len(), 0);
    world.service.borrow_mut().restore(0);
    assert!(world.sync(2, &[]));
    let phone = Disk::default();
    assert!(run(sync(&Wire::new(&world.service, &[]), &phone)).is_ok());
    assert_eq!(phone.all(), world.devices[0].disk.all());
    assert_eq!(world.plans()[0].name, name);
}
