//! Rewards. They do not exist before a caseworker announces them on an agreed plan (R2), and appreciation never depends on
//! success (R5).

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::ids::{PromiseId, VoucherId};
use crate::values::{Action, Cents, Skill};

/// The two kinds of voucher, in the words of Alphen aan den Rijn.
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
    /// A Code 128 barcode.
    Code128,
    /// Text to type in.
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
    /// The longest code, in characters, that every symbology can show on a phone's screen.
    pub const MAX_LENGTH: usize = 64;

    /// Whether the text can be shown as a code.
    pub fn is_valid(&self) -> bool {
        !self.text.is_empty()
            && self.text.len() <= Self::MAX_LENGTH
            && self.text.bytes().all(|byte| (0x20..0x7f).contains(&byte))
    }
}

/// A reward that was promised for actions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promise {
    /// The agreed actions.
    pub actions: Vec<Action>,
    /// The amount.
    pub amount: Cents,
}

/// The state of a voucher.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum VoucherState {
    /// Granted, but not handed over yet.
    Granted,
    /// Handed over on that day.
    HandedOver(NaiveDate),
    /// Used on that day.
    Used(NaiveDate),
    /// Withdrawn, with the reason in plain words.
    Withdrawn(String),
}

/// A voucher, with who gave it and what for (R6).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voucher {
    /// *Compensatie* or *waardering*.
    pub kind: VoucherKind,
    /// The amount.
    pub amount: Cents,
    /// What it was given for, in plain words.
    pub reason: String,
    /// The skill that the feedback names.
    pub skill: Skill,
    /// Who gave it.
    pub from: String,
    /// What the shop scans.
    pub code: VoucherCode,
    /// The last day on which it can be used.
    pub valid_until: NaiveDate,
    /// When it was granted, by the author's clock.
    pub granted: chrono::DateTime<chrono::Utc>,
    /// The local day on which it was granted.
    pub day: NaiveDate,
    /// Its state.
    pub state: VoucherState,
}

impl Voucher {
    /// Whether its last day passed before it was used.
    pub fn lapsed(&self, today: NaiveDate) -> bool {
        self.valid_until < today && self.is_usable()
    }

    /// Whether it was neither used nor withdrawn.
    pub fn is_usable(&self) -> bool {
        matches!(self.state, VoucherState::Granted | VoucherState::HandedOver(_))
    }
}

/// All rewards on a plan. They exist only after the announcement (R2).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rewards {
    /// The promises.
    pub promises: BTreeMap<PromiseId, Promise>,
    /// The vouchers.
    pub vouchers: BTreeMap<VoucherId, Voucher>,
}

impl Rewards {
    /// Whether a voucher was granted for a promise and not withdrawn.
    pub fn is_kept(&self, promise: PromiseId) -> bool {
        self.vouchers.values().any(|voucher| {
            voucher.kind == VoucherKind::Compensation { promise }
                && !matches!(voucher.state, VoucherState::Withdrawn(_))
        })
    }

    /// What was granted in a calendar year (by the local day) and not withdrawn.
    pub fn granted_in(&self, year: i32) -> Cents {
        self.vouchers
            .values()
            .filter(|voucher| {
                !matches!(voucher.state, VoucherState::Withdrawn(_)) && voucher.day.year() == year
            })
            .fold(Cents(0), |sum, voucher| sum.plus(voucher.amount))
    }
}

/// What a team may give today (R5). It is checked when a caseworker decides and not when entries are folded, because a later
/// policy does not undo what was given. Made by [`crate::team::Team::policy_now`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// Whether a *compensatie* may be promised. A promise that was made is kept.
    pub compensation: bool,
    /// Whether a *waardering* may be given.
    pub appreciation: bool,
    /// The smallest amount of a voucher.
    pub min: Cents,
    /// The largest amount of a voucher.
    pub max: Cents,
    /// The most for one resident in a calendar year.
    pub yearly_max: Cents,
    /// What the team has left of this year's budget.
    pub budget_left: Cents,
}
