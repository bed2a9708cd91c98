//! What people see: the plan after all its events.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

use crate::Event;
use crate::event::Role;
use crate::ids::{
    AgreementId, AppointmentId, ContentVersion, DomainId, GoalId, LinkId, MiniStepId, ProposalId, ReviewId,
    StepId,
};
use crate::map::Map;
use crate::reward::Rewards;
use crate::values::{
    Action, AppointmentDetails, Confirmation, Effect, IfThen, Instead, Level, QuietHours, Reminder,
    ReminderTarget, ReviewPart, SharingScope, Skill, When,
};

mod along;
mod apply;
mod mini_steps;

pub(crate) use apply::Moment;

/// The resident's plan. Made only by [`crate::fold()`] and [`crate::Log`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// What the resident wants to be called; empty until said.
    pub name: String,
    /// Per domain every position that was marked, oldest first.
    pub positions: Map<DomainId, Vec<Position>>,
    /// The domain to work on first.
    pub urgency: Option<DomainId>,
    /// Connections between domains.
    pub links: Map<LinkId, Link>,
    /// All goals, in the order in which they were set.
    pub goals: Vec<Goal>,
    /// All steps.
    pub steps: Map<StepId, Step>,
    /// All mini-steps.
    pub mini_steps: Map<MiniStepId, MiniStep>,
    /// All meetings that stand.
    pub appointments: Map<AppointmentId, Appointment>,
    /// *Even rust*.
    pub rest: Option<Rest>,
    /// The last rest that the resident ended themselves.
    pub rest_ended: Option<RestEnded>,
    /// What rings when.
    pub reminders: Map<ReminderTarget, Reminder>,
    /// Until when a reminder is put off, in local wall time; `None` for good.
    pub snoozed: Map<ReminderTarget, Option<NaiveDateTime>>,
    /// When nothing rings.
    pub quiet_hours: Option<QuietHours>,
    /// What the resident chose to share, per pillar and domain.
    pub sharing: Map<SharingScope, bool>,
    /// Whom the plan is linked to.
    pub pairing: Option<Pairing>,
    /// How often it was linked: the number of the next pairing.
    pub pairings: u32,
    /// Whether the resident allows research.
    pub evaluation: bool,
    /// How the caseworker sees a domain: the latest view, beside the resident's.
    pub views: Map<DomainId, View>,
    /// What a caseworker proposed.
    pub proposals: Map<ProposalId, Proposal>,
    /// What both agreed on, or may.
    pub agreements: Map<AgreementId, Agreement>,
    /// Joint sessions.
    pub reviews: Map<ReviewId, Review>,
    /// When the resident said the last thing, by their device's clock: their last sign of life. The last in the order of entries,
    /// not the latest: a clock that was ahead once says nothing for long. What a caseworker writes meanwhile is no sign
    /// of the resident.
    pub last_sign: Option<DateTime<Utc>>,
    /// What was achieved, in the order in which it was recorded: "since the last session" without a clock.
    pub(crate) achieved: Vec<Achieved>,
    rewards: Option<Rewards>,
    /// Counts how often a mini-step was given a day or brought forward, so that the last word on it has an order of its own.
    turns: u32,
    /// Counts proposals, agreements and sessions, in their order.
    joint: u32,
}

/// The link between the plan and a caseworker's service (R8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairing {
    /// Its number, which names the key that was handed over.
    pub number: u32,
    /// The team.
    pub team: String,
    /// Who made the code.
    pub caseworker: String,
}

/// A position on one domain, as it was marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// 1 to 5.
    pub level: Level,
    /// The sentence that was chosen, as it read then.
    pub sentence: String,
    /// The version of the content that it came from.
    pub content: ContentVersion,
    /// The local day on which it was marked.
    pub day: NaiveDate,
    /// The resident's own words; may be empty.
    pub note: String,
    /// "Hier wil ik over praten."
    pub talk: bool,
}

/// "This makes that harder or easier."
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// What works on the other.
    pub from: DomainId,
    /// What is worked on.
    pub to: DomainId,
    /// Harder or easier.
    pub effect: Effect,
    /// The resident's own words; may be empty.
    pub note: String,
}

/// Where a goal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoalState {
    /// Being worked on.
    Active,
    /// Reached on that day.
    Reached(NaiveDate),
    /// Let go, without blame.
    LetGo,
}

/// What the resident wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Goal {
    /// Its id.
    pub id: GoalId,
    /// On which domain.
    pub domain: DomainId,
    /// In the resident's own words.
    pub wish: String,
    /// Where it stands.
    pub state: GoalState,
    /// Its steps, in the resident's order.
    pub steps: Vec<StepId>,
}

/// A step towards a goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Its goal.
    pub goal: GoalId,
    /// What to do.
    pub title: String,
    /// Its mini-steps, in the resident's order.
    pub mini_steps: Vec<MiniStepId>,
    /// Taken off the plan; what was done stays in the look-back.
    pub removed: bool,
}

/// Where a mini-step stands. There is no "missed" (R4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MiniStepState {
    /// To do.
    Open,
    /// Done on that day, with the skill that it took.
    Done(NaiveDate, Skill),
    /// Let go, without blame.
    LetGo,
    /// Replaced by smaller ones: [`MiniStep::parts`].
    Split,
}

