//! What a team may give (R5).

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::Team;
use crate::reward::Policy;
use crate::values::Cents;

/// What a team may give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamPolicy {
    /// Whether a *compensatie* may be promised.
    pub compensation: bool,
    /// Whether a *waardering* may be given.
    pub appreciation: bool,
    /// The smallest amount of a voucher.
    pub min: Cents,
    /// The largest amount of a voucher.
    pub max: Cents,
    /// The most for one resident in a calendar year.
    pub yearly_max: Cents,
    /// The most for all residents together in a calendar year. `None` is no budget.
    pub budget: Option<Cents>,
    /// For how many days a new voucher is valid, unless its code says otherwise.
    pub valid_days: u16,
}

/// Why the numbers of a policy contradict each other. Screens have a text for each variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// The smallest amount is above the largest.
    #[error("the smallest amount ({min}) is above the largest ({max})")]
    MinAboveMax {
        /// The smallest amount.
        min: Cents,
        /// The largest amount.
        max: Cents,
    },
    /// The smallest amount is zero.
    #[error("the smallest amount is zero")]
    Nothing,
    /// The maximum for a year is below the smallest amount, so that nothing could be given.
    #[error("the maximum of a year ({yearly_max}) is below the smallest amount ({min})")]
    YearBelowMin {
        /// The maximum for a year.
        yearly_max: Cents,
        /// The smallest amount.
        min: Cents,
    },
    /// Neither kind may be given.
    #[error("neither kind may be given")]
    NoKind,
    /// A voucher would never be valid, or for longer than ten years.
    #[error("a voucher is valid for 1 to {} days", TeamPolicy::VALID_DAYS_MAX)]
    ValidDays,
}

impl TeamPolicy {
    /// The most days that a voucher may be valid: ten years.
    pub const VALID_DAYS_MAX: u16 = 3_653;

    /// The policy, if its numbers do not contradict each other.
    ///
    /// # Errors
    /// The first contradiction.
    pub fn checked(self) -> Result<Self, PolicyError> {
        let (min, max, yearly_max) = (self.min, self.max, self.yearly_max);
        if !self.compensation && !self.appreciation {
            Err(PolicyError::NoKind)
        } else if min == Cents(0) {
            Err(PolicyError::Nothing)
        } else if min > max {
            Err(PolicyError::MinAboveMax { min, max })
        } else if yearly_max < min {
            Err(PolicyError::YearBelowMin { yearly_max, min })
        } else if self.valid_days == 0 || self.valid_days > Self::VALID_DAYS_MAX {
            Err(PolicyError::ValidDays)
        } else {
            Ok(self)
        }
    }

    /// The last day of a voucher that is granted today.
    pub fn valid_until(&self, today: NaiveDate) -> NaiveDate {
        today
            .checked_add_days(Days::new(self.valid_days.into()))
            .unwrap_or(NaiveDate::MAX)
    }
}

impl Default for TeamPolicy {
    /// 20 to 60 euro, as in Alphen aan den Rijn, and half a year to use it.
    fn default() -> Self {
        Self {
            compensation: true,
            appreciation: true,
            min: Cents(2_000),
            max: Cents(6_000),
            yearly_max: Cents(36_000),
            budget: None,
            valid_days: 183,
        }
    }
}

impl Team {
    /// What may be given today: the policy, with what is left of the budget by the ledger.
    pub fn policy_now(&self, today: NaiveDate) -> Policy {
        let TeamPolicy {
            compensation,
            appreciation,
            min,
            max,
            yearly_max,
            ..
        } = self.policy;
        Policy {
            compensation,
            appreciation,
            min,
            max,
            yearly_max,
            budget_left: self.budget_left(today.year()).unwrap_or(Cents(u32::MAX)),
        }
    }

    /// What is left of a calendar year's budget, at least zero. `None` without a budget.
    pub fn budget_left(&self, year: i32) -> Option<Cents> {
        let budget = self.policy.budget?;
        Some(Cents(budget.0.saturating_sub(self.issued_in(year).0)))
    }
}
