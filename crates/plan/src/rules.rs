//! The rules of the method. [`check`] is asked for every event, by `decide` before it is written and by `fold` before
//! it takes effect, so nothing leads past it: not another device, not an older version, not a forged entry.
//!
//! | rule | where |
//! |---|---|
//! | R1 the resident is at the wheel | `voices`: who may write which event |
//! | R2 the reward comes after the plan | `RewardsAnnounced` needs an agreed action on a goal; a promise needs agreed actions; the rest needs the announcement |
//! | R3 a mini-step fits in a day | `MiniStepAdded` without a yes is refused |
//! | R4 no blame | no event and no state counts a miss; "niet gelukt" is four events with equal standing |
//! | R5 appreciation apart from success | `VoucherGranted`: only a *compensatie* needs done actions |
//! | R6 success under the magnifying glass | `MiniStepDone` carries the skill; done things never leave the look-back |
//! | R7 one thing at a time | [`crate::query::next_mini_step`] and [`crate::query::open_mini_steps`] derive one and at most three |

use crate::event::{Event, Role};
use crate::plan::{GoalState, Plan};
use crate::values::ReminderTarget;

mod bounds;
mod mini_steps;
mod repeat;
mod rewards;
mod together;
mod voices;

pub use bounds::{require_note, require_title};
pub use voices::may_stand_for_other;

pub(crate) use repeat::what_is_new;

use bounds::{require_absent, require_exists, require_length, require_state, require_word_id};

/// The longest title, wish or name, in characters.
pub const TITLE_MAX: usize = 200;
/// The longest note, in characters.
pub const NOTE_MAX: usize = 10_000;
/// How long a confirmation that was held for the other can be taken back, in seconds. `decide` asks the clock; the fold, which
/// has none, asks whether anything was built on it.
pub const TAKE_BACK_SECONDS: i64 = 10;
/// The most parts of one split, events of one proposal, actions of one agreement.
pub const LIST_MAX: usize = 50;

/// A thing of the plan, as a message can name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the glossary's words")]
pub enum Thing {
    Domain,
    Link,
    Goal,
    Step,
    MiniStep,
    Appointment,
    Proposal,
    Agreement,
    Review,
    Promise,
    Voucher,
}

/// Why something cannot be done, or has no effect. Screens show a text by variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// R1: this is not for that role to say.
    #[error("this is not for that role to say")]
    NotYours,
    /// R2: no goal has agreed actions yet.
    #[error("no goal has agreed actions yet")]
    NothingAgreed,
    /// R2: nothing was announced.
    #[error("nothing was announced")]
    NotAnnounced,
    /// R2: an action was not agreed before.
    #[error("an action was not agreed before")]
    ActionNotAgreed,
    /// R3: it does not fit in a day: split it.
    #[error("it does not fit in a day: split it")]
    TooBigForADay,
    /// R5: a *compensatie* needs its actions done; a *waardering* does not.
    #[error("the promised actions are not done")]
    ActionsNotDone,
    /// A text is empty.
    #[error("a text is empty")]
    TextMissing,
    /// A text is too long.
    #[error("a text has {length} characters, {max} fit")]
    TextTooLong {
        /// Characters that fit.
        max: usize,
        /// Characters that it has.
        length: usize,
    },
    /// A list is empty or too long.
    #[error("a list is empty or too long")]
    ListLength,
    /// The thing is not there (any more).
    #[error("there is no such {0:?}")]
    NotFound(Thing),
    /// The thing is there already.
    #[error("there is such a {0:?} already")]
    Exists(Thing),
    /// It is not in a state for this: done already, let go, answered, used.
    #[error("{0:?} is past that")]
    PastThat(Thing),
    /// A link from a domain to itself.
    #[error("a link needs two domains")]
    SameDomain,
    /// A voucher's code has characters that no till can read, or is too long.
    #[error("a code has 1 to 64 plain characters")]
    BadCode,
    /// The amount is outside the policy.
    #[error("the amount is outside the policy")]
    AmountOutsidePolicy,
    /// The policy does not have this kind.
    #[error("the policy does not have this kind")]
    KindOutsidePolicy,
    /// A *compensatie* is worth what was promised.
    #[error("this is not what was promised")]
    AmountNotPromised,
    /// The last day is past.
    #[error("the last day is past")]
    Lapsed,
    /// The resident's maximum of the year would be passed.
    #[error("the resident's maximum of the year would be passed")]
    YearlyMaximum,
    /// The team's budget would be passed.
    #[error("the team's budget would be passed")]
    BudgetSpent,
    /// The entry's logical clock leaps so far ahead that no device can have counted there.
    #[error("the entry's clock is too far ahead")]
    ClockTooFarAhead,
}

