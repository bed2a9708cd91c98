//! Who may record an event (R1: the resident is at the wheel).

use super::Plan;
use crate::event::Role;
use crate::refusal::Refusal;

/// Who may record an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct AllowedRoles {
    /// Whether the resident may.
    pub resident: bool,
    /// Whether a caseworker may.
    pub caseworker: bool,
    /// Whether a caseworker may propose it, so that it counts once the resident accepts.
    ///
    /// Only events that the resident may record and a caseworker may not can be proposed, so no proposal contains another. What nobody
    /// decides for somebody else cannot be proposed: an answer, a confirmation, what is shared, and what no caseworker sees,
    /// such as rest and reminders (R8). Nor can a voucher: a proposal is on the resident's device before rewards are announced
    /// (R2).
    pub is_proposable: bool,
}

impl AllowedRoles {
    /// The resident; a caseworker may propose it.
    pub const RESIDENT_OR_PROPOSED: Self = Self {
        resident: true,
        caseworker: false,
        is_proposable: true,
    };
    /// Only the resident.
    pub const RESIDENT: Self = Self {
        resident: true,
        caseworker: false,
        is_proposable: false,
    };
    /// Only a caseworker.
    pub const CASEWORKER: Self = Self {
        resident: false,
        caseworker: true,
        is_proposable: false,
    };
    /// Either of them.
    pub const EITHER: Self = Self {
        resident: true,
        caseworker: true,
        is_proposable: false,
    };

    pub fn require_role(self, role: Role) -> Result<(), Refusal> {
        let is_allowed = match role {
            Role::Resident => self.resident,
            Role::Caseworker => self.caseworker,
        };
        if is_allowed {
            Ok(())
        } else {
            Err(Refusal::NotYours)
        }
    }

    pub fn require_proposable(self) -> Result<(), Refusal> {
        if self.is_proposable {
            Ok(())
        } else {
            Err(Refusal::NotYours)
        }
    }
}

/// Whether the confirm gesture on this role's device may stand for the other person's confirmation.
///
/// On a caseworker's device it may: the resident sits beside it. On the resident's phone it may as long as the plan is not
/// paired. From then on a caseworker confirms on their own device, or else a resident could agree with themselves.
pub fn may_stand_for_other(plan: &Plan, role: Role) -> bool {
    match role {
        Role::Caseworker => true,
        Role::Resident => plan.pairing.is_none(),
    }
}
