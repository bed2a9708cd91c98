//! Goals and their steps.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::authorization::AllowedRoles;
use super::repetition::Repetition;
use super::topics::{Topic, Topics};
use super::{Achieved, Plan};
use crate::event::{Event, GoalEvent};
use crate::ids::{DomainId, GoalId, MiniStepId, StepId};
use crate::limits::{
    require_absent, require_content_id, require_exists, require_note, require_state, require_title,
};
use crate::refusal::{Refusal, Thing};
use crate::values::GoalAspect;

/// The state of a goal.
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
    /// The domain that it is on.
    pub domain: DomainId,
    /// The resident's own words.
    pub wish: String,
    /// Its state.
    pub state: GoalState,
    /// What else the resident said about it. An aspect without words is not in it.
    pub aspects: BTreeMap<GoalAspect, String>,
    /// The day on which to look back at it.
    pub look_back: Option<NaiveDate>,
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
    /// Whether it was taken off the plan. What was done of it stays in the look-back.
    pub removed: bool,
}

pub(super) fn allowed_roles(event: GoalEvent<'_>) -> AllowedRoles {
    match event {
        GoalEvent::GoalSet { .. }
        | GoalEvent::GoalReworded { .. }
        | GoalEvent::GoalDescribed { .. }
        | GoalEvent::GoalLookBackPlanned { .. }
        | GoalEvent::GoalReached { .. }
        | GoalEvent::GoalLetGo { .. }
        | GoalEvent::GoalReopened { .. }
        | GoalEvent::StepAdded { .. }
        | GoalEvent::StepReworded { .. }
        | GoalEvent::StepRemoved { .. }
        | GoalEvent::StepsOrdered { .. } => AllowedRoles::RESIDENT_OR_PROPOSED,
    }
}

pub(super) fn check(plan: &Plan, event: GoalEvent<'_>) -> Result<(), Refusal> {
    let goal_with = |id: &GoalId| plan.goal(*id).ok_or(Refusal::NotFound(Thing::Goal));
    let require_step = |id: &StepId| require_exists(plan.steps.contains_key(id), Thing::Step);
    match event {
        GoalEvent::GoalSet { goal, domain, wish } => {
            require_content_id(domain.as_str(), Thing::Domain)?;
            require_title(wish)?;
            require_absent(plan.goal(*goal).is_none(), Thing::Goal)
        }
        GoalEvent::GoalReworded { goal, wish } => {
            require_title(wish)?;
            goal_with(goal).map(|_| ())
        }
        GoalEvent::GoalDescribed {
            goal,
            aspect: _,
            text,
        } => {
            require_note(text)?;
            goal_with(goal).map(|_| ())
        }
        GoalEvent::GoalLookBackPlanned { goal, day: _ } => goal_with(goal).map(|_| ()),
        GoalEvent::GoalReached { goal, day: _ } | GoalEvent::GoalLetGo { goal } => {
            require_state(goal_with(goal)?.state == GoalState::Active, Thing::Goal)
        }
        GoalEvent::GoalReopened { goal } => {
            require_state(goal_with(goal)?.state != GoalState::Active, Thing::Goal)
        }
        GoalEvent::StepAdded { step, goal, title } => {
            require_title(title)?;
            goal_with(goal)?;
            require_absent(!plan.steps.contains_key(step), Thing::Step)
        }
        GoalEvent::StepReworded { step, title } => {
            require_title(title)?;
            require_step(step)
        }
        GoalEvent::StepRemoved { step } => {
            let step = plan.steps.get(step).ok_or(Refusal::NotFound(Thing::Step))?;
            require_state(!step.removed, Thing::Step)
        }
        GoalEvent::StepsOrdered { goal, order: _ } => goal_with(goal).map(|_| ()),
    }
}

/// A goal is reached by doing something (R6). Only when deciding: an entry from a device that saw something done counts
/// also where that was reopened meanwhile.
pub(super) fn check_decision(plan: &Plan, event: GoalEvent<'_>) -> Result<(), Refusal> {
    match event {
        GoalEvent::GoalReached { goal, day: _ } if !plan.is_worked_on(*goal) => Err(Refusal::NothingDone),
        GoalEvent::GoalReached { .. }
        | GoalEvent::GoalSet { .. }
        | GoalEvent::GoalReworded { .. }
        | GoalEvent::GoalDescribed { .. }
        | GoalEvent::GoalLookBackPlanned { .. }
        | GoalEvent::GoalLetGo { .. }
        | GoalEvent::GoalReopened { .. }
        | GoalEvent::StepAdded { .. }
        | GoalEvent::StepReworded { .. }
        | GoalEvent::StepRemoved { .. }
        | GoalEvent::StepsOrdered { .. } => Ok(()),
    }
}

