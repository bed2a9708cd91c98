//! Actions that both confirm. Rewards depend on them (R2).

use chrono::{DateTime, TimeDelta, Utc};

use super::authorization::{AllowedRoles, may_stand_for_other};
use super::repetition::Repetition;
use super::topics::{Topic, Topics};
use super::{Moment, Plan};
use crate::event::{AgreementEvent, Role};
use crate::ids::AgreementId;
use crate::limits::{TAKE_BACK_SECONDS, require_absent, require_exists, require_list_length, require_state};
use crate::refusal::{Refusal, Thing};
use crate::values::{Action, Confirmation};

/// How long a confirmation on the other person's device can be taken back, with a margin for a slow disk.
const TAKE_BACK: TimeDelta = TimeDelta::seconds(TAKE_BACK_SECONDS + 2);

/// Actions that both may confirm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agreement {
    /// The actions.
    pub actions: Vec<Action>,
    /// When it was drafted, by the author's clock.
    pub at: DateTime<Utc>,
    /// Its number in the one count of proposals, agreements and reviews.
    pub number: u32,
    /// The resident's confirmation.
    pub resident: Option<Confirmation>,
    /// The caseworker's confirmation.
    pub caseworker: Option<Confirmation>,
    /// The last confirmation that was given on the other person's device.
    pub on_other_device: Option<OtherDeviceConfirmation>,
}

/// A confirmation that was given, by holding a button, on the other person's device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OtherDeviceConfirmation {
    /// Whose confirmation it is.
    pub whose: Role,
    /// When it was given, by the author's clock.
    pub at: DateTime<Utc>,
}

impl Agreement {
    /// Whether both confirmed.
    pub fn is_agreed(&self) -> bool {
        self.resident.is_some() && self.caseworker.is_some()
    }

    fn confirmation_of(&mut self, role: Role) -> &mut Option<Confirmation> {
        match role {
            Role::Resident => &mut self.resident,
            Role::Caseworker => &mut self.caseworker,
        }
    }
}

pub(super) fn allowed_roles(plan: &Plan, event: AgreementEvent<'_>) -> AllowedRoles {
    match event {
        AgreementEvent::AgreementDrafted { .. } => AllowedRoles::EITHER,
        AgreementEvent::AgreementConfirmed { by, how, .. } => {
            let may =
                |role| *by == role || (*how == Confirmation::SharedScreen && may_stand_for_other(plan, role));
            AllowedRoles {
                resident: may(Role::Resident),
                caseworker: may(Role::Caseworker),
                is_proposable: false,
            }
        }
        // Only the device that it was given on. A confirmation on one's own device cannot be taken back.
        AgreementEvent::ConfirmationTakenBack { by, .. } => match by {
            Role::Resident => AllowedRoles::CASEWORKER,
            Role::Caseworker => AllowedRoles::RESIDENT,
        },
    }
}

pub(super) fn check(plan: &Plan, event: AgreementEvent<'_>) -> Result<(), Refusal> {
    let agreement_with =
        |id: &AgreementId| plan.agreements.get(id).ok_or(Refusal::NotFound(Thing::Agreement));
    match event {
        AgreementEvent::AgreementDrafted { agreement, actions } => {
            require_absent(!plan.agreements.contains_key(agreement), Thing::Agreement)?;
            require_list_length(actions.len())?;
            actions
                .iter()
                .try_for_each(|action| require_action(plan, *action))
        }
        AgreementEvent::AgreementConfirmed {
            agreement,
            by,
            how: _,
        } => {
            let agreement = agreement_with(agreement)?;
            let confirmation = match by {
                Role::Resident => agreement.resident,
                Role::Caseworker => agreement.caseworker,
            };
            require_state(confirmation.is_none(), Thing::Agreement)
        }
        AgreementEvent::ConfirmationTakenBack { agreement: id, by } => {
            let is_held = agreement_with(id)?
                .on_other_device
                .is_some_and(|held| held.whose == *by);
            require_state(is_held && !is_built_on(plan, *id), Thing::Agreement)
        }
    }
}

