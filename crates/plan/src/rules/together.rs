//! What resident and caseworker do together: proposals, agreements, sessions, and the announcement (R2).

use super::rewards::check_reward;
use super::voices::may_propose;
use super::{Refusal, Thing};
use crate::event::{Event, Role};
use crate::ids::AgreementId;
use crate::limits::{
    require_absent, require_exists, require_list_length, require_note, require_state, require_word_id,
};
use crate::plan::Plan;
use crate::values::{Action, ReviewPart};

/// The events of a joint session, and rewards.
pub(super) fn check_together(plan: &Plan, event: &Event, role: Role) -> Result<(), Refusal> {
    match event {
        Event::Proposed { proposal, events } => {
            require_absent(!plan.proposals.contains_key(proposal), Thing::Proposal)?;
            require_list_length(events.len())?;
            events.iter().try_for_each(may_propose)
        }
        Event::ProposalAnswered { proposal, .. } => {
            let proposal = plan
                .proposals
                .get(proposal)
                .ok_or(Refusal::NotFound(Thing::Proposal))?;
            require_state(proposal.answer.is_none(), Thing::Proposal)
        }
        Event::ViewRecorded {
            domain, note: words, ..
        } => {
            require_word_id(domain.as_str(), Thing::Domain)?;
            require_note(words)
        }
        Event::AgreementDrafted { agreement, actions } => {
            require_absent(!plan.agreements.contains_key(agreement), Thing::Agreement)?;
            require_list_length(actions.len())?;
            actions.iter().try_for_each(|action| action_exists(plan, *action))
        }
        Event::AgreementConfirmed { agreement, by, .. } => {
            let agreement = plan
                .agreements
                .get(agreement)
                .ok_or(Refusal::NotFound(Thing::Agreement))?;
            let given = match by {
                Role::Resident => agreement.resident,
                Role::Caseworker => agreement.caseworker,
            };
            require_state(given.is_none(), Thing::Agreement)
        }
        Event::ConfirmationTakenBack { agreement: id, by } => {
            let agreement = plan
                .agreements
                .get(id)
                .ok_or(Refusal::NotFound(Thing::Agreement))?;
            let is_held = agreement.held.is_some_and(|held| held.of == *by);
            require_state(is_held && !is_built_on(plan, *id), Thing::Agreement)
        }
        Event::ReviewStarted { review, .. } => {
            require_absent(!plan.reviews.contains_key(review), Thing::Review)
        }
        Event::ReviewPartFinished { review, .. }
        | Event::ReviewNoted { review, .. }
        | Event::ReviewClosed { review } => {
            if let Event::ReviewNoted { note: words, .. } = event {
                require_note(words)?;
            }
            if let Event::ReviewPartFinished { part, .. } | Event::ReviewNoted { part, .. } = event {
                // Nothing names the sixth part before the fifth is agreed (R2).
                let is_open = *part != ReviewPart::Appreciate || has_agreed_action(plan);
                if !is_open {
                    return Err(Refusal::NothingAgreed);
                }
            }
            let review = plan.reviews.get(review).ok_or(Refusal::NotFound(Thing::Review))?;
            require_state(!review.closed, Thing::Review)
        }
        Event::RewardsAnnounced {} => {
            require_state(plan.rewards().is_none(), Thing::Promise)?;
            if has_agreed_action(plan) {
                Ok(())
            } else {
                Err(Refusal::NothingAgreed)
            }
        }
        _ => check_reward(plan, event, role),
    }
}

fn has_agreed_action(plan: &Plan) -> bool {
    plan.agreements
        .values()
        .any(|agreement| agreement.is_agreed() && !agreement.actions.is_empty())
}

/// Whether rewards rest on this agreement and on no other: promised for its actions, or announced at all (R2).
fn is_built_on(plan: &Plan, id: AgreementId) -> bool {
    let (Some(rewards), Some(agreement)) = (plan.rewards(), plan.agreements.get(&id)) else {
        return false;
    };
    let others = || {
        let others = plan.agreements.iter().filter(|(other, _)| **other != id);
        others.map(|(_, other)| other).filter(|other| other.is_agreed())
    };
    let stands = |action: &Action| others().any(|other| other.actions.contains(action));
    let mut promised = rewards.promises.values().flat_map(|promise| &promise.actions);
    others().next().is_none() || promised.any(|action| agreement.actions.contains(action) && !stands(action))
}

fn action_exists(plan: &Plan, action: Action) -> Result<(), Refusal> {
    match action {
        Action::Step(id) => require_exists(plan.steps.contains_key(&id), Thing::Step),
        Action::MiniStep(id) => require_exists(plan.mini_steps.contains_key(&id), Thing::MiniStep),
    }
}