pub(super) fn repetition(plan: &Plan, event: GoalEvent<'_>) -> Repetition {
    match event {
        GoalEvent::GoalSet { goal, domain, wish } => {
            match plan.goal(*goal).filter(|known| known.domain == *domain) {
                Some(known) if known.wish != *wish => Repetition::Reworded(Event::GoalReworded {
                    goal: *goal,
                    wish: wish.clone(),
                }),
                known => Repetition::same_if(known.is_some()),
            }
        }
        GoalEvent::StepAdded { step, goal, title } => {
            let known = plan.steps.get(step);
            match known.filter(|known| known.goal == *goal && !known.removed) {
                Some(known) if known.title != *title => Repetition::Reworded(Event::StepReworded {
                    step: *step,
                    title: title.clone(),
                }),
                known => Repetition::same_if(known.is_some()),
            }
        }
        GoalEvent::GoalReworded { .. }
        | GoalEvent::GoalDescribed { .. }
        | GoalEvent::GoalLookBackPlanned { .. }
        | GoalEvent::GoalReached { .. }
        | GoalEvent::GoalLetGo { .. }
        | GoalEvent::GoalReopened { .. }
        | GoalEvent::StepReworded { .. }
        | GoalEvent::StepRemoved { .. }
        | GoalEvent::StepsOrdered { .. } => Repetition::No,
    }
}

pub(super) fn apply(plan: &mut Plan, event: GoalEvent<'_>) {
    match event {
        GoalEvent::GoalSet { goal, domain, wish } => plan.goals.push(Goal {
            id: *goal,
            domain: domain.clone(),
            wish: wish.clone(),
            state: GoalState::Active,
            aspects: BTreeMap::new(),
            look_back: None,
            steps: Vec::new(),
        }),
        GoalEvent::GoalReworded { goal, wish } => {
            plan.with_goal(*goal, &mut |goal| goal.wish.clone_from(wish));
        }
        GoalEvent::GoalDescribed { goal, aspect, text } => {
            plan.with_goal(*goal, &mut |goal| {
                if text.trim().is_empty() {
                    goal.aspects.remove(aspect);
                } else {
                    goal.aspects.insert(*aspect, text.clone());
                }
            });
        }
        GoalEvent::GoalLookBackPlanned { goal, day } => {
            plan.with_goal(*goal, &mut |goal| goal.look_back = *day);
        }
        GoalEvent::GoalReached { goal, day } => {
            plan.with_goal(*goal, &mut |goal| goal.state = GoalState::Reached(*day));
            plan.achieved.push(Achieved::Goal(*goal));
        }
        GoalEvent::GoalLetGo { goal } => {
            plan.with_goal(*goal, &mut |goal| goal.state = GoalState::LetGo);
        }
        GoalEvent::GoalReopened { goal } => {
            plan.with_goal(*goal, &mut |goal| goal.state = GoalState::Active);
        }
        GoalEvent::StepAdded { step, goal, title } => {
            let new = Step {
                goal: *goal,
                title: title.clone(),
                mini_steps: Vec::new(),
                removed: false,
            };
            plan.steps.insert(*step, new);
            plan.with_goal(*goal, &mut |goal| goal.steps.push(*step));
        }
        GoalEvent::StepReworded { step, title } => {
            plan.with_step(*step, &mut |step| step.title.clone_from(title));
        }
        GoalEvent::StepRemoved { step } => plan.with_step(*step, &mut |step| step.removed = true),
        GoalEvent::StepsOrdered { goal, order } => {
            plan.with_goal(*goal, &mut |goal| reorder(&mut goal.steps, order));
        }
    }
}

pub(super) fn topic(topics: &mut Topics<'_>, event: GoalEvent<'_>) -> Topic {
    match event {
        GoalEvent::GoalSet { goal, domain, .. } => {
            topics.goals.insert(*goal, domain.clone());
            Topic::Domains(vec![domain.clone()])
        }
        GoalEvent::StepAdded { step, goal, .. } => {
            topics.steps.insert(*step, *goal);
            topics.of_goal(*goal)
        }
        GoalEvent::GoalReworded { goal, .. }
        | GoalEvent::GoalDescribed { goal, .. }
        | GoalEvent::GoalLookBackPlanned { goal, .. }
        | GoalEvent::GoalReached { goal, .. }
        | GoalEvent::GoalLetGo { goal }
        | GoalEvent::GoalReopened { goal }
        | GoalEvent::StepsOrdered { goal, .. } => topics.of_goal(*goal),
        GoalEvent::StepReworded { step, .. } | GoalEvent::StepRemoved { step } => topics.of_step(*step),
    }
}

impl Plan {
    /// Whether something of a goal was done. Only then it can be reached.
    pub fn is_worked_on(&self, goal: GoalId) -> bool {
        let steps = self.steps.values().filter(|step| step.goal == goal);
        let mut mini_steps = steps.flat_map(|step| &step.mini_steps);
        mini_steps.any(|id| self.mini_steps.get(id).is_some_and(|it| it.done_on().is_some()))
    }

    fn with_goal(&mut self, id: GoalId, change: &mut dyn FnMut(&mut Goal)) {
        if let Some(goal) = self.goals.iter_mut().find(|goal| goal.id == id) {
            change(goal);
        }
    }

    pub(super) fn with_step(&mut self, id: StepId, change: &mut dyn FnMut(&mut Step)) {
        if let Some(step) = self.steps.get_mut(&id) {
            change(step);
        }
    }
}

/// Puts `items` in `order`. Items that the order does not name, because another device added them meanwhile, keep their
/// order and come last. What the order names and is gone is ignored.
pub(super) fn reorder<T: Copy + PartialEq>(items: &mut [T], order: &[T]) {
    items.sort_by_key(|item| {
        order
            .iter()
            .position(|candidate| candidate == item)
            .unwrap_or(usize::MAX)
    });
}
