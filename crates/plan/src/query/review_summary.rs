//! The summary at the end of a review.

use chrono::NaiveDate;

use super::{ThenNow, bridge_days, coming_appointments, steps_of, then_and_now};
use crate::ids::{AppointmentId, DomainId, MiniStepId, ReviewId, StepId};
use crate::plan::{Appointment, Goal, GoalState, MiniStep, Plan, Review, Step};
use crate::values::Action;

/// The summary of a review, as it is printed. It has no rewards: a screen that prints those asks [`Plan::rewards`] (R2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewSummary<'a> {
    /// The review: its day, the finished parts, the notes.
    pub review: &'a Review,
    /// The day to compare with: that of the review before, or the first on which the resident marked a position.
    pub then: Option<NaiveDate>,
    /// Every marked domain, then and now.
    pub bridge: Vec<(&'a DomainId, ThenNow<'a>)>,
    /// The goals that are being worked on, each with the first thing to do.
    pub goals: Vec<(&'a Goal, Option<FirstStep<'a>>)>,
    /// The agreed actions that are still to do.
    pub agreed: Vec<Action>,
    /// The appointments from the day of the review on, soonest first.
    pub appointments: Vec<(AppointmentId, &'a Appointment)>,
}

/// The first thing to do for a goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstStep<'a> {
    /// The step.
    pub step: (StepId, &'a Step),
    /// Its first mini-step to do; `None` when it has none yet.
    pub mini_step: Option<(MiniStepId, &'a MiniStep)>,
}

/// The summary of a review, as it is printed on the day `today`; `None` for an unknown review.
pub fn review_summary(plan: &Plan, review: ReviewId, today: NaiveDate) -> Option<ReviewSummary<'_>> {
    let review = plan.reviews.get(&review)?;
    let then = day_before(plan, review.day);
    let marked = plan.positions.keys();
    let active = plan.goals.iter().filter(|goal| goal.state == GoalState::Active);
    Some(ReviewSummary {
        review,
        then,
        bridge: marked
            .map(|domain| (domain, then_and_now(plan, domain, then)))
            .collect(),
        goals: active.map(|goal| (goal, first_step(plan, goal))).collect(),
        agreed: agreed_to_do(plan),
        appointments: coming_appointments(plan, today.max(review.day)),
    })
}

/// The day to compare a review on `day` with: that of the review before it, or else the first on which a position was marked.
fn day_before(plan: &Plan, day: NaiveDate) -> Option<NaiveDate> {
    let days = plan.reviews.values().map(|review| review.day);
    let before = days.filter(|before| *before < day).max();
    before.or_else(|| bridge_days(plan).first().copied().filter(|first| *first < day))
}

fn first_step<'a>(plan: &'a Plan, goal: &'a Goal) -> Option<FirstStep<'a>> {
    let to_do = |step: &'a Step| {
        let first = step.mini_steps.iter().find(|id| plan.is_to_do(**id))?;
        plan.mini_steps.get(first).map(|mini_step| (*first, mini_step))
    };
    let with_work = steps_of(plan, goal).find_map(|step| {
        let mini_step = to_do(step.1)?;
        Some(FirstStep {
            step,
            mini_step: Some(mini_step),
        })
    });
    with_work.or_else(|| {
        // A step whose mini-steps are all done needs nothing more; one without mini-steps still has to be split.
        let empty = steps_of(plan, goal).find(|(_, step)| step.mini_steps.is_empty())?;
        Some(FirstStep {
            step: empty,
            mini_step: None,
        })
    })
}

fn agreed_to_do(plan: &Plan) -> Vec<Action> {
    let agreed = plan.agreements.values().filter(|agreement| agreement.is_agreed());
    let mut actions = Vec::new();
    for action in agreed.flat_map(|agreement| agreement.actions.iter().copied()) {
        if !actions.contains(&action) && is_open(plan, action) {
            actions.push(action);
        }
    }
    actions
}

/// Whether any of an action is left to do. A mini-step that was split counts by its parts.
fn is_open(plan: &Plan, action: Action) -> bool {
    let mut left = match action {
        Action::MiniStep(id) => vec![id],
        Action::Step(id) => return plan.steps.get(&id).is_some_and(|step| is_step_open(plan, step)),
    };
    while let Some(id) = left.pop() {
        if plan.is_to_do(id) {
            return true;
        }
        left.extend(
            plan.mini_steps
                .get(&id)
                .into_iter()
                .flat_map(|mini_step| &mini_step.parts),
        );
    }
    false
}

fn is_step_open(plan: &Plan, step: &Step) -> bool {
    let is_active = plan
        .goal(step.goal)
        .is_some_and(|goal| goal.state == GoalState::Active);
    let any_to_do = step.mini_steps.iter().any(|id| plan.is_to_do(*id));
    is_active && !step.removed && (step.mini_steps.is_empty() || any_to_do)
}
