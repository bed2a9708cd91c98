//! What happens in a team, as it is written down.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::policy::TeamPolicy;
use crate::ids::{AuthorId, VoucherId};
use crate::reward::{Symbology, VoucherCode, VoucherKind};
use crate::values::{Cents, Skill};

/// What a caseworker's pairing code offers to the resident's phone, sealed in a mailbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// The team's name.
    pub team: String,
    /// Who made the code; may be empty.
    pub caseworker: String,
}

/// What the resident's phone answers. Holds a secret: it is written to be sealed and for nothing else.
#[derive(Serialize, Deserialize)]
pub struct Answer {
    /// The shared key, in hexadecimal digits.
    pub key: String,
    /// What the resident wants to be called; may be empty.
    pub name: String,
}

/// What happened in a team. `case` is the id of the resident's log, `key` the shared key that pairing handed over, both in
/// hexadecimal digits. `by` and `name` are what a colleague is called.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "fields carry the glossary's names; the variants are documented"
)]
pub enum TeamEvent {
    /// A resident linked their plan, by a code that `by` made: their first caseworker.
    CaseOpened {
        case: String,
        key: String,
        name: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        by: String,
    },
    /// A label of the team's own, beside the name.
    CaseLabelled { case: String, label: String },
    /// A colleague takes over.
    CaseTaken { case: String, by: String },
    /// The work together ended; it can be opened again.
    CaseClosed { case: String },
    /// It goes on.
    CaseReopened { case: String },
    /// The resident stopped sharing: nothing of them is kept.
    CaseForgotten { case: String },

    /// Somebody works here, on this device or another.
    ColleagueJoined { name: String },
    /// Somebody works here no more. What they did stays.
    ColleagueLeft { name: String },

    /// What the team may give from now on.
    PolicySet { policy: TeamPolicy },
    /// Codes for the stock, all of one kind.
    CodesLoaded {
        codes: Vec<String>,
        symbology: Symbology,
        shop_line: String,
        amount: Cents,
        valid_until: NaiveDate,
    },
    /// Codes that turned out wrong leave the stock. One that a voucher has stays with it.
    CodesRemoved { codes: Vec<String> },

    /// The ledger: this voucher has this code. Written before the resident's log gets the voucher, and beside it.
    VoucherIssued {
        voucher: VoucherId,
        case: String,
        code: VoucherCode,
        amount: Cents,
        kind: VoucherKind,
        skill: Skill,
        by: String,
        day: NaiveDate,
        valid_until: NaiveDate,
    },
    /// The voucher keeps its place in the ledger, with another code.
    VoucherCodeChanged { voucher: VoucherId, code: VoucherCode },
    /// The voucher was withdrawn: it counts no more. `unseen`: no resident ever got it, so its code is free again.
    VoucherVoided {
        voucher: VoucherId,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        unseen: bool,
    },
}

/// One event of a team's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamEntry {
    /// The version of this form: 1.
    pub v: u8,
    /// As a plan's entry has it.
    pub lamport: u64,
    /// The author's clock, for people to read.
    pub at: DateTime<Utc>,
    /// The device.
    pub author: AuthorId,
    /// What happened.
    pub event: TeamEvent,
}

impl TeamEntry {
    /// The version of the written form.
    pub const VERSION: u8 = 1;
}
