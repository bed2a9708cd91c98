//! The same once more. A form chooses the id of what it makes when it opens, so that a request whose answer was lost can be
//! made again: it means the same thing, and not a second one.

use super::voices::may_say;
use crate::event::{Event, Role};
use crate::plan::{MiniStepState, Plan};
use crate::reward::{Promise, Voucher};

/// What is new in an event. `None` when it says what the plan says already; when it makes something that is there with
/// other words, the event that changes those words: the last word holds. What is there and cannot change so stays as it
/// is, and [`super::check`] refuses the event.
#[expect(clippy::too_many_lines, reason = "one short arm for each kind of event")]
pub(crate) fn what_is_new(plan: &Plan, event: Event, role: Role) -> Option<Event> {
    if may_say(plan, &event, role).is_err() {
        return Some(event);
    }
    let is_said = match &event {
        Event::GoalSet { goal, domain, wish } => match plan.goal(*goal).filter(|it| it.domain == *domain) {
            Some(it) if it.wish != *wish => {
                let (goal, wish) = (*goal, wish.clone());
                return Some(Event::GoalReworded { goal, wish });
            }
            it => it.is_some(),
        },
        Event::StepAdded { step, goal, title } => {
            match plan.steps.get(step).filter(|it| it.goal == *goal && !it.removed) {
                Some(it) if it.title != *title => {
                    let (step, title) = (*step, title.clone());
                    return Some(Event::StepReworded { step, title });
                }
                it => it.is_some(),
            }
        }
        Event::MiniStepAdded {
            mini_step,
            step,
            title,
            fits_in_a_day: true,
        } => match plan.mini_steps.get(mini_step).filter(|it| it.step == *step) {
            Some(it) if it.title != *title => {
                let (mini_step, title) = (*mini_step, title.clone());
                return Some(Event::MiniStepReworded { mini_step, title });
            }
            it => it.is_some(),
        },
        Event::AppointmentMade { appointment, details } => match plan.appointments.get(appointment) {
            Some(it) if it.details != *details => {
                let (appointment, details) = (*appointment, details.clone());
                return Some(Event::AppointmentChanged { appointment, details });
            }
            it => it.is_some(),
        },
        Event::LinkDrawn {
            link,
            from,
            to,
            effect,
            note,
        } => plan
            .links
            .get(link)
            .is_some_and(|it| (&it.from, &it.to, &it.effect, &it.note) == (from, to, effect, note)),
        Event::MiniStepSplit { mini_step, into } => {
            let is_part = |part: &crate::event::Part| {
                let known = plan.mini_steps.get(&part.mini_step);
                known.is_some_and(|it| it.title == part.title)
            };
            let split = plan.mini_steps.get(mini_step);
            split.is_some_and(|it| {
                it.state == MiniStepState::Split
                    && it.parts.iter().eq(into.iter().map(|part| &part.mini_step))
                    && into.iter().all(is_part)
            })
        }
        Event::Proposed { proposal, events } => {
            let known = plan.proposals.get(proposal);
            known.is_some_and(|it| it.events == *events)
        }
        Event::AgreementDrafted { agreement, actions } => {
            let known = plan.agreements.get(agreement);
            known.is_some_and(|it| it.actions == *actions)
        }
        Event::ReviewNoted { review, part, note } => {
            let known = plan.reviews.get(review).filter(|it| !it.closed);
            let said = (*part, role, note.clone());
            known.is_some_and(|it| it.notes.contains(&said))
        }
        Event::PositionMarked {
            domain,
            level,
            sentence,
            content,
            day,
            note,
            talk,
        } => plan.position(domain).is_some_and(|it| {
            (&it.sentence, &it.content, &it.note) == (sentence, content, note)
                && (it.level, it.day, it.talk) == (*level, *day, *talk)
        }),
        Event::ReviewStarted { review, day } => {
            let known = plan.reviews.get(review);
            known.is_some_and(|it| it.day == *day && !it.closed)
        }
        Event::RewardPromised {
            promise,
            actions,
            amount,
        } => plan
            .rewards()
            .and_then(|rewards| rewards.promises.get(promise))
            .is_some_and(|it: &Promise| (&it.actions, &it.amount) == (actions, amount)),
        // The code may be another: of a stock, one is drawn for each request.
        Event::VoucherGranted {
            voucher,
            kind,
            amount,
            reason,
            ..
        } => plan
            .rewards()
            .and_then(|rewards| rewards.vouchers.get(voucher))
            .is_some_and(|it: &Voucher| (&it.kind, &it.amount, &it.reason) == (kind, amount, reason)),
        // These make nothing: said again, they are done again, or refused.
        Event::NameGiven { .. }
        | Event::UrgencyChosen { .. }
        | Event::LinkRemoved { .. }
        | Event::GoalReworded { .. }
        | Event::GoalReached { .. }
        | Event::GoalLetGo { .. }
        | Event::GoalReopened { .. }
        | Event::StepReworded { .. }
        | Event::StepRemoved { .. }
        | Event::StepsOrdered { .. }
        | Event::MiniStepAdded { .. }
        | Event::MiniStepReworded { .. }
        | Event::MiniStepPlanned { .. }
        | Event::IfThenSet { .. }
        | Event::SupporterSet { .. }
        | Event::MiniStepsOrdered { .. }
        | Event::MiniStepBroughtForward { .. }
        | Event::MiniStepDone { .. }
        | Event::MiniStepReopened { .. }
        | Event::MiniStepMoved { .. }
        | Event::HelpAsked { .. }
        | Event::MiniStepLetGo { .. }
        | Event::RestStarted { .. }
        | Event::RestEnded {}
        | Event::AppointmentChanged { .. }
        | Event::AppointmentRemoved { .. }
        | Event::AppointmentDeclined { .. }
        | Event::ReminderSet { .. }
        | Event::ReminderSnoozed { .. }
        | Event::QuietHoursSet { .. }
        | Event::SharingChosen { .. }
        | Event::Paired { .. }
        | Event::Unpaired {}
        | Event::EvaluationChosen { .. }
        | Event::ProposalAnswered { .. }
        | Event::ViewRecorded { .. }
        | Event::HelpAnswered { .. }
        | Event::AgreementConfirmed { .. }
        | Event::ConfirmationTakenBack { .. }
        | Event::ReviewPartFinished { .. }
        | Event::ReviewClosed { .. }
        | Event::RewardsAnnounced {}
        | Event::VoucherCodeReplaced { .. }
        | Event::VoucherHandedOver { .. }
        | Event::VoucherWithdrawn { .. }
        | Event::VoucherUsed { .. } => false,
    };
    (!is_said).then_some(event)
}
