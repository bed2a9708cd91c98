//! What a caseworker proposes, and the resident's answer (R1). What is proposed is the resident's own events, so no rule
//! is written twice.

use chrono::{DateTime, Utc};

use super::authorization::AllowedRoles;
use super::repetition::Repetition;
use super::topics::{Topic, Topics};
use super::{Moment, Plan};
use crate::event::{Event, ProposalEvent, Role};
use crate::limits::{require_absent, require_list_length, require_state};
use crate::refusal::{Refusal, Thing};
use crate::values::Confirmation;

/// What a caseworker proposed, and the resident's answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The events that take effect once it is accepted.
    pub events: Vec<Event>,
    /// When it was made, by the author's clock.
    pub at: DateTime<Utc>,
    /// Its number in the one count of proposals, agreements and reviews.
    pub number: u32,
    /// Whether it was accepted, and how that was confirmed. `None` until answered.
    pub answer: Option<(bool, Confirmation)>,
}

pub(super) fn allowed_roles(event: ProposalEvent<'_>) -> AllowedRoles {
    match event {
        ProposalEvent::Proposed { .. } => AllowedRoles::CASEWORKER,
        // On a caseworker's device, only with the confirm gesture on a screen that both look at.
        ProposalEvent::ProposalAnswered { how, .. } => match how {
            Confirmation::OwnDevice => AllowedRoles::RESIDENT,
            Confirmation::SharedScreen => AllowedRoles::EITHER,
        },
    }
}

pub(super) fn check(plan: &Plan, event: ProposalEvent<'_>) -> Result<(), Refusal> {
    match event {
        ProposalEvent::Proposed { proposal, events } => {
            require_absent(!plan.proposals.contains_key(proposal), Thing::Proposal)?;
            require_list_length(events.len())?;
            events
                .iter()
                .try_for_each(|event| plan.allowed_roles_of(event).require_proposable())
        }
        ProposalEvent::ProposalAnswered {
            proposal,
            accepted: _,
            how: _,
        } => {
            let proposal = plan
                .proposals
                .get(proposal)
                .ok_or(Refusal::NotFound(Thing::Proposal))?;
            require_state(proposal.answer.is_none(), Thing::Proposal)
        }
    }
}

pub(super) fn repetition(plan: &Plan, event: ProposalEvent<'_>) -> Repetition {
    match event {
        ProposalEvent::Proposed { proposal, events } => {
            let known = plan.proposals.get(proposal);
            Repetition::same_if(known.is_some_and(|known| known.events == *events))
        }
        ProposalEvent::ProposalAnswered { .. } => Repetition::No,
    }
}

pub(super) fn apply(plan: &mut Plan, event: ProposalEvent<'_>, moment: Moment) {
    match event {
        ProposalEvent::Proposed { proposal, events } => {
            let new = Proposal {
                events: events.clone(),
                at: moment.at,
                number: plan.next_number(),
                answer: None,
            };
            plan.proposals.insert(*proposal, new);
        }
        ProposalEvent::ProposalAnswered {
            proposal,
            accepted,
            how,
        } => {
            let Some(proposal) = plan.proposals.get_mut(proposal) else {
                return;
            };
            proposal.answer = Some((*accepted, *how));
            if *accepted {
                let as_resident = Moment {
                    role: Role::Resident,
                    ..moment
                };
                for event in proposal.events.clone() {
                    // One that no longer makes sense has no effect; the others still count.
                    plan.try_apply(&event, as_resident).ok();
                }
            }
        }
    }
}

pub(super) fn topic(topics: &mut Topics<'_>, event: ProposalEvent<'_>) -> Topic {
    match event {
        ProposalEvent::Proposed { proposal, events } => {
            let topic = topics.of_events(events);
            topics.proposals.insert(*proposal, topic.clone());
            topic
        }
        // Accepting makes the proposal's events count, so the answer is about all that they are about.
        ProposalEvent::ProposalAnswered { proposal, .. } => {
            let plan = topics.plan;
            match plan.proposals.get(proposal) {
                Some(proposal) => topics.of_events(&proposal.events),
                None => topics
                    .proposals
                    .get(proposal)
                    .cloned()
                    .unwrap_or(Topic::NeverShared),
            }
        }
    }
}
