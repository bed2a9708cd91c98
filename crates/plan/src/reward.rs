//! Rewards: they do not exist before a caseworker announced them on an agreed plan (R2), and appreciation never
//! depends on success (R5).

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::ids::{PromiseId, VoucherId};
use crate::map::Map;
use crate::values::{Action, Cents, Skill};

/// The two kinds of appreciation in Alphen's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VoucherKind {
    /// *Compensatie*: for agreed actions that were done.
    Compensation {
        /// The promise that it keeps.
        promise: PromiseId,
    },
    /// *Waardering*: given freely.
    Appreciation {},
}

/// How a shop reads a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Symbology {
    /// A QR code.
    Qr,
    /// A Code 128 bar code.
    Code128,
    /// Text to type.
    Plain,
}

/// What the shop scans.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VoucherCode {
    /// The code, 1 to [`VoucherCode::MAX_LENGTH`] printable ASCII characters.
    pub text: String,
    /// How it is shown.
    pub symbology: Symbology,
    /// A line for the shop, such as "Scan als cadeaukaart".
    pub shop_line: String,
}

impl VoucherCode {
    /// The longest code that every symbology here can hold on a phone's screen.
    pub const MAX_LENGTH: usize = 64;

    /// Whether the text can be shown as a code at all.
    pub fn is_valid(&self) -> bool {
        !self.text.is_empty()
            && self.text.len() <= Self::MAX_LENGTH
            && self.text.bytes().all(|byte| (0x20..0x7f).contains(&byte))
    }
}

/// A reward promised for actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// The agreed actions.
    pub actions: Vec<Action>,
    /// In euro cents.
    pub amount: Cents,
}

/// Where a voucher stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VoucherState {
    /// Granted, not yet in the resident's hands.
    Granted,
    /// Handed over on that day.
    HandedOver(NaiveDate),
    /// Used on that day.
    Used(NaiveDate),
    /// Taken back, with the reason in plain words.
    Withdrawn(String),
}

/// Value in euro cents, with who gave it and for what (R6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voucher {
    /// *Compensatie* or *waardering*.
    pub kind: VoucherKind,
    /// In euro cents.
    pub amount: Cents,
    /// For what, in plain words.
    pub reason: String,
    /// The skill that it names.
    pub skill: Skill,
    /// From whom.
    pub from: String,
    /// What the shop scans.
    pub code: VoucherCode,
    /// The last day on which it can be used.
    pub valid_until: NaiveDate,
    /// When it was granted: the author's clock.
    pub granted: chrono::DateTime<chrono::Utc>,
    /// The local day on which it was granted.
    pub day: NaiveDate,
    /// Where it stands.
    pub state: VoucherState,
}

impl Voucher {
    /// Whether the last day has passed without its being used.
    pub fn lapsed(&self, today: NaiveDate) -> bool {
        self.valid_until < today && self.is_usable()
    }

    /// Whether it was neither used nor withdrawn.
    pub fn is_usable(&self) -> bool {
        matches!(self.state, VoucherState::Granted | VoucherState::HandedOver(_))
    }
}

/// All rewards on a plan. Exists only after they were announced.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rewards {
    /// What was promised for which actions.
    pub promises: Map<PromiseId, Promise>,
    /// What was granted.
    pub vouchers: Map<VoucherId, Voucher>,
}

impl Rewards {
    /// Whether a voucher was granted for a promise and not withdrawn.
    pub fn is_kept(&self, promise: PromiseId) -> bool {
        self.vouchers.values().any(|voucher| {
            voucher.kind == VoucherKind::Compensation { promise }
                && !matches!(voucher.state, VoucherState::Withdrawn(_))
        })
    }

    /// What was granted in a calendar year, by the local day, and not withdrawn.
    pub fn granted_in(&self, year: i32) -> Cents {
        self.vouchers
            .values()
            .filter(|voucher| {
                !matches!(voucher.state, VoucherState::Withdrawn(_)) && voucher.day.year() == year
            })
            .fold(Cents(0), |sum, voucher| sum.plus(voucher.amount))
    }
}

/// What a team may give today (R5). Checked when a caseworker decides, not when entries are folded: a later policy does
/// not undo what was given. Made by [`crate::team::Team::policy_now`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Whether a *compensatie* may be promised. One that was promised is kept.
    pub compensation: bool,
    /// Whether a *waardering* may be given.
    pub appreciation: bool,
    /// The smallest voucher.
    pub min: Cents,
    /// The largest voucher.
    pub max: Cents,
    /// The most for one resident in a calendar year.
    pub yearly_max: Cents,
    /// What the team has left of this year's budget.
    pub budget_left: Cents,
}
