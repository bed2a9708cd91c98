//! Everything that was achieved (R6).

use chrono::NaiveDate;

use super::reviews::last_review;
use crate::ids::{DomainId, MiniStepId};
use crate::plan::{Achieved, Goal, GoalState, MiniStep, MiniStepState, Plan, Position};
use crate::values::Skill;

/// Something that was achieved. It stays in the look-back, whatever happens to the goal (R6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Achievement<'a> {
    /// A mini-step that was done.
    MiniStep(MiniStepId, &'a MiniStep, Skill),
    /// A goal that was reached.
    Goal(&'a Goal),
    /// A domain that rose by so many levels.
    Rise(&'a DomainId, &'a Position, u8),
}

/// Everything achieved, newest first.
pub fn look_back(plan: &Plan) -> Vec<(NaiveDate, Achievement<'_>)> {
    with_places(plan)
        .into_iter()
        .map(|(_, day, it)| (day, it))
        .collect()
}

/// What was achieved since the last closed review, newest first; everything when there was none. It goes by the order in
/// which things were recorded: of two reviews on one day, the second counts only what came after the first.
pub fn achieved_since(plan: &Plan) -> Vec<(NaiveDate, Achievement<'_>)> {
    let until = last_review(plan).map_or(0, |review| review.until);
    let new = plan.achieved.get(until..).unwrap_or_default();
    let all = with_places(plan).into_iter();
    all.filter(|(place, ..)| new.contains(place))
        .map(|(_, day, it)| (day, it))
        .collect()
}

fn with_places(plan: &Plan) -> Vec<(Achieved, NaiveDate, Achievement<'_>)> {
    let done = plan
        .mini_steps
        .iter()
        .filter_map(|(id, mini_step)| match mini_step.state {
            MiniStepState::Done(day, skill) => Some((
                Achieved::MiniStep(*id),
                day,
                Achievement::MiniStep(*id, mini_step, skill),
            )),
            MiniStepState::Open | MiniStepState::LetGo | MiniStepState::Split => None,
        });
    let reached = plan.goals.iter().filter_map(|goal| match goal.state {
        GoalState::Reached(day) => Some((Achieved::Goal(goal.id), day, Achievement::Goal(goal))),
        GoalState::Active | GoalState::LetGo => None,
    });
    let rises = plan.positions.iter().flat_map(|(domain, history)| {
        let pairs = history.windows(2).zip(1_usize..);
        pairs.filter_map(move |(pair, place)| match pair {
            [before, after] if after.level > before.level => {
                let rise = after.level.get().saturating_sub(before.level.get());
                let place = Achieved::Rise(domain.clone(), place);
                Some((place, after.day, Achievement::Rise(domain, after, rise)))
            }
            _ => None,
        })
    });
    let mut all: Vec<_> = done.chain(reached).chain(rises).collect();
    all.sort_by_key(|(_, day, _)| std::cmp::Reverse(*day));
    all
}
