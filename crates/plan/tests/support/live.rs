//! The resident's and the caseworker's device, which record events and synchronise now and then.

use chrono::{DateTime, TimeDelta, Utc};
use mijn_brug_plan::reward::{Policy, VoucherKind};
use mijn_brug_plan::values::{Action, Cents, Confirmation};
use mijn_brug_plan::{Command, Context, Entry, Event, Log, Plan, Refusal, Role, decide};
use proptest::collection::vec;
use proptest::prelude::*;

use super::entries::{Sealed, seal};
use super::events::command;
use super::{agreement, author, goal, grant, mini_step, moment, promise, step, voucher};

/// What a team may give in most tests.
pub const POLICY: Policy = Policy {
    compensation: true,
    appreciation: true,
    min: Cents(2_000),
    max: Cents(6_000),
    yearly_max: Cents(36_000),
    budget_left: Cents(u32::MAX),
};

/// Two devices, and all entries that were recorded on them.
#[derive(Debug, Clone)]
pub struct Live {
    resident: Log,
    caseworker: Log,
    /// All entries, in the order in which they were recorded.
    pub entries: Vec<Sealed>,
    /// The clock on both devices.
    pub now: DateTime<Utc>,
}

/// A command on one of the devices.
#[derive(Debug, Clone)]
pub struct Act {
    /// Whose device.
    pub role: Role,
    /// The command.
    pub command: Command,
    /// How many minutes the clock moves before it, forward or back.
    pub minutes: i64,
    /// Whether the devices synchronise afterwards.
    pub syncs: bool,
}

/// A stage of [`Live::start`], and fewer than `max` commands.
pub fn acts(max: usize) -> impl Strategy<Value = (u8, Vec<Act>)> {
    let role = prop_oneof![2 => Just(Role::Resident), 1 => Just(Role::Caseworker)];
    let act = (role, command(), -100_i64..2_000, prop::bool::weighted(0.7)).prop_map(
        |(role, command, minutes, syncs)| Act {
            role,
            command,
            minutes,
            syncs,
        },
    );
    (0_u8..=5, vec(act, 0..max))
}

/// Synchronised devices after fewer than `max` commands.
pub fn lives(max: usize) -> impl Strategy<Value = Live> {
    acts(max).prop_map(|(stage, acts)| {
        let mut live = Live::start(stage);
        for act in acts {
            live.act(act).ok();
        }
        live.sync();
        live
    })
}

impl Live {
    /// Devices at a stage: 0 nothing, 1 a goal with a step and three mini-steps, 2 agreed by both, 3 rewards announced, 4 one
    /// promised, 5 one granted.
    pub fn start(stage: u8) -> Self {
        let mut live = Self {
            resident: Log::default(),
            caseworker: Log::default(),
            entries: Vec::new(),
            now: moment(0),
        };
        let how = Confirmation::OwnDevice;
        let drafted = Event::AgreementDrafted {
            agreement: agreement(0),
            actions: vec![Action::MiniStep(mini_step(0))],
        };
        let script: [(u8, Role, Vec<Event>); 6] = [
            (1, Role::Resident, a_goal()),
            (2, Role::Caseworker, vec![drafted, confirm(Role::Caseworker, how)]),
            (2, Role::Resident, vec![confirm(Role::Resident, how)]),
            (3, Role::Caseworker, vec![Event::RewardsAnnounced {}]),
            (
                4,
                Role::Caseworker,
                vec![Event::RewardPromised {
                    promise: promise(0),
                    actions: vec![Action::MiniStep(mini_step(0))],
                    amount: Cents(3_000),
                }],
            ),
            (
                5,
                Role::Caseworker,
                vec![grant(voucher(0), VoucherKind::Appreciation {}, 2_500)],
            ),
        ];
        for (_, role, events) in script.into_iter().filter(|(from, ..)| *from <= stage) {
            live.say_all(role, events);
        }
        live
    }

    /// The plan on a device.
    pub fn plan(&self, role: Role) -> &Plan {
        self.log(role).plan()
    }

    /// The log on a device.
    pub fn log(&self, role: Role) -> &Log {
        match role {
            Role::Resident => &self.resident,
            Role::Caseworker => &self.caseworker,
        }
    }

    /// The context of a decision now.
    pub fn context(&self, role: Role) -> Context<'static> {
        Context {
            now: self.now,
            today: self.now.date_naive(),
            role,
            policy: Some(&POLICY),
        }
    }

    /// Moves the clock, records what the command leads to, and synchronises if asked.
    pub fn act(&mut self, act: Act) -> Result<Vec<Sealed>, Refusal> {
        self.now += TimeDelta::minutes(act.minutes);
        let said = self.say(act.role, act.command);
        if act.syncs {
            self.sync();
        }
        said
    }

    /// Decides on a command and records its events.
    pub fn say(&mut self, role: Role, command: impl Into<Command>) -> Result<Vec<Sealed>, Refusal> {
        let events = decide(self.plan(role), command.into(), &self.context(role))?;
        let (log, n) = match role {
            Role::Resident => (&mut self.resident, 1),
            Role::Caseworker => (&mut self.caseworker, 2),
        };
        let mut new = Vec::new();
        for event in events {
            let lamport = log.next_lamport();
            let entry = Entry {
                v: Entry::VERSION,
                lamport,
                at: self.now,
                author: author(n),
                role,
                event,
            };
            let sealed = seal(entry);
            log.extend([sealed.clone()]);
            new.push(sealed);
        }
        self.entries.extend(new.iter().cloned());
        Ok(new)
    }

    /// Records events that cannot be refused, and synchronises.
    pub fn say_all(&mut self, role: Role, events: Vec<Event>) {
        for event in events {
            self.say(role, event).unwrap();
        }
        self.sync();
    }

    /// Synchronises both devices.
    pub fn sync(&mut self) {
        self.resident.extend(self.entries.iter().cloned());
        self.caseworker.extend(self.entries.iter().cloned());
    }
}

/// One of the two confirmations of the first agreement.
pub fn confirm(by: Role, how: Confirmation) -> Event {
    Event::AgreementConfirmed {
        agreement: agreement(0),
        by,
        how,
    }
}

/// A goal with a step and three mini-steps.
pub fn a_goal() -> Vec<Event> {
    let set = Event::GoalSet {
        goal: goal(0),
        domain: "geld.schulden".into(),
        wish: "Rust in mijn geld".to_owned(),
    };
    let added = Event::StepAdded {
        step: step(0),
        goal: goal(0),
        title: "Een regeling voor de huur".to_owned(),
    };
    let mini = |n, title: &str| Event::MiniStepAdded {
        mini_step: mini_step(n),
        step: step(0),
        title: title.to_owned(),
        fits_in_a_day: true,
    };
    vec![
        set,
        added,
        mini(0, "Zoek de brief"),
        mini(1, "Bel de woningbouw"),
        mini(2, "Schrijf het op"),
    ]
}
