//! Which mini-step comes next (R7).

use chrono::{NaiveDate, NaiveTime};

use super::{is_resting, steps_of};
use crate::ids::MiniStepId;
use crate::plan::{Goal, GoalState, MiniStep, Plan};
use crate::values::When;

/// The most mini-steps that are open at once (R7).
pub const OPEN_MAX: usize = 3;

/// The one next mini-step (R7). `None` during a rest, and when nothing is to do.
///
/// The order is: what the resident brought forward, then what has a day up to today (a day that passed counts as today,
/// because nothing is overdue, R4), then what has no day, then what has a later day. Within these groups the most urgent
/// domain comes first, and then the resident's own order counts. A mini-step waits for an earlier one of its step that was
/// put off, and for an earlier part of the same split.
pub fn next_mini_step(plan: &Plan, today: NaiveDate) -> Option<(MiniStepId, &MiniStep)> {
    open_mini_steps(plan, today).into_iter().next()
}

/// The mini-steps to work on now: at most [`OPEN_MAX`], the next one first (R7). The others wait. None during a rest.
pub fn open_mini_steps(plan: &Plan, today: NaiveDate) -> Vec<(MiniStepId, &MiniStep)> {
    now_and_later(plan, today).now
}

/// Every mini-step to do, in the order in which they come.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NowAndLater<'a> {
    /// At most [`OPEN_MAX`], the next one first (R7).
    pub now: Vec<(MiniStepId, &'a MiniStep)>,
    /// "Daarna": the others. Of these only a day that is yet to come may be shown, so that nothing piles up (R4).
    pub later: Vec<(MiniStepId, &'a MiniStep)>,
}

impl NowAndLater<'_> {
    /// The day, time and length to show with a mini-step: nothing for one that waits behind the open ones and has no day
    /// to come.
    pub fn shown_when(&self, id: MiniStepId, today: NaiveDate) -> When {
        let open = self.now.iter().find(|(open, _)| *open == id);
        let waiting = || {
            let found = self.later.iter().find(|(waiting, _)| *waiting == id);
            found.filter(|(_, mini_step)| mini_step.when.day.is_some_and(|day| day > today))
        };
        open.or_else(waiting)
            .map_or_else(When::default, |(_, mini_step)| mini_step.when)
    }
}

/// The mini-steps to do, parted into those to work on now and those that wait. During a rest all wait.
pub fn now_and_later(plan: &Plan, today: NaiveDate) -> NowAndLater<'_> {
    let mut open: Vec<(DueOrder, MiniStepId, &MiniStep)> = Vec::new();
    for (id, mini_step) in in_plan_order(plan) {
        let mut order = DueOrder::of(mini_step, today);
        for (earlier_order, _, earlier) in &open {
            if earlier.step == mini_step.step && waits_for(mini_step, earlier, today) {
                order = order.max(earlier_order.right_after());
            }
        }
        open.push((order, id, mini_step));
    }
    // The sort is stable, so mini-steps that compare equal keep the plan's order.
    open.sort_by_key(|(order, ..)| *order);
    let n_now = if is_resting(plan, today) { 0 } else { OPEN_MAX };
    let later = open.split_off(n_now.min(open.len()));
    let without_order = |ordered: Vec<(DueOrder, MiniStepId, _)>| {
        ordered
            .into_iter()
            .map(|(_, id, mini_step)| (id, mini_step))
            .collect()
    };
    NowAndLater {
        now: without_order(open),
        later: without_order(later),
    }
}

/// When a mini-step comes. The lowest comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct DueOrder {
    brought_forward: std::cmp::Reverse<u32>,
    group: u8,
    day: Option<NaiveDate>,
    time: (u8, Option<NaiveTime>),
}

impl DueOrder {
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

    /// On the same day, at the end of it.
    fn right_after(self) -> Self {
        Self {
            time: self.time.max((1, None)),
            ..self
        }
    }
}

/// Whether a mini-step has to wait for an earlier one of its step: one that was put off, on whichever screen, or an earlier
/// part of the same split. It does not wait when its day was chosen, or it was brought forward, after that.
fn waits_for(mini_step: &MiniStep, earlier: &MiniStep, today: NaiveDate) -> bool {
    let belong_together =
        earlier.put_off || (earlier.part_of.is_some() && earlier.part_of == mini_step.part_of);
    let is_later = match (earlier.when.day, mini_step.when.day) {
        (Some(earlier), Some(own)) => earlier > own.max(today),
        (Some(earlier), None) => earlier > today,
        // It was put off until "later", without a day.
        (None, Some(_)) => earlier.put_off,
        (None, None) => false,
    };
    belong_together
        && is_later
        && mini_step.brought_forward == 0
        && earlier.choice_number > mini_step.choice_number
}

/// Every mini-step to do: the goals of the most urgent domain first, then in the resident's own order.
fn in_plan_order(plan: &Plan) -> Vec<(MiniStepId, &MiniStep)> {
    let mut goals: Vec<&Goal> = plan
        .goals
        .iter()
        .filter(|goal| goal.state == GoalState::Active)
        .collect();
    goals.sort_by_key(|goal| plan.urgency.as_ref() != Some(&goal.domain));
    goals
        .into_iter()
        .flat_map(|goal| steps_of(plan, goal))
        .flat_map(|(_, step)| step.mini_steps.iter())
        .filter_map(|id| plan.mini_steps.get(id).map(|mini_step| (*id, mini_step)))
        .filter(|(_, mini_step)| mini_step.is_open())
        .collect()
}
