//! What a joint session shows: what stands out at the start, and the summary at the end.

use chrono::NaiveDate;

use super::attention::{Question, questions};
use super::{
    Achievement, ThenNow, achieved_since, bridge_days, coming_appointments, declined_appointment, steps_of,
    then_and_now,
};
use crate::ids::{AppointmentId, DomainId, MiniStepId, ReviewId, StepId};
use crate::plan::{Appointment, Goal, GoalState, MiniStep, Plan, Review, Step, View};
use crate::values::Action;

/// The last session that was closed.
pub fn last_review(plan: &Plan) -> Option<&Review> {
    let closed = plan.reviews.values().filter(|review| review.closed);
    closed.max_by_key(|review| (review.until, review.number))
}

/// The session that can be gone on with: the one that began last, as long as it is open. One that was left open is over as soon as
/// another began.
pub fn open_review(plan: &Plan) -> Option<(ReviewId, &Review)> {
    let all = plan.reviews.iter().map(|(id, review)| (*id, review));
    all.max_by_key(|(_, review)| review.number)
        .filter(|(_, review)| !review.closed)
}

/// Whether two people are at it now: a session that was left and not closed is under way on the day on which it began, and no
/// longer. It can still be gone on with.
pub fn is_under_way(plan: &Plan, today: NaiveDate) -> bool {
    open_review(plan).is_some_and(|(_, review)| review.day == today)
}

/// The session that was left open on another day. Whoever sits down again chooses between going on with it and a new one: else
/// what they say would fall under a day that is long past.
pub fn left_open_review(plan: &Plan, today: NaiveDate) -> Option<(ReviewId, &Review)> {
    open_review(plan).filter(|(_, review)| review.day != today)
}

/// The sessions that are over, the last first.
pub fn earlier_reviews(plan: &Plan) -> Vec<(ReviewId, &Review)> {
    let open = open_review(plan).map(|(id, _)| id);
    let all = plan.reviews.iter().map(|(id, review)| (*id, review));
    let mut over: Vec<_> = all.filter(|(id, _)| Some(*id) != open).collect();
    over.sort_by_key(|(_, review)| std::cmp::Reverse(review.number));
    over
}

/// What stands out when a session begins: what went well first, and what the resident wants to talk about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandingOut<'a> {
    /// What was achieved since the last session that was closed, newest first (R6).
    pub achieved: Vec<(NaiveDate, Achievement<'a>)>,
    /// The domains with "hier wil ik over praten".
    pub to_talk_about: Vec<&'a DomainId>,
    /// The domain to work on first.
    pub urgency: Option<&'a DomainId>,
    /// Help that was asked and not answered yet.
    pub questions: Vec<Question>,
    /// Domains that the caseworker sees otherwise than the resident, with the caseworker's view.
    pub seen_otherwise: Vec<(&'a DomainId, &'a View)>,
    /// The next meeting that the resident declined.
    pub declined: Option<&'a Appointment>,
    /// Whether there was a session before: else nothing is "since the last time".
    pub has_earlier: bool,
}

/// What stands out now.
pub fn standing_out(plan: &Plan, today: NaiveDate) -> StandingOut<'_> {
    let now = plan.positions.iter().filter_map(|(domain, history)| {
        let last = history.last()?;
        Some((domain, last))
    });
    let to_talk_about = now
        .filter(|(_, position)| position.talk)
        .map(|(domain, _)| domain);
    let is_otherwise = |(domain, view): &(&DomainId, &View)| {
        plan.position(domain)
            .is_some_and(|position| position.level != view.level)
    };
    StandingOut {
        achieved: achieved_since(plan),
        to_talk_about: to_talk_about.collect(),
        urgency: plan.urgency.as_ref(),
        questions: questions(plan),
        seen_otherwise: plan.views.iter().filter(is_otherwise).collect(),
        declined: declined_appointment(plan, today).map(|(_, appointment)| appointment),
        has_earlier: last_review(plan).is_some(),
    }
}

/// What the summary of a session prints. Rewards are not in it: whoever prints them asks [`Plan::rewards`] (R2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewSummary<'a> {
    /// The session: its day, the parts that are finished, the notes.
    pub review: &'a Review,
    /// The day that "then" is: of the session before, or the first on which the resident marked anything.
    pub then: Option<NaiveDate>,
    /// Every domain that was marked, then and now.
    pub bridge: Vec<(&'a DomainId, ThenNow<'a>)>,
    /// The goals that are being worked on, each with the first thing to do.
    pub goals: Vec<(&'a Goal, Option<FirstStep<'a>>)>,
    /// What both agreed on and is still to do.
    pub agreed: Vec<Action>,
    /// The meetings from the day of the session on, soonest first.
    pub meetings: Vec<(AppointmentId, &'a Appointment)>,
}

/// The first thing to do for a goal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstStep<'a> {
    /// The step.
    pub step: (StepId, &'a Step),
    /// Its first mini-step that is to do; `None` when it has none yet.
    pub mini_step: Option<(MiniStepId, &'a MiniStep)>,
}

/// What the summary of a session prints; `None` when there is no such session. `today` is the day on which somebody looks.
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
        meetings: coming_appointments(plan, today.max(review.day)),
    })
}

/// The day to look back at from a session on `day`: that of the session before it, else the first on which anything was
/// marked.
fn day_before(plan: &Plan, day: NaiveDate) -> Option<NaiveDate> {
    let sessions = plan.reviews.values().map(|review| review.day);
    let before = sessions.filter(|before| *before < day).max();
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
        // A step whose mini-steps are all done is behind us; one without any still has to be split.
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

/// Whether something of an action is left to do. A mini-step that was split counts by its parts.
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
