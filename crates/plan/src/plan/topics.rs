//! Which domains an event is about: what a choice to share (R8) covers.

use std::collections::BTreeMap;

use super::Plan;
use crate::ids::{AgreementId, DomainId, GoalId, LinkId, MiniStepId, ProposalId, StepId};
use crate::values::Action;

/// What an event is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Topic {
    /// These domains. Shared when each of them is.
    Domains(Vec<DomainId>),
    /// The work together: names, appointments, reviews, vouchers, what is shared. A paired caseworker always sees it.
    AlwaysShared,
    /// The resident's own: reminders, rest, earlier pairings. No caseworker sees it.
    NeverShared,
}

/// Finds the topics of events, from a plan and from the events that were asked about since.
pub struct Topics<'a> {
    pub(super) plan: &'a Plan,
    pub(super) goals: BTreeMap<GoalId, DomainId>,
    pub(super) steps: BTreeMap<StepId, GoalId>,
    pub(super) mini_steps: BTreeMap<MiniStepId, StepId>,
    pub(super) links: BTreeMap<LinkId, (DomainId, DomainId)>,
    pub(super) proposals: BTreeMap<ProposalId, Topic>,
    pub(super) agreements: BTreeMap<AgreementId, Topic>,
}

impl<'a> Topics<'a> {
    /// The topics of a plan.
    pub fn new(plan: &'a Plan) -> Self {
        Self {
            plan,
            goals: BTreeMap::new(),
            steps: BTreeMap::new(),
            mini_steps: BTreeMap::new(),
            links: BTreeMap::new(),
            proposals: BTreeMap::new(),
            agreements: BTreeMap::new(),
        }
    }

    pub(super) fn of_actions(&self, actions: &[Action]) -> Topic {
        all_of(actions.iter().map(|action| match action {
            Action::Step(id) => self.of_step(*id),
            Action::MiniStep(id) => self.of_mini_step(*id),
        }))
    }

    pub(super) fn of_link(&self, id: LinkId) -> Topic {
        let in_plan = self.plan.links.get(&id).map(|link| (&link.from, &link.to));
        // A link that was removed since is known from when it was drawn.
        let ends = in_plan.or_else(|| self.links.get(&id).map(|(from, to)| (from, to)));
        ends.map_or(Topic::NeverShared, |(from, to)| {
            Topic::Domains(vec![from.clone(), to.clone()])
        })
    }

    /// The goal's domain. An unknown goal is shared with nobody.
    pub(super) fn of_goal(&self, id: GoalId) -> Topic {
        let in_plan = self.plan.goal(id).map(|goal| &goal.domain);
        in_plan
            .or_else(|| self.goals.get(&id))
            .map_or(Topic::NeverShared, |domain| Topic::Domains(vec![domain.clone()]))
    }

    pub(super) fn of_step(&self, id: StepId) -> Topic {
        let in_plan = self.plan.steps.get(&id).map(|step| step.goal);
        in_plan
            .or_else(|| self.steps.get(&id).copied())
            .map_or(Topic::NeverShared, |goal| self.of_goal(goal))
    }

    pub(super) fn of_mini_step(&self, id: MiniStepId) -> Topic {
        self.step_of(id)
            .map_or(Topic::NeverShared, |step| self.of_step(step))
    }

    pub(super) fn step_of(&self, id: MiniStepId) -> Option<StepId> {
        let in_plan = self.plan.mini_steps.get(&id).map(|mini_step| mini_step.step);
        in_plan.or_else(|| self.mini_steps.get(&id).copied())
    }
}

/// The combined topic of several things: [`Topic::NeverShared`] if any of them is.
pub(super) fn all_of(topics: impl IntoIterator<Item = Topic>) -> Topic {
    let mut about = Vec::new();
    for topic in topics {
        match topic {
            Topic::Domains(domains) => about.extend(domains),
            Topic::AlwaysShared => {}
            Topic::NeverShared => return Topic::NeverShared,
        }
    }
    if about.is_empty() {
        Topic::AlwaysShared
    } else {
        Topic::Domains(about)
    }
}
