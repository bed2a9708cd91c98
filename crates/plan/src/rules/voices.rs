//! R1: who may say what.

use super::Refusal;
use crate::event::{Event, Role};
use crate::plan::Plan;
use crate::values::Confirmation;

/// R1. What is the resident's, what is the caseworker's, and what either may say.
pub(super) fn may_say(plan: &Plan, event: &Event, role: Role) -> Result<(), Refusal> {
    let allowed = match event {
        Event::Proposed { .. }
        | Event::ViewRecorded { .. }
        | Event::HelpAnswered { .. }
        | Event::RewardsAnnounced {}
        | Event::RewardPromised { .. }
        | Event::VoucherGranted { .. }
        | Event::VoucherCodeReplaced { .. }
        | Event::VoucherHandedOver { .. }
        | Event::VoucherWithdrawn { .. } => role == Role::Caseworker,
        Event::AgreementDrafted { .. }
        | Event::ReviewStarted { .. }
        | Event::ReviewPartFinished { .. }
        | Event::ReviewNoted { .. }
        | Event::ReviewClosed { .. } => true,
        Event::AgreementConfirmed { by, how, .. } => {
            *by == role || (*how == Confirmation::SharedScreen && may_stand_for_other(plan, role))
        }
        // By the device on which it was held. What somebody said on their own device stands.
        Event::ConfirmationTakenBack { by, .. } => *by != role,
        Event::ProposalAnswered { how, .. } => role == Role::Resident || *how == Confirmation::SharedScreen,
        Event::NameGiven { .. }
        | Event::PositionMarked { .. }
        | Event::UrgencyChosen { .. }
        | Event::LinkDrawn { .. }
        | Event::LinkRemoved { .. }
        | Event::GoalSet { .. }
        | Event::GoalReworded { .. }
        | Event::GoalReached { .. }
        | Event::GoalLetGo { .. }
        | Event::GoalReopened { .. }
        | Event::StepAdded { .. }
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
        | Event::MiniStepSplit { .. }
        | Event::MiniStepMoved { .. }
        | Event::HelpAsked { .. }
        | Event::MiniStepLetGo { .. }
        | Event::RestStarted { .. }
        | Event::RestEnded {}
        | Event::AppointmentMade { .. }
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
        | Event::VoucherUsed { .. } => role == Role::Resident,
    };
    if allowed { Ok(()) } else { Err(Refusal::NotYours) }
}

/// Whether the gesture on this role's device may stand for the other's yes. On a caseworker's device the resident sits beside
/// it. On the resident's own phone the caseworker may, as long as the plan is not linked: from then on their yes comes from
/// their own device, or residents alone could agree with themselves.
pub fn may_stand_for_other(plan: &Plan, role: Role) -> bool {
    match role {
        Role::Caseworker => true,
        Role::Resident => plan.pairing.is_none(),
    }
}

/// What a proposal may hold: only what the resident says and a caseworker does not, and so no proposal within a
/// proposal. Not what nobody says for another: an answer, a confirmation, what is shared, and what no caseworker sees, such
/// as rest and reminders (R8). And no voucher: a proposal lies on the resident's device before rewards are announced (R2).
pub(super) fn may_propose(event: &Event) -> Result<(), Refusal> {
    match event {
        Event::NameGiven { .. }
        | Event::PositionMarked { .. }
        | Event::UrgencyChosen { .. }
        | Event::LinkDrawn { .. }
        | Event::LinkRemoved { .. }
        | Event::GoalSet { .. }
        | Event::GoalReworded { .. }
        | Event::GoalReached { .. }
        | Event::GoalLetGo { .. }
        | Event::GoalReopened { .. }
        | Event::StepAdded { .. }
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
        | Event::MiniStepSplit { .. }
        | Event::MiniStepMoved { .. }
        | Event::HelpAsked { .. }
        | Event::MiniStepLetGo { .. }
        | Event::AppointmentMade { .. }
        | Event::AppointmentChanged { .. }
        | Event::AppointmentRemoved { .. }
        | Event::AppointmentDeclined { .. } => Ok(()),
        Event::RestStarted { .. }
        | Event::RestEnded {}
        | Event::ReminderSet { .. }
        | Event::ReminderSnoozed { .. }
        | Event::QuietHoursSet { .. }
        | Event::SharingChosen { .. }
        | Event::Paired { .. }
        | Event::Unpaired {}
        | Event::EvaluationChosen { .. }
        | Event::Proposed { .. }
        | Event::ProposalAnswered { .. }
        | Event::ViewRecorded { .. }
        | Event::HelpAnswered { .. }
        | Event::AgreementDrafted { .. }
        | Event::AgreementConfirmed { .. }
        | Event::ConfirmationTakenBack { .. }
        | Event::ReviewStarted { .. }
        | Event::ReviewPartFinished { .. }
        | Event::ReviewNoted { .. }
        | Event::ReviewClosed { .. }
        | Event::RewardsAnnounced {}
        | Event::RewardPromised { .. }
        | Event::VoucherGranted { .. }
        | Event::VoucherCodeReplaced { .. }
        | Event::VoucherHandedOver { .. }
        | Event::VoucherWithdrawn { .. }
        | Event::VoucherUsed { .. } => Err(Refusal::NotYours),
    }
}
