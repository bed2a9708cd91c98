//! From what somebody wants to what happens.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};

use crate::event::{Event, Role};
use crate::ids::{MiniStepId, PromiseId};
use crate::plan::{Moment, Plan};
use crate::query;
use crate::reward::{Policy, Rewards, VoucherKind};
use crate::rules::{Refusal, TAKE_BACK_SECONDS, Thing, what_is_new};
use crate::values::Cents;

/// How long what was held for the other can be taken back, with a moment for a slow disk.
const TAKE_BACK: TimeDelta = TimeDelta::seconds(TAKE_BACK_SECONDS + 2);

/// What somebody wants.
///
/// Most things that a person wants are the event itself, with nothing to derive: [`Command::Record`]. A variant of its
/// own stands where the plan decides something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Record this, as it is said.
    Record(Event),
    /// "Gelukt": the day comes from the context and the skill from the plan (R6).
    Finish(MiniStepId),
    /// Several at once: all or none.
    All(Vec<Command>),
}

impl From<Event> for Command {
    fn from(event: Event) -> Self {
        Self::Record(event)
    }
}

/// What a decision depends on besides the plan.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The moment.
    pub now: DateTime<Utc>,
    /// The local day.
    pub today: NaiveDate,
    /// In whose name.
    pub role: Role,
    /// What the team may give; without one, nothing can be promised or granted.
    pub policy: Option<&'a Policy>,
}

/// The events that a command leads to, or why it cannot be done. Never both: a command is done whole or not at all. A
/// command that was done already, with the ids that it made, leads to no event.
pub fn decide(plan: &Plan, command: Command, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    // A later part of a command may build on an earlier one, so each is tried on a copy of the plan.
    let mut ahead = plan.clone();
    let mut events = Vec::new();
    decide_into(&mut ahead, command, context, &mut events)?;
    Ok(events)
}

fn decide_into(
    ahead: &mut Plan,
    command: Command,
    context: &Context<'_>,
    events: &mut Vec<Event>,
) -> Result<(), Refusal> {
    let event = match command {
        Command::All(commands) => {
            return commands
                .into_iter()
                .try_for_each(|command| decide_into(ahead, command, context, events));
        }
        Command::Finish(mini_step) => Event::MiniStepDone {
            mini_step,
            day: context.today,
            skill: query::skill_for(ahead, mini_step),
        },
        Command::Record(event) => event,
    };
    let Some(event) = what_is_new(ahead, event, context.role) else {
        return Ok(());
    };
    within_policy(ahead, &event, context, granted_in(events))?;
    within_seconds(ahead, &event, context.now)?;
    let moment = Moment {
        at: context.now,
        role: context.role,
    };
    ahead.take(&event, moment)?;
    events.push(event);
    Ok(())
}

/// What was held for the other is taken back within seconds. Asked of who decides now: the fold knows no clock.
fn within_seconds(plan: &Plan, event: &Event, now: DateTime<Utc>) -> Result<(), Refusal> {
    let Event::ConfirmationTakenBack { agreement, .. } = event else {
        return Ok(());
    };
    let held = plan
        .agreements
        .get(agreement)
        .and_then(|agreement| agreement.held);
    let is_soon = held.is_none_or(|held| now.signed_duration_since(held.at).abs() <= TAKE_BACK);
    if is_soon {
        Ok(())
    } else {
        Err(Refusal::PastThat(Thing::Agreement))
    }
}

/// The team's policy binds who decides now; what was given under an earlier policy stands.
///
/// `just_granted` is what earlier parts of the same command give: the team's budget does not know of it yet.
fn within_policy(
    plan: &Plan,
    event: &Event,
    context: &Context<'_>,
    just_granted: Cents,
) -> Result<(), Refusal> {
    let (kind, amount) = match event {
        Event::RewardPromised { amount, .. } => (None, *amount),
        Event::VoucherGranted { kind, amount, .. } => (Some(kind), *amount),
        _ => return Ok(()),
    };
    let policy = context.policy.ok_or(Refusal::NotYours)?;
    let rewards = plan.rewards();
    match kind {
        None => free_to_give(policy.compensation, amount, policy)?,
        Some(VoucherKind::Appreciation {}) => free_to_give(policy.appreciation, amount, policy)?,
        // What was promised is kept, also under a later policy; `rules::check` asks whether there is such a promise.
        Some(VoucherKind::Compensation { promise }) => {
            if let Some(rewards) = rewards {
                keeps_promise(rewards, *promise, amount)?;
            }
        }
    }
    if let Event::VoucherGranted { valid_until, .. } = event
        && *valid_until < context.today
    {
        return Err(Refusal::Lapsed);
    }
    let granted = rewards.map_or_else(Default::default, |rewards| {
        rewards.granted_in(context.today.year())
    });
    if granted.plus(amount) > policy.yearly_max {
        return Err(Refusal::YearlyMaximum);
    }
    if just_granted.plus(amount) > policy.budget_left {
        return Err(Refusal::BudgetSpent);
    }
    Ok(())
}

/// What is free to give is of a kind and an amount that the policy has.
fn free_to_give(has_kind: bool, amount: Cents, policy: &Policy) -> Result<(), Refusal> {
    if !has_kind {
        Err(Refusal::KindOutsidePolicy)
    } else if amount < policy.min || amount > policy.max {
        Err(Refusal::AmountOutsidePolicy)
    } else {
        Ok(())
    }
}

/// A promise is kept once, with the amount that was promised. Decided here and not when folding: of two colleagues who both
/// kept it without a network, neither takes anything back from the resident.
fn keeps_promise(rewards: &Rewards, promise: PromiseId, amount: Cents) -> Result<(), Refusal> {
    if rewards.is_kept(promise) {
        return Err(Refusal::PastThat(Thing::Promise));
    }
    match rewards.promises.get(&promise) {
        Some(promise) if promise.amount != amount => Err(Refusal::AmountNotPromised),
        _ => Ok(()),
    }
}

fn granted_in(events: &[Event]) -> Cents {
    events.iter().fold(Cents(0), |sum, event| match event {
        Event::VoucherGranted { amount, .. } => sum.plus(*amount),
        _ => sum,
    })
}
