//! What people see: the plan after all its events.
//!
//! Each area's file holds everything about its events: the state that they make, who may record them (R1), what they
//! require, what a repeated request means, their effect, and what they are about when it comes to sharing (R8).
//! `dispatch` asks the area that an event belongs to.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use crate::event::Role;
use crate::ids::{
    AgreementId, AppointmentId, DomainId, GoalId, LinkId, MiniStepId, PillarId, ProposalId, ReviewId, StepId,
};
use crate::reward::{Policy, Rewards};
use crate::values::{Action, Cents, QuietHours, Reminder, ReminderTarget, SharingScope};

mod agreements;
mod appointments;
pub(crate) mod authorization;
mod bridge;
mod dispatch;
mod goals;
mod mini_steps;
mod proposals;
mod reminders;
mod repetition;
mod reschedule;
mod resident;
mod reviews;
mod rewards;
mod split;
pub(crate) mod topics;

pub use agreements::{Agreement, OtherDeviceConfirmation};
pub use appointments::Appointment;
pub use bridge::{Link, Observation, Position};
pub use goals::{Goal, GoalState, Step};
pub use mini_steps::{MiniStep, MiniStepState};
pub use proposals::Proposal;
pub use reminders::{Rest, RestEnded};
pub use resident::Pairing;
pub use reviews::Review;

/// The resident's plan: empty, or made by [`crate::fold()`] and [`crate::Log`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// What the resident wants to be called; empty until they said so.
    pub name: String,
    /// The telephone number of the resident's own doctor; empty until they gave it.
    pub doctor: String,
    /// Every position that was marked on a domain, oldest first.
    pub positions: BTreeMap<DomainId, Vec<Position>>,
    /// The domains of which the resident said "geldt niet voor mij", each time with the number of positions that were marked
    /// before it. It holds until a next position is marked.
    pub(crate) not_applicable: BTreeSet<(DomainId, usize)>,
    /// The domain to work on first.
    pub urgency: Option<DomainId>,
    /// The links between domains.
    pub links: BTreeMap<LinkId, Link>,
    /// All goals, in the order in which they were set.
    pub goals: Vec<Goal>,
    /// All steps.
    pub steps: BTreeMap<StepId, Step>,
    /// All mini-steps.
    pub mini_steps: BTreeMap<MiniStepId, MiniStep>,
    /// All appointments that were not removed.
    pub appointments: BTreeMap<AppointmentId, Appointment>,
    /// *Even rust*.
    pub rest: Option<Rest>,
    /// The last rest that the resident ended themselves.
    pub rest_ended: Option<RestEnded>,
    /// The reminders that were set.
    pub reminders: BTreeMap<ReminderTarget, Reminder>,
    /// Until when a reminder is snoozed, in local wall time. `None` switches it off.
    pub snoozed: BTreeMap<ReminderTarget, Option<NaiveDateTime>>,
    /// The hours in which no reminder fires.
    pub quiet_hours: Option<QuietHours>,
    /// What the resident chose to share or not to share, by pillar and domain (R8).
    pub sharing: BTreeMap<SharingScope, bool>,
    /// The caseworker's service that the plan is paired with.
    pub pairing: Option<Pairing>,
    /// The number of the next pairing: how often the plan was paired.
    pub pairings: u32,
    /// Whether the resident allows research.
    pub evaluation: bool,
    /// What the caseworker sees on a domain, in the latest words.
    pub observations: BTreeMap<DomainId, Observation>,
    /// What a caseworker proposed.
    pub proposals: BTreeMap<ProposalId, Proposal>,
    /// What both agreed on, or may.
    pub agreements: BTreeMap<AgreementId, Agreement>,
    /// The joint reviews.
    pub reviews: BTreeMap<ReviewId, Review>,
    /// When the resident last recorded something, by their device's clock: their last sign of life. It is the last in the
    /// order of entries and not the latest, so that a clock that was once ahead is corrected by the next entry. What a
    /// caseworker records is no sign of the resident.
    pub last_activity: Option<DateTime<Utc>>,
    /// What was achieved, in the order in which it was recorded. It says "since the last review" without a clock.
    pub(crate) achieved: Vec<Achieved>,
    rewards: Option<Rewards>,
    /// How often a mini-step was given a day or brought forward. It orders these choices, so that the last one counts.
    n_choices: u32,
    /// How many proposals, agreements and reviews there are: it numbers them in one count.
    last_number: u32,
}

