//! R1: who may say what.

use super::Refusal;
use crate::event::{Event, Role};
use crate::values::Confirmation;

/// R1. What is the resident's, what is the caseworker's, and what either may say.
pub(super) fn may_say(event: &Event, role: Role) -> Result<(), Refusal> {
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
        Event::AgreementConfirmed { by, how, .. } => *by == role || *how == Confirmation::SharedScreen,
        Event::ProposalAnswered { how, .. } => role == Role::Resident || *how == Confirmation::SharedScreen,
        // Everything else is about the resident's life.
        _ => role == Role::Resident,
    };
    if allowed { Ok(()) } else { Err(Refusal::NotYours) }
}

/// What a proposal may hold: only what the resident says and a caseworker does not, and so no proposal within a
/// proposal. Not what nobody says for another: an answer, a confirmation, what is shared, and what no caseworker sees, such
/// as rest and reminders (R8). And no voucher: a proposal lies on the resident's device before rewards are announced (R2).
pub(super) fn may_propose(event: &Event) -> Result<(), Refusal> {
    let is_residents = may_say(event, Role::Resident).is_ok() && may_say(event, Role::Caseworker).is_err();
    match event {
        Event::ProposalAnswered { .. }
        | Event::AgreementConfirmed { .. }
        | Event::SharingChosen { .. }
        | Event::Paired { .. }
        | Event::Unpaired {}
        | Event::RestStarted { .. }
        | Event::RestEnded {}
        | Event::ReminderSet { .. }
        | Event::ReminderSnoozed { .. }
        | Event::QuietHoursSet { .. }
        | Event::EvaluationChosen { .. }
        | Event::VoucherUsed { .. } => Err(Refusal::NotYours),
        _ if is_residents => Ok(()),
        _ => Err(Refusal::NotYours),
    }
}
