//! The resident: what they are called, whom the plan is paired with, and what others may see (R8).

use super::Plan;
use super::authorization::AllowedRoles;
use super::repetition::Repetition;
use super::topics::{Topic, Topics};
use crate::event::ResidentEvent;
use crate::limits::{TITLE_MAX, require_content_id, require_length, require_title};
use crate::refusal::{Refusal, Thing};
use crate::values::SharingScope;

/// The pairing of the plan with a team (R8).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairing {
    /// Its number, which names the key that was handed over.
    pub number: u32,
    /// The team's name.
    pub team: String,
    /// The caseworker who made the code; may be empty.
    pub caseworker: String,
}

pub(super) fn allowed_roles(event: ResidentEvent<'_>) -> AllowedRoles {
    match event {
        ResidentEvent::NameGiven { .. } => AllowedRoles::RESIDENT_OR_PROPOSED,
        ResidentEvent::SharingChosen { .. }
        | ResidentEvent::Paired { .. }
        | ResidentEvent::Unpaired {}
        | ResidentEvent::DoctorGiven { .. }
        | ResidentEvent::EvaluationChosen { .. } => AllowedRoles::RESIDENT,
    }
}

pub(super) fn check(event: ResidentEvent<'_>) -> Result<(), Refusal> {
    match event {
        ResidentEvent::NameGiven { name } => require_title(name),
        ResidentEvent::DoctorGiven { number } => require_length(number, TITLE_MAX),
        ResidentEvent::SharingChosen { scope, shared: _ } => match scope {
            SharingScope::Pillar(pillar) => require_content_id(pillar.as_str(), Thing::Domain),
            SharingScope::Domain(domain) => require_content_id(domain.as_str(), Thing::Domain),
        },
        ResidentEvent::Paired {
            pairing: _,
            team,
            caseworker,
        } => {
            require_title(team)?;
            require_length(caseworker, TITLE_MAX)
        }
        ResidentEvent::Unpaired {} | ResidentEvent::EvaluationChosen { allowed: _ } => Ok(()),
    }
}

pub(super) fn repetition(event: ResidentEvent<'_>) -> Repetition {
    match event {
        ResidentEvent::NameGiven { .. }
        | ResidentEvent::SharingChosen { .. }
        | ResidentEvent::Paired { .. }
        | ResidentEvent::Unpaired {}
        | ResidentEvent::DoctorGiven { .. }
        | ResidentEvent::EvaluationChosen { .. } => Repetition::No,
    }
}

pub(super) fn apply(plan: &mut Plan, event: ResidentEvent<'_>) {
    match event {
        ResidentEvent::NameGiven { name } => plan.name.clone_from(name),
        ResidentEvent::SharingChosen { scope, shared } => {
            plan.sharing.insert(scope.clone(), *shared);
        }
        ResidentEvent::Paired {
            pairing,
            team,
            caseworker,
        } => {
            plan.pairings = plan.pairings.max(pairing.saturating_add(1));
            plan.pairing = Some(Pairing {
                number: *pairing,
                team: team.clone(),
                caseworker: caseworker.clone(),
            });
        }
        ResidentEvent::Unpaired {} => plan.pairing = None,
        ResidentEvent::DoctorGiven { number } => plan.doctor.clone_from(number),
        ResidentEvent::EvaluationChosen { allowed } => plan.evaluation = *allowed,
    }
}

pub(super) fn topic(topics: &Topics<'_>, event: ResidentEvent<'_>) -> Topic {
    match event {
        ResidentEvent::NameGiven { .. }
        | ResidentEvent::SharingChosen { .. }
        | ResidentEvent::EvaluationChosen { .. } => Topic::AlwaysShared,
        // A caseworker knows of the pairing that stands, because what was recorded during it and before it differs. Whom the
        // plan was paired with earlier is the resident's own.
        ResidentEvent::Paired { pairing, .. } => {
            let current = topics.plan.pairing.as_ref().map(|pairing| pairing.number);
            if current == Some(*pairing) {
                Topic::AlwaysShared
            } else {
                Topic::NeverShared
            }
        }
        ResidentEvent::Unpaired {} | ResidentEvent::DoctorGiven { .. } => Topic::NeverShared,
    }
}
