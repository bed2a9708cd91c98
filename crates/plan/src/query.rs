//! What the screens ask of a plan. Plain functions; nothing here changes anything.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::ids::{AppointmentId, DomainId, GoalId, MiniStepId, StepId};
use crate::order;
use crate::plan::{Achieved, Appointment, Goal, GoalState, MiniStep, MiniStepState, Plan, Position};
use crate::values::Skill;

mod digest;
mod questions;
mod review_summary;
mod reviews;
mod standing_out;

pub use digest::{AppointmentSummary, Digest, digest};
pub use questions::Question;
pub use review_summary::{FirstStep, ReviewSummary, review_summary};
pub use reviews::{earlier_reviews, is_review_under_way, last_review, left_open_review, open_review};
pub use standing_out::{StandingOut, standing_out};

/// The most mini-steps that are open at once (R7).
pub const OPEN_MAX: usize = 3;

/// The one next mini-step (R7). `None` while resting, and when nothing is to do.
///
/// First what the resident brought forward, then what has a day up to today (a day that passed counts as today: nothing
/// is overdue, R4), then what has no day, then what comes later. Within these: the most urgent domain, then the
/// resident's own order. What comes after a mini-step that was put off, or after an earlier part of the same one, waits for it.
pub fn next_mini_step(plan: &Plan, today: NaiveDate) -> Option<(MiniStepId, &MiniStep)> {
    open_mini_steps(plan, today).into_iter().next()
}

/// The mini-steps that are open: at most [`OPEN_MAX`], the next one first (R7). The others wait.
pub fn open_mini_steps(plan: &Plan, today: NaiveDate) -> Vec<(MiniStepId, &MiniStep)> {
    if is_resting(plan, today) {
        return Vec::new();
    }
    let mut open: Vec<(Turn, MiniStepId, &MiniStep)> = Vec::new();
    for (id, mini_step) in in_plan_order(plan) {
        let mut turn = Turn::of(mini_step, today);
        for (earlier_turn, _, earlier) in &open {
            if earlier.step == mini_step.step && waits_for(mini_step, earlier, today) {
                turn = turn.max(earlier_turn.right_after());
            }
        }
        open.push((turn, id, mini_step));
    }
    // Stable: equals keep the plan's order.
    order::sort_by_key(&mut open, |(turn, ..)| *turn);
    open.truncate(OPEN_MAX);
    open.into_iter()
        .map(|(_, id, mini_step)| (id, mini_step))
        .collect()
}

/// When a mini-step has its turn: the lowest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Turn {
    brought_forward: std::cmp::Reverse<u32>,
    group: u8,
    day: Option<NaiveDate>,
    time: (u8, Option<NaiveTime>),
}

impl Turn {
    fn of(mini_step: &MiniStep, today: NaiveDate) -> Self {
        let day = mini_step.when.day.map(|day| day.max(today));
        Self {
            brought_forward: std::cmp::Reverse(mini_step.brought_forward),
            group: match day {
                Some(day) if day == today => 0,
                None => 1,
                Some(_) => 2,
            },
            day,
            time: mini_step.when.time.map_or((1, None), |time| (0, Some(time))),
        }
    }

    /// On the same day, and not before it.
    fn right_after(self) -> Self {
        Self {
            time: self.time.max((1, None)),
            ..self
        }
    }
}

/// Whether a mini-step has to wait for an earlier one of its step: one that was put off, on whichever screen, or the part before it.
/// The last word counts: who chose its day after that, or brings it forward, means it so.
fn waits_for(mini_step: &MiniStep, earlier: &MiniStep, today: NaiveDate) -> bool {
    let belong_together =
        earlier.put_off || (earlier.part_of.is_some() && earlier.part_of == mini_step.part_of);
    let is_later = match (earlier.when.day, mini_step.when.day) {
        (Some(earlier), Some(own)) => earlier > own.max(today),
        (Some(earlier), None) => earlier > today,
        // "Later", without a day.
        (None, Some(_)) => earlier.put_off,
        (None, None) => false,
    };
    belong_together && is_later && mini_step.brought_forward == 0 && earlier.chosen > mini_step.chosen
}

/// Every mini-step that is to do: the most urgent domain's goals first, then in the resident's own order.
fn in_plan_order(plan: &Plan) -> Vec<(MiniStepId, &MiniStep)> {
    let mut goals: Vec<&Goal> = plan
        .goals
        .iter()
        .filter(|goal| goal.state == GoalState::Active)
        .collect();
    order::sort_by_key(&mut goals, |goal| plan.urgency.as_ref() != Some(&goal.domain));
    goals
        .into_iter()
        .flat_map(|goal| steps_of(plan, goal))
        .flat_map(|(_, step)| step.mini_steps.iter())
        .filter_map(|id| plan.mini_steps.get(id).map(|mini_step| (*id, mini_step)))
        .filter(|(_, mini_step)| mini_step.is_open())
        .collect()
}

/// A goal's steps that stand, in the resident's order.
pub fn steps_of<'a>(plan: &'a Plan, goal: &'a Goal) -> impl Iterator<Item = (StepId, &'a crate::plan::Step)> {
    goal.steps
        .iter()
        .filter_map(|id| plan.steps.get(id).map(|step| (*id, step)))
        .filter(|(_, step)| !step.removed)
}

/// Whether *even rust* holds on that day.
pub fn is_resting(plan: &Plan, today: NaiveDate) -> bool {
    plan.rest
        .is_some_and(|rest| rest.until.is_none_or(|until| today <= until))
}