/// A part of a step that fits in a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MiniStep {
    /// Its step.
    pub step: StepId,
    /// What to do.
    pub title: String,
    /// Day, time and length.
    pub when: When,
    /// "Als …, dan …"
    pub if_then: Option<IfThen>,
    /// Who helps.
    pub supporter: Option<String>,
    /// Where it stands.
    pub state: MiniStepState,
    /// It is a part of one that was too large.
    pub from_split: bool,
    /// The smaller ones that took its place when it was split.
    pub parts: Vec<MiniStepId>,
    /// The one that it is a part of.
    pub(crate) part_of: Option<MiniStepId>,
    /// The resident chose another day, and comes back to it.
    pub moved: bool,
    /// Its day was put off, by "Andere dag" or on its own screen.
    pub(crate) put_off: bool,
    /// What the resident asked, when they asked for help.
    pub help_asked: Option<String>,
    /// The caseworker's answer.
    pub help_answer: Option<String>,
    /// How often it was answered: a second answer is another one, also in the same words.
    pub help_answers: u32,
    /// The higher, the later it was brought forward; 0 is never.
    pub(crate) brought_forward: u32,
    /// The higher, the later its day was chosen; 0 is never.
    pub(crate) chosen: u32,
    /// The moment of the last change: the author's clock.
    pub changed: DateTime<Utc>,
}

impl MiniStep {
    /// Whether it is still to do.
    pub fn is_open(&self) -> bool {
        self.state == MiniStepState::Open
    }

    /// The day on which it was done.
    pub fn done_on(&self) -> Option<NaiveDate> {
        match self.state {
            MiniStepState::Done(day, _) => Some(day),
            _ => None,
        }
    }
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appointment {
    /// With whom, when, where, what to bring.
    pub details: AppointmentDetails,
    /// The resident said "ik kan niet".
    pub declined: bool,
    /// What suits them instead, if they said so.
    pub instead: Option<Instead>,
}

/// *Even rust*.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rest {
    /// The last day of rest; `None` has no end.
    pub until: Option<NaiveDate>,
}

/// A rest that the resident ended themselves: what was silent in it is not told afterwards (R4).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RestEnded {
    /// When, by the device's clock; never after what the resident said later, so that a clock that was ahead is set right by
    /// the next word.
    pub at: DateTime<Utc>,
    /// The reminders that were there, and were not set anew since. Others were set after it, whatever a clock said.
    pub silent: BTreeSet<ReminderTarget>,
}

/// How the caseworker sees a domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct View {
    /// 1 to 5.
    pub level: Level,
    /// In their words; may be empty.
    pub note: String,
    /// When: the author's clock.
    pub at: DateTime<Utc>,
}

/// What a caseworker proposed, and the resident's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The events that count once it is accepted.
    pub events: Vec<Event>,
    /// When: the author's clock.
    pub at: DateTime<Utc>,
    /// Its place among what the two did together.
    pub number: u32,
    /// Accepted or not, and how that was confirmed; `None` until answered.
    pub answer: Option<(bool, Confirmation)>,
}

/// Actions that both may confirm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// The actions.
    pub actions: Vec<Action>,
    /// When it was drafted: the author's clock.
    pub at: DateTime<Utc>,
    /// Its place among what the two did together.
    pub number: u32,
    /// The resident's confirmation.
    pub resident: Option<Confirmation>,
    /// The caseworker's confirmation.
    pub caseworker: Option<Confirmation>,
    /// The confirmation that was held on the other's device, last.
    pub held: Option<Held>,
}

/// A confirmation that was held on the other's device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// Whose confirmation it is.
    pub of: Role,
    /// When: the author's clock.
    pub at: DateTime<Utc>,
}

impl Agreement {
    /// Whether both confirmed.
    pub fn is_agreed(&self) -> bool {
        self.resident.is_some() && self.caseworker.is_some()
    }
}

/// A joint session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The local day on which it began.
    pub day: NaiveDate,
    /// The parts that are finished.
    pub finished: BTreeSet<ReviewPart>,
    /// What was noted, per part, oldest first.
    pub notes: Vec<(ReviewPart, Role, String)>,
    /// Whether it was closed.
    pub closed: bool,
    /// Its place among what the two did together.
    pub number: u32,
    /// How much was achieved before its last sign of life: its beginning, or the last part that was finished.
    pub(crate) until: usize,
}

/// Something that was achieved, by where it stands in the plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Achieved {
    /// A mini-step was done.
    MiniStep(MiniStepId),
    /// A goal was reached.
    Goal(GoalId),
    /// The position with this place in its domain's history was higher than the one before.
    Rise(DomainId, usize),
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

    /// Takes over what another plan says about rewards, as far as its actions are here.
    pub(crate) fn take_rewards_of(&mut self, whole: &Self) {
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

    /// The position on a domain now.
    pub fn position(&self, domain: &DomainId) -> Option<&Position> {
        self.positions.get(domain).and_then(|history| history.last())
    }

    /// Whether both agreed on an action.
    pub fn is_agreed(&self, action: Action) -> bool {
        self.agreements
            .values()
            .any(|agreement| agreement.is_agreed() && agreement.actions.contains(&action))
    }

    /// Whether an action is done: something of it was done and nothing of it is left to do. A mini-step that was
    /// split counts by its parts, so that making it smaller costs nobody what was promised for it (R4).
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
                // A step's list holds the parts already.
                MiniStepState::Split if !is_step => left.extend(&mini_step.parts),
                MiniStepState::Open | MiniStepState::LetGo | MiniStepState::Split => {}
            }
        }
        any_done
    }

    /// Whether a mini-step is open and stands on the plan: its step was not removed and its goal is being worked on.
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

    /// Whether a domain is shared with the caseworker: the domain's own choice, else its pillar's, else `by_default`.
    pub fn is_shared(&self, pillar: &crate::ids::PillarId, domain: &DomainId, by_default: bool) -> bool {
        self.sharing
            .get(&SharingScope::Domain(domain.clone()))
            .or_else(|| self.sharing.get(&SharingScope::Pillar(pillar.clone())))
            .copied()
            .unwrap_or(by_default)
    }
}