/// Something that was achieved, by its place in the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Achieved {
    /// A mini-step was done.
    MiniStep(MiniStepId),
    /// A goal was reached.
    Goal(GoalId),
    /// The position at this index of the domain's history is higher than the one before.
    Rise(DomainId, usize),
}

/// The facts of an entry that its event's effect may depend on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    /// The author's clock.
    pub at: DateTime<Utc>,
    /// In whose name it was recorded.
    pub role: Role,
}

/// Facts for the checks that apply only when a command is decided, not to events that are already recorded.
pub(crate) struct Decision<'a> {
    pub now: DateTime<Utc>,
    /// The local day.
    pub today: NaiveDate,
    /// What the team may give; without it, nothing can be promised or granted.
    pub policy: Option<&'a Policy>,
    /// What earlier parts of the same command grant: the team's budget does not include it yet.
    pub just_granted: Cents,
}

impl Plan {
    /// Promises and vouchers; `None` until they are announced (R2).
    pub fn rewards(&self) -> Option<&Rewards> {
        self.rewards.as_ref()
    }

    /// Whether nothing at all was recorded yet.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Takes over another plan's rewards, without the promises for actions that are not in this plan.
    pub(crate) fn copy_rewards_from(&mut self, whole: &Self) {
        let mut rewards = whole.rewards.clone();
        if let Some(rewards) = &mut rewards {
            let is_here = |action: &Action| match action {
                Action::Step(id) => self.steps.contains_key(id),
                Action::MiniStep(id) => self.mini_steps.contains_key(id),
            };
            rewards
                .promises
                .retain(|_, promise| promise.actions.iter().all(is_here));
        }
        self.rewards = rewards;
    }

    /// A goal by its id.
    pub fn goal(&self, goal: GoalId) -> Option<&Goal> {
        self.goals.iter().find(|candidate| candidate.id == goal)
    }

    /// Whether both agreed on an action.
    pub fn is_agreed(&self, action: Action) -> bool {
        self.agreements
            .values()
            .any(|agreement| agreement.is_agreed() && agreement.actions.contains(&action))
    }

    fn has_agreed_action(&self) -> bool {
        self.agreements
            .values()
            .any(|agreement| agreement.is_agreed() && !agreement.actions.is_empty())
    }

    /// Whether an action is done: something of it was done, and nothing of it is left to do. A mini-step that was split
    /// counts by its parts, so that making it smaller costs nobody what was promised for it (R4).
    pub fn is_done(&self, action: Action) -> bool {
        let mut left = match action {
            Action::MiniStep(id) => vec![id],
            Action::Step(id) => self
                .steps
                .get(&id)
                .map_or_else(Vec::new, |step| step.mini_steps.clone()),
        };
        let is_step = matches!(action, Action::Step(_));
        let mut any_done = false;
        while let Some(id) = left.pop() {
            let Some(mini_step) = self.mini_steps.get(&id) else {
                continue;
            };
            match mini_step.state {
                MiniStepState::Done(..) => any_done = true,
                MiniStepState::Open if self.is_to_do(id) => return false,
                // A step's list includes the parts already.
                MiniStepState::Split if !is_step => left.extend(&mini_step.parts),
                MiniStepState::Open | MiniStepState::LetGo | MiniStepState::Split => {}
            }
        }
        any_done
    }

    /// Whether a mini-step is open and on the plan: its step was not removed and its goal is being worked on.
    pub fn is_to_do(&self, mini_step: MiniStepId) -> bool {
        let Some(mini_step) = self
            .mini_steps
            .get(&mini_step)
            .filter(|mini_step| mini_step.is_open())
        else {
            return false;
        };
        let Some(step) = self.steps.get(&mini_step.step).filter(|step| !step.removed) else {
            return false;
        };
        self.goal(step.goal)
            .is_some_and(|goal| goal.state == GoalState::Active)
    }

    /// Whether a domain is shared with the caseworker: by its own choice, or else its pillar's, or else `by_default`.
    pub fn is_shared(&self, pillar: &PillarId, domain: &DomainId, by_default: bool) -> bool {
        self.sharing
            .get(&SharingScope::Domain(domain.clone()))
            .or_else(|| self.sharing.get(&SharingScope::Pillar(pillar.clone())))
            .copied()
            .unwrap_or(by_default)
    }

    /// The next number in the one count of proposals, agreements and reviews.
    fn next_number(&mut self) -> u32 {
        self.last_number = self.last_number.saturating_add(1);
        self.last_number
    }
}
