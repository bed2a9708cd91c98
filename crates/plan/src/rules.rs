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

mod mini_steps;
mod repeat;
mod rewards;
mod together;
mod voices;

pub use crate::limits::{LIST_MAX, NOTE_MAX, TAKE_BACK_SECONDS, TITLE_MAX, require_note, require_title};
pub use crate::refusal::{Refusal, Thing};
pub use voices::may_stand_for_other;

pub(crate) use repeat::what_is_new;

use crate::limits::{require_absent, require_exists, require_length, require_state, require_word_id};

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
