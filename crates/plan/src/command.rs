//! Decides which events a command leads to.

use chrono::{DateTime, NaiveDate, Utc};

use crate::event::{Event, Role};
use crate::ids::MiniStepId;
use crate::plan::{Decision, Moment, Plan};
use crate::query;
use crate::refusal::Refusal;
use crate::reward::Policy;
use crate::values::Cents;

/// What somebody wants.
///
/// Most commands are the event itself, with nothing to derive: [`Command::Record`]. There is another variant only where the
/// plan decides something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Record this event.
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
    /// In whose name the events are recorded.
    pub role: Role,
    /// What the team may give; without it, nothing can be promised or granted.
    pub policy: Option<&'a Policy>,
}

/// The events that a command leads to. A command is done as a whole or not at all. One that was done already, with the same
/// ids, leads to no event.
///
/// # Errors
/// The rule, limit or policy that the command breaks.
pub fn decide(plan: &Plan, command: Command, context: &Context<'_>) -> Result<Vec<Event>, Refusal> {
    // A later part of a command may build on an earlier one, so each is applied to a copy of the plan.
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
    let Some(event) = ahead.unless_repeated(event, context.role) else {
        return Ok(());
    };
    let decision = Decision {
        now: context.now,
        today: context.today,
        policy: context.policy,
        just_granted: granted_by(events),
    };
    ahead.check_decision(&event, &decision)?;
    let moment = Moment {
        at: context.now,
        role: context.role,
    };
    ahead.try_apply(&event, moment)?;
    events.push(event);
    Ok(())
}

fn granted_by(events: &[Event]) -> Cents {
    events.iter().fold(Cents(0), |sum, event| {
        if let Event::VoucherGranted { amount, .. } = event {
            sum.plus(*amount)
        } else {
            sum
        }
    })
}