/// Checks made only when deciding: a confirmation can be taken back for a few seconds. `fold` has no clock.
pub(super) fn check_decision(
    plan: &Plan,
    event: AgreementEvent<'_>,
    now: DateTime<Utc>,
) -> Result<(), Refusal> {
    match event {
        AgreementEvent::AgreementDrafted { .. } | AgreementEvent::AgreementConfirmed { .. } => Ok(()),
        AgreementEvent::ConfirmationTakenBack { agreement, by: _ } => {
            let last = plan
                .agreements
                .get(agreement)
                .and_then(|agreement| agreement.on_other_device);
            let is_soon = last.is_none_or(|held| now.signed_duration_since(held.at).abs() <= TAKE_BACK);
            require_state(is_soon, Thing::Agreement)
        }
    }
}

/// Whether rewards depend on this agreement alone: promises for its actions, or the announcement itself (R2).
fn is_built_on(plan: &Plan, id: AgreementId) -> bool {
    let (Some(rewards), Some(agreement)) = (plan.rewards(), plan.agreements.get(&id)) else {
        return false;
    };
    let others = || {
        let others = plan.agreements.iter().filter(|(other, _)| **other != id);
        others.map(|(_, other)| other).filter(|other| other.is_agreed())
    };
    let is_agreed_elsewhere = |action: &Action| others().any(|other| other.actions.contains(action));
    let mut promised = rewards.promises.values().flat_map(|promise| &promise.actions);
    others().next().is_none()
        || promised.any(|action| agreement.actions.contains(action) && !is_agreed_elsewhere(action))
}

fn require_action(plan: &Plan, action: Action) -> Result<(), Refusal> {
    match action {
        Action::Step(id) => require_exists(plan.steps.contains_key(&id), Thing::Step),
        Action::MiniStep(id) => require_exists(plan.mini_steps.contains_key(&id), Thing::MiniStep),
    }
}

pub(super) fn repetition(plan: &Plan, event: AgreementEvent<'_>) -> Repetition {
    match event {
        AgreementEvent::AgreementDrafted { agreement, actions } => {
            let known = plan.agreements.get(agreement);
            Repetition::same_if(known.is_some_and(|known| known.actions == *actions))
        }
        AgreementEvent::AgreementConfirmed { .. } | AgreementEvent::ConfirmationTakenBack { .. } => {
            Repetition::No
        }
    }
}

pub(super) fn apply(plan: &mut Plan, event: AgreementEvent<'_>, moment: Moment) {
    match event {
        AgreementEvent::AgreementDrafted { agreement, actions } => {
            let new = Agreement {
                actions: actions.clone(),
                at: moment.at,
                number: plan.next_number(),
                resident: None,
                caseworker: None,
                on_other_device: None,
            };
            plan.agreements.insert(*agreement, new);
        }
        AgreementEvent::AgreementConfirmed { agreement, by, how } => {
            if let Some(agreement) = plan.agreements.get_mut(agreement) {
                *agreement.confirmation_of(*by) = Some(*how);
                if *by != moment.role {
                    agreement.on_other_device = Some(OtherDeviceConfirmation {
                        whose: *by,
                        at: moment.at,
                    });
                }
            }
        }
        AgreementEvent::ConfirmationTakenBack { agreement, by } => {
            if let Some(agreement) = plan.agreements.get_mut(agreement) {
                *agreement.confirmation_of(*by) = None;
                agreement.on_other_device = None;
            }
        }
    }
}

pub(super) fn topic(topics: &mut Topics<'_>, event: AgreementEvent<'_>) -> Topic {
    match event {
        AgreementEvent::AgreementDrafted { agreement, actions } => {
            let topic = topics.of_actions(actions);
            topics.agreements.insert(*agreement, topic.clone());
            topic
        }
        AgreementEvent::AgreementConfirmed { agreement, .. }
        | AgreementEvent::ConfirmationTakenBack { agreement, .. } => {
            match topics.plan.agreements.get(agreement) {
                Some(agreement) => topics.of_actions(&agreement.actions),
                None => topics
                    .agreements
                    .get(agreement)
                    .cloned()
                    .unwrap_or(Topic::NeverShared),
            }
        }
    }
}