/// Whether an event may take effect on this plan when it comes from that role.
#[expect(clippy::too_many_lines, reason = "one short arm for each kind of event")]
pub fn check(plan: &Plan, event: &Event, role: Role) -> Result<(), Refusal> {
    voices::may_say(plan, event, role)?;
    match event {
        Event::NameGiven { name } => require_title(name),
        Event::PositionMarked {
            domain,
            sentence,
            note: words,
            content,
            ..
        } => {
            require_word_id(domain.as_str(), Thing::Domain)?;
            require_title(content.as_str())?;
            require_title(sentence)?;
            require_note(words)
        }
        Event::UrgencyChosen { domain } => domain
            .as_ref()
            .map_or(Ok(()), |domain| require_word_id(domain.as_str(), Thing::Domain)),
        Event::LinkDrawn {
            link,
            from,
            to,
            note: words,
            ..
        } => {
            require_word_id(from.as_str(), Thing::Domain)?;
            require_word_id(to.as_str(), Thing::Domain)?;
            require_note(words)?;
            require_absent(!plan.links.contains_key(link), Thing::Link)?;
            if from == to {
                Err(Refusal::SameDomain)
            } else {
                Ok(())
            }
        }
        Event::LinkRemoved { link } => require_exists(plan.links.contains_key(link), Thing::Link),
        Event::GoalSet { goal, domain, wish } => {
            require_word_id(domain.as_str(), Thing::Domain)?;
            require_title(wish)?;
            require_absent(plan.goal(*goal).is_none(), Thing::Goal)
        }
        Event::GoalReworded { goal, wish } => {
            require_title(wish)?;
            require_exists(plan.goal(*goal).is_some(), Thing::Goal)
        }
        Event::GoalReached { goal, .. } | Event::GoalLetGo { goal } => {
            let goal = plan.goal(*goal).ok_or(Refusal::NotFound(Thing::Goal))?;
            require_state(goal.state == GoalState::Active, Thing::Goal)
        }
        Event::GoalReopened { goal } => {
            let goal = plan.goal(*goal).ok_or(Refusal::NotFound(Thing::Goal))?;
            require_state(goal.state != GoalState::Active, Thing::Goal)
        }
        Event::StepAdded {
            step,
            goal,
            title: words,
        } => {
            require_title(words)?;
            require_exists(plan.goal(*goal).is_some(), Thing::Goal)?;
            require_absent(!plan.steps.contains_key(step), Thing::Step)
        }
        Event::StepReworded { step, title: words } => {
            require_title(words)?;
            require_exists(plan.steps.contains_key(step), Thing::Step)
        }
        Event::StepRemoved { step } => {
            let step = plan.steps.get(step).ok_or(Refusal::NotFound(Thing::Step))?;
            require_state(!step.removed, Thing::Step)
        }
        Event::StepsOrdered { goal, .. } => require_exists(plan.goal(*goal).is_some(), Thing::Goal),
        Event::MiniStepsOrdered { step, .. } => require_exists(plan.steps.contains_key(step), Thing::Step),
        Event::RestStarted { .. }
        | Event::RestEnded {}
        | Event::QuietHoursSet { .. }
        | Event::Unpaired {}
        | Event::EvaluationChosen { .. } => Ok(()),
        Event::Paired { team, caseworker, .. } => {
            require_title(team).and_then(|()| require_length(caseworker, TITLE_MAX))
        }
        Event::SharingChosen { scope, .. } => match scope {
            crate::values::SharingScope::Pillar(pillar) => require_word_id(pillar.as_str(), Thing::Domain),
            crate::values::SharingScope::Domain(domain) => require_word_id(domain.as_str(), Thing::Domain),
        },
        Event::AppointmentMade { appointment, details } => {
            appointment_texts(details)?;
            require_absent(!plan.appointments.contains_key(appointment), Thing::Appointment)
        }
        Event::AppointmentChanged { appointment, details } => {
            appointment_texts(details)?;
            require_exists(plan.appointments.contains_key(appointment), Thing::Appointment)
        }
        Event::AppointmentRemoved { appointment } | Event::AppointmentDeclined { appointment, .. } => {
            require_exists(plan.appointments.contains_key(appointment), Thing::Appointment)
        }
        Event::ReminderSet { target, reminder } => {
            if let Some(reminder) = reminder {
                require_title(&reminder.zone)?;
                require_length(&reminder.words, TITLE_MAX)?;
            }
            target_exists(plan, target)
        }
        Event::ReminderSnoozed { target, .. } => target_exists(plan, target),
        _ => mini_steps::check_mini_step(plan, event)
            .unwrap_or_else(|| together::check_together(plan, event, role)),
    }
}

fn target_exists(plan: &Plan, target: &ReminderTarget) -> Result<(), Refusal> {
    match target {
        ReminderTarget::MiniStep(id) => require_exists(plan.mini_steps.contains_key(id), Thing::MiniStep),
        ReminderTarget::Appointment(id) => {
            require_exists(plan.appointments.contains_key(id), Thing::Appointment)
        }
    }
}

fn appointment_texts(details: &crate::values::AppointmentDetails) -> Result<(), Refusal> {
    require_title(&details.with)?;
    require_length(&details.place, TITLE_MAX)?;
    require_note(&details.bring)
}