/// How far a goal is: done mini-steps, and all that count (done or to do).
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

/// The skill that finishing this mini-step takes, most telling first (R6).
pub fn skill_for(plan: &Plan, id: MiniStepId) -> Skill {
    let Some(mini_step) = plan.mini_steps.get(&id) else {
        return Skill::TookAStep;
    };
    let is_first = !plan
        .mini_steps
        .values()
        .any(|other| matches!(other.state, MiniStepState::Done(..)));
    let siblings = plan
        .steps
        .get(&mini_step.step)
        .map_or(&[][..], |step| &step.mini_steps);
    let finishes_step = siblings.len() > 1
        && !siblings
            .iter()
            .any(|sibling| *sibling != id && plan.is_to_do(*sibling));
    if is_first {
        Skill::Started
    } else if mini_step.from_split {
        Skill::MadeItSmaller
    } else if mini_step.moved {
        Skill::KeptGoing
    } else if finishes_step {
        Skill::FinishedAStep
    } else if mini_step.if_then.is_some() {
        Skill::ChoseAMoment
    } else if mini_step.supporter.is_some() || mini_step.help_asked.is_some() {
        Skill::AskedForHelp
    } else if mini_step.when.day.is_some() {
        Skill::PlannedAhead
    } else {
        Skill::TookAStep
    }
}

/// What became of a domain between then and now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Not marked yet.
    Open,
    /// Marked since then for the first time.
    New,
    /// This many levels higher.
    Up(u8),
    /// "Dit hield stand."
    Held,
    /// This many levels lower.
    Down(u8),
}

/// One domain, then and now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThenNow<'a> {
    /// At the end of the day `then`.
    pub then: Option<&'a Position>,
    /// Now.
    pub now: Option<&'a Position>,
    /// What became of it.
    pub change: Change,
}

/// One domain as it was at the end of the day `then`, laid over how it is now. Without a `then` only now.
pub fn then_and_now<'a>(plan: &'a Plan, domain: &DomainId, then: Option<NaiveDate>) -> ThenNow<'a> {
    let history = plan.positions.get(domain).map_or(&[][..], Vec::as_slice);
    let now = history.last();
    let then = then.and_then(|then| history.iter().rev().find(|position| position.day <= then));
    let change = match (then, now) {
        (_, None) => Change::Open,
        (None, Some(_)) => Change::New,
        (Some(then), Some(now)) => {
            let (then, now) = (then.level.get(), now.level.get());
            match now.cmp(&then) {
                std::cmp::Ordering::Greater => Change::Up(now.saturating_sub(then)),
                std::cmp::Ordering::Equal => Change::Held,
                std::cmp::Ordering::Less => Change::Down(then.saturating_sub(now)),
            }
        }
    };
    ThenNow { then, now, change }
}

/// The days on which positions were marked, oldest first: the moments to look back at.
pub fn bridge_days(plan: &Plan) -> Vec<NaiveDate> {
    let mut days = BTreeSet::new();
    days.extend(plan.positions.values().flatten().map(|position| position.day));
    days.into_iter().collect()
}

/// The next appointment that is not past, soonest first. A appointment of today stays until the day is over.
pub fn next_appointment(plan: &Plan, today: NaiveDate) -> Option<(AppointmentId, &Appointment)> {
    coming_appointments(plan, today).into_iter().next()
}

/// The appointments that are not past and not declined, soonest first.
pub fn coming_appointments(plan: &Plan, today: NaiveDate) -> Vec<(AppointmentId, &Appointment)> {
    let all = plan
        .appointments
        .iter()
        .map(|(id, appointment)| (*id, appointment));
    let mut coming: Vec<_> = all
        .filter(|(_, appointment)| appointment.details.day >= today && !appointment.declined)
        .collect();
    coming.sort_by_key(|(_, appointment)| (appointment.details.day, appointment.details.time));
    coming
}

/// The next appointment that is not past and that the resident declined, soonest first.
pub fn declined_appointment(plan: &Plan, today: NaiveDate) -> Option<(AppointmentId, &Appointment)> {
    let all = plan
        .appointments
        .iter()
        .map(|(id, appointment)| (*id, appointment));
    all.filter(|(_, appointment)| appointment.details.day >= today && appointment.declined)
        .min_by_key(|(_, appointment)| (appointment.details.day, appointment.details.time))
}

/// Something that was achieved. It never leaves the look-back, whatever happens to the goal (R6).
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

/// What was achieved after the last session that was closed, newest first; everything when there was none. By the order in which
/// things were recorded: of two sessions on one day the second counts only what came after the first.
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
    order::sort_by_key(&mut all, |(_, day, _)| std::cmp::Reverse(*day));
    all
}

/// Whole days since anything was last recorded: who returns after weeks is welcomed (R4).
pub fn days_away(plan: &Plan, now: DateTime<Utc>) -> u64 {
    let days = plan
        .last_sign
        .map_or(0, |last| now.signed_duration_since(last).num_days());
    u64::try_from(days).unwrap_or(0)
}

/// The furthest that a device's clock may be behind what the resident said already. Two phones of one person may differ a
/// little.
const BEHIND_MAX: TimeDelta = TimeDelta::days(1);

/// Whether the plan says that a clock is wrong: the resident's last word is from a moment that is still to come.
pub fn is_clock_behind(plan: &Plan, now: DateTime<Utc>) -> bool {
    plan.last_sign
        .is_some_and(|last| last.signed_duration_since(now) > BEHIND_MAX)
}
