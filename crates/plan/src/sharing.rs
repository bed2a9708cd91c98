//! What a caseworker may see (R8): the resident chooses per pillar and domain, and this is the one place that says which
//! entries such a choice covers. The resident's phone asks it before sealing and to show what is shared; the caseworker's
//! program asks it again before showing anything.

use crate::event::{Entry, Event};
use crate::fold::{Log, fold};
use crate::ids::{AgreementId, DomainId, GoalId, LinkId, MiniStepId, PillarId, ProposalId, RecordId, StepId};
use crate::map::Map;
use crate::plan::Plan;
use crate::values::Action;

/// What an event is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Topic {
    /// These domains: shared when each of them is.
    Domains(Vec<DomainId>),
    /// The work together: names, meetings, sessions, vouchers, what is shared. A linked caseworker always sees it.
    Together,
    /// The resident's own: reminders, rest, earlier links. No caseworker sees it.
    Own,
}

/// Tells what events are about, from a plan and from what was added to it since.
pub struct Topics<'a> {
    plan: &'a Plan,
    goals: Map<GoalId, DomainId>,
    steps: Map<StepId, GoalId>,
    mini_steps: Map<MiniStepId, StepId>,
    links: Map<LinkId, (DomainId, DomainId)>,
    proposals: Map<ProposalId, Topic>,
    agreements: Map<AgreementId, Topic>,
}

impl<'a> Topics<'a> {
    /// The topics of a plan.
    pub fn new(plan: &'a Plan) -> Self {
        Self {
            plan,
            goals: Map::default(),
            steps: Map::default(),
            mini_steps: Map::default(),
            links: Map::default(),
            proposals: Map::default(),
            agreements: Map::default(),
        }
    }

    /// What an event is about, whoever says it. Events of one command are asked in their order: a later one may name what an
    /// earlier made. Every kind is named: a new one is shared only when somebody decided so.
    pub fn of(&mut self, event: &Event) -> Topic {
        match event {
            Event::PositionMarked { domain, .. } | Event::ViewRecorded { domain, .. } => {
                Topic::Domains(vec![domain.clone()])
            }
            Event::UrgencyChosen { domain } => Topic::Domains(domain.iter().cloned().collect()),
            Event::LinkDrawn { link, from, to, .. } => {
                self.links.insert(*link, (from.clone(), to.clone()));
                Topic::Domains(vec![from.clone(), to.clone()])
            }
            Event::LinkRemoved { link } => self.of_link(*link),
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
            Event::Proposed { proposal, events } => {
                let topic = self.of_events(events);
                self.proposals.insert(*proposal, topic.clone());
                topic
            }
            Event::ProposalAnswered { proposal, .. } => self.of_proposal(*proposal),
            Event::AgreementDrafted { agreement, actions } => {
                let topic = self.of_actions(actions);
                self.agreements.insert(*agreement, topic.clone());
                topic
            }
            Event::AgreementConfirmed { agreement, .. } | Event::ConfirmationTakenBack { agreement, .. } => {
                self.of_agreement(*agreement)
            }
            Event::RewardPromised { actions, .. } => self.of_actions(actions),
            // The link that stands: what was said in it and before it differs. Not who had an earlier one.
            Event::Paired { pairing, .. } => {
                let current = self.plan.pairing.as_ref().map(|pairing| pairing.number);
                if current == Some(*pairing) {
                    Topic::Together
                } else {
                    Topic::Own
                }
            }
            Event::Unpaired {}
            | Event::RestStarted { .. }
            | Event::RestEnded {}
            | Event::ReminderSet { .. }
            | Event::ReminderSnoozed { .. }
            | Event::QuietHoursSet { .. } => Topic::Own,
            // Names, meetings, sessions with their notes, choices about sharing, and money that was given.
            Event::NameGiven { .. }
            | Event::AppointmentMade { .. }
            | Event::AppointmentChanged { .. }
            | Event::AppointmentRemoved { .. }
            | Event::AppointmentDeclined { .. }
            | Event::SharingChosen { .. }
            | Event::EvaluationChosen { .. }
            | Event::ReviewStarted { .. }
            | Event::ReviewPartFinished { .. }
            | Event::ReviewNoted { .. }
            | Event::ReviewClosed { .. }
            | Event::RewardsAnnounced {}
            | Event::VoucherGranted { .. }
            | Event::VoucherCodeReplaced { .. }
            | Event::VoucherHandedOver { .. }
            | Event::VoucherWithdrawn { .. }
            | Event::VoucherUsed { .. } => Topic::Together,
        }
    }

    fn of_events(&mut self, events: &[Event]) -> Topic {
        let topics: Vec<Topic> = events.iter().map(|event| self.of(event)).collect();
        all_of(topics)
    }

    fn of_actions(&self, actions: &[Action]) -> Topic {
        all_of(actions.iter().map(|action| match action {
            Action::Step(id) => self.of_step(*id),
            Action::MiniStep(id) => self.of_mini_step(*id),
        }))
    }

    /// An accepted proposal makes its events count, so the answer is about all that they are about.
    fn of_proposal(&mut self, id: ProposalId) -> Topic {
        let plan = self.plan;
        match plan.proposals.get(&id) {
            Some(proposal) => self.of_events(&proposal.events),
            None => self.proposals.get(&id).cloned().unwrap_or(Topic::Own),
        }
    }

    fn of_agreement(&self, id: AgreementId) -> Topic {
        match self.plan.agreements.get(&id) {
            Some(agreement) => self.of_actions(&agreement.actions),
            None => self.agreements.get(&id).cloned().unwrap_or(Topic::Own),
        }
    }

    fn of_link(&self, id: LinkId) -> Topic {
        let known = self.plan.links.get(&id).map(|link| (&link.from, &link.to));
        // One that was removed is known from when it was drawn.
        let ends = known.or_else(|| self.links.get(&id).map(|(from, to)| (from, to)));
        ends.map_or(Topic::Own, |(from, to)| {
            Topic::Domains(vec![from.clone(), to.clone()])
        })
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

/// What several things are about together: nobody's to see as soon as one is.
fn all_of(topics: impl IntoIterator<Item = Topic>) -> Topic {
    let mut about = Vec::new();
    for topic in topics {
        match topic {
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

/// The entries that a caseworker may see, in their order: those about what `is_shared` says yes to, whoever wrote them.
pub fn shared_entries(log: &Log, is_shared: impl Fn(&Topic) -> bool) -> Vec<(RecordId, &Entry)> {
    let mut topics = Topics::new(log.plan());
    log.entries()
        .filter(|(_, entry)| is_shared(&topics.of(&entry.event)))
        .collect()
}

/// The plan as a caseworker sees it. The resident's phone shows this as "Dit ziet je begeleider", and the caseworker's program
/// shows nothing else.
///
/// Vouchers stay when their domain is not shared any more: the team has to account for what it gave. What was promised for
/// actions that are not shared goes with them.
pub fn seen(log: &Log, is_shared: impl Fn(&Topic) -> bool) -> Plan {
    let entries = shared_entries(log, is_shared);
    let (mut plan, _) = fold(entries.into_iter().map(|(record, entry)| (record, entry.clone())));
    plan.take_rewards_of(log.plan());
    plan
}
