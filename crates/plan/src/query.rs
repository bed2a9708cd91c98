//! What the screens ask of a plan. Nothing here changes anything.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::ids::{DomainId, GoalId, StepId};
use crate::plan::{Goal, GoalState, MiniStepState, Plan, Step};

mod appointments;
mod digest;
mod highlights;
mod look_back;
mod next;
mod questions;
mod review_summary;
mod reviews;
mod skill;
mod then_and_now;

pub use appointments::{coming_appointments, declined_appointment, next_appointment};
pub use digest::{AppointmentSummary, Digest, digest};
pub use highlights::{Highlights, highlights};
pub use look_back::{Achievement, achieved_since, look_back};
pub use next::{NowAndLater, OPEN_MAX, next_mini_step, now_and_later, open_mini_steps};
pub use questions::Question;
pub use review_summary::{FirstStep, ReviewSummary, review_summary};
pub use reviews::{earlier_reviews, is_review_under_way, last_review, left_open_review, open_review};
pub use skill::skill_for;
pub use then_and_now::{Change, ThenNow, bridge_days, then_and_now};

/// A goal's steps that were not removed, in the resident's order.
pub fn steps_of<'a>(plan: &'a Plan, goal: &'a Goal) -> impl Iterator<Item = (StepId, &'a Step)> {
    goal.steps
        .iter()
        .filter_map(|id| plan.steps.get(id).map(|step| (*id, step)))
        .filter(|(_, step)| !step.removed)
}

/// The goal that is being worked on in a domain: the first, if there are several.
pub fn active_goal_on(plan: &Plan, domain: &DomainId) -> Option<GoalId> {
    let mut goals = plan.goals.iter();
    goals
        .find(|goal| goal.domain == *domain && goal.state == GoalState::Active)
        .map(|goal| goal.id)
}

/// Whether that day is in a rest (*even rust*).
pub fn is_resting(plan: &Plan, today: NaiveDate) -> bool {
    plan.rest
        .is_some_and(|rest| rest.until.is_none_or(|until| today <= until))
}

/// How far a goal is: the number of done mini-steps, and of those that are done or to do.
pub fn progress(plan: &Plan, goal: GoalId) -> (usize, usize) {
    let Some(goal) = plan.goal(goal) else {
        return (0, 0);
    };
    let mini_steps = || {
        goal.steps
            .iter()
            .filter_map(|id| plan.steps.get(id))
            .flat_map(|step| step.mini_steps.iter().map(|id| (id, step.removed)))
            .filter_map(|(id, removed)| plan.mini_steps.get(id).map(|mini_step| (mini_step, removed)))
    };
    let done = mini_steps()
        .filter(|(mini_step, _)| matches!(mini_step.state, MiniStepState::Done(..)))
        .count();
    let to_do = mini_steps()
        .filter(|(mini_step, removed)| mini_step.is_open() && !removed)
        .count();
    (done, done.saturating_add(to_do))
}

/// Whole days since the resident last recorded anything: a person who returns after weeks is welcomed (R4).
pub fn days_away(plan: &Plan, now: DateTime<Utc>) -> u64 {
    let days = plan
        .last_activity
        .map_or(0, |last| now.signed_duration_since(last).num_days());
    u64::try_from(days).unwrap_or(0)
}

/// How far a device's clock may be behind the resident's last entry. Two phones of one person may differ a little.
const BEHIND_MAX: TimeDelta = TimeDelta::days(1);

/// Whether the device's clock must be wrong, because the resident's last entry lies in its future.
pub fn is_clock_behind(plan: &Plan, now: DateTime<Utc>) -> bool {
    plan.last_activity
        .is_some_and(|last| last.signed_duration_since(now) > BEHIND_MAX)
}
