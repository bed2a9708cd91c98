//! What a caseworker may see (R8): the resident chooses per pillar and domain, and this is the one place that says which
//! entries such a choice covers. The resident's phone asks it before sealing and to show what is shared; the caseworker's
//! program asks it again before showing anything.

use crate::event::{Entry, Event, Role};
use crate::fold::Log;
use crate::ids::{DomainId, GoalId, MiniStepId, PillarId, ProposalId, RecordId, StepId};
use crate::map::Map;
use crate::plan::Plan;

/// What an event is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Topic {
    /// These domains: shared when each of them is.
    Domains(Vec<DomainId>),
    /// The work together: names, meetings, agreements, what is shared. A linked caseworker always sees it.
    Together,
    /// The resident's own: reminders, rest, to whom the plan is linked. No caseworker sees it.
    Own,
}

/// Tells what events are about, from a plan and from what was added to it since.
pub struct Topics<'a> {
    plan: &'a Plan,
    goals: Map<GoalId, DomainId>,
    steps: Map<StepId, GoalId>,
    mini_steps: Map<MiniStepId, StepId>,
}

impl<'a> Topics<'a> {
    /// The topics of a plan.
    pub fn new(plan: &'a Plan) -> Self {
        Self {
            plan,
            goals: Map::default(),
            steps: Map::default(),
            mini_steps: Map::default(),
        }
    }

    /// What an event is about. Events of one command are asked in their order: a later one may name what an earlier made.
    pub fn of(&mut self, event: &Event) -> Topic {
        match event {
            Event::PositionMarked { domain, .. } | Event::ViewRecorded { domain, .. } => {
                Topic::Domains(vec![domain.clone()])
            }
            Event::UrgencyChosen { domain } => Topic::Domains(domain.iter().cloned().collect()),
            Event::LinkDrawn { from, to, .. } => Topic::Domains(vec![from.clone(), to.clone()]),
            Event::GoalSet { goal, domain, .. } => {
                self.goals.insert(*goal, domain.clone());
                Topic::Domains(vec![domain.clone()])
            }
            Event::StepAdded { step, goal, .. } => {
                self.steps.insert(*step, *goal);
                self.of_goal(*goal)
            }
            Event::GoalReworded { goal, .. }
            | Event::GoalReached { goal, .. }
            | Event::GoalLetGo { goal }
            | Event::GoalReopened { goal }
            | Event::StepsOrdered { goal, .. } => self.of_goal(*goal),
            Event::StepReworded { step, .. }
            | Event::StepRemoved { step }
            | Event::MiniStepsOrdered { step, .. } => self.of_step(*step),
            Event::MiniStepAdded { mini_step, step, .. } => {
                self.mini_steps.insert(*mini_step, *step);
                self.of_step(*step)
            }
            Event::MiniStepSplit { mini_step, into } => {
                if let Some(step) = self.step_of(*mini_step) {
                    for part in into {
                        self.mini_steps.insert(part.mini_step, step);
                    }
                }
                self.of_mini_step(*mini_step)
            }
            Event::MiniStepReworded { mini_step, .. }
            | Event::MiniStepPlanned { mini_step, .. }
            | Event::IfThenSet { mini_step, .. }
            | Event::SupporterSet { mini_step, .. }
            | Event::MiniStepBroughtForward { mini_step }
            | Event::MiniStepDone { mini_step, .. }
            | Event::MiniStepReopened { mini_step }
            | Event::MiniStepMoved { mini_step, .. }
            | Event::HelpAsked { mini_step, .. }
            | Event::HelpAnswered { mini_step, .. }
            | Event::MiniStepLetGo { mini_step } => self.of_mini_step(*mini_step),
            Event::ProposalAnswered { proposal, .. } => self.of_proposal(*proposal),
            Event::RestStarted { .. }
            | Event::RestEnded {}
            | Event::ReminderSet { .. }
            | Event::ReminderSnoozed { .. }
            | Event::QuietHoursSet { .. }
            | Event::Paired { .. }
            | Event::Unpaired {} => Topic::Own,
            _ => Topic::Together,
        }
    }

    /// An accepted proposal makes its events count, so the answer is about all that they are about.
    fn of_proposal(&mut self, id: ProposalId) -> Topic {
        let plan = self.plan;
        let events = plan
            .proposals
            .get(&id)
            .map_or(&[][..], |proposal| &proposal.events);
        let mut about = Vec::new();
        for event in events {
            match self.of(event) {
                Topic::Domains(domains) => about.extend(domains),
                Topic::Together => {}
                Topic::Own => return Topic::Own,
            }
        }
        if about.is_empty() {
            Topic::Together
        } else {
            Topic::Domains(about)
        }
    }

    fn of_goal(&self, id: GoalId) -> Topic {
        let known = self.plan.goal(id).map(|goal| &goal.domain);
        // What nobody knows is nobody's to see.
        known
            .or_else(|| self.goals.get(&id))
            .map_or(Topic::Own, |domain| Topic::Domains(vec![domain.clone()]))
    }

    fn of_step(&self, id: StepId) -> Topic {
        let known = self.plan.steps.get(&id).map(|step| step.goal);
        known
            .or_else(|| self.steps.get(&id).copied())
            .map_or(Topic::Own, |goal| self.of_goal(goal))
    }

    fn of_mini_step(&self, id: MiniStepId) -> Topic {
        self.step_of(id).map_or(Topic::Own, |step| self.of_step(step))
    }

    fn step_of(&self, id: MiniStepId) -> Option<StepId> {
        let known = self.plan.mini_steps.get(&id).map(|mini_step| mini_step.step);
        known.or_else(|| self.mini_steps.get(&id).copied())
    }
}

/// Whether a caseworker may see what is about this, by the choices in the plan. `pillar_of` is the content's; a domain
/// that it does not know, and one without a choice, is not shared.
pub fn is_shared(topic: &Topic, plan: &Plan, pillar_of: impl Fn(&DomainId) -> Option<PillarId>) -> bool {
    match topic {
        Topic::Together => true,
        Topic::Own => false,
        Topic::Domains(domains) => domains
            .iter()
            .all(|domain| pillar_of(domain).is_some_and(|pillar| plan.is_shared(&pillar, domain, false))),
    }
}

/// The entries that a caseworker may see, in their order: their own, and those about what `is_shared` says yes to.
pub fn shared_entries(log: &Log, is_shared: impl Fn(&Topic) -> bool) -> Vec<(RecordId, &Entry)> {
    let mut topics = Topics::new(log.plan());
    log.entries()
        .filter(|(_, entry)| entry.role == Role::Caseworker || is_shared(&topics.of(&entry.event)))
        .collect()
}
