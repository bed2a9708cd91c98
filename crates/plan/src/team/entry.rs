//! What happens in a team, in its written form.

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
    /// The caseworker who made the code; may be empty.
    pub caseworker: String,
}

/// What the resident's phone answers. It holds a secret, so it is serialized only to be sealed.
#[derive(Serialize, Deserialize)]
pub struct Answer {
    /// The shared key, in hexadecimal digits.
    pub key: String,
    /// What the resident wants to be called; may be empty.
    pub name: String,
}

/// What happened in a team. `case` is the id of the resident's log and `key` the shared key that pairing handed over, both in
/// hexadecimal digits. `by` and `name` are names of colleagues.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[expect(
    missing_docs,
    reason = "fields carry the glossary's names; the variants are documented"
)]
pub enum TeamEvent {
    /// A resident paired their plan with a code that `by` made, who becomes their first caseworker.
    CaseOpened {
        case: String,
        key: String,
        name: String,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        by: String,
    },
    /// The team gave the case a label of its own.
    CaseLabelled { case: String, label: String },
    /// A colleague took over.
    CaseTaken { case: String, by: String },
    /// The work together ended. The case can be opened again.
    CaseClosed { case: String },
    /// The case was opened again.
    CaseReopened { case: String },
    /// The resident stopped sharing: none of their data is kept.
    CaseForgotten { case: String },

    /// Somebody joined the team, on this device or another.
    ColleagueJoined { name: String },
    /// Somebody left the team. What they did stays.
    ColleagueLeft { name: String },

    /// What the team may give from now on.
    PolicySet { policy: TeamPolicy },
    /// Codes were added to the stock, all with the same amount and last day.
    CodesLoaded {
        codes: Vec<String>,
        symbology: Symbology,
        shop_line: String,
        amount: Cents,
        valid_until: NaiveDate,
    },
    /// Wrong codes were removed from the stock. A code that a voucher has stays with it.
    CodesRemoved { codes: Vec<String> },

    /// A voucher was issued with this code. It is recorded in the ledger before the voucher is recorded in the resident's log.
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
    /// A voucher got another code, and keeps its place in the ledger.
    VoucherCodeChanged { voucher: VoucherId, code: VoucherCode },
    /// A voucher was withdrawn, so it no longer counts. `unseen`: no resident ever got it, so its code is free again.
    VoucherVoided {
        voucher: VoucherId,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        unseen: bool,
    },
}

/// One event of a team's log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamEntry {
    /// The version of the written form: [`TeamEntry::VERSION`].
    pub v: u8,
    /// The logical clock, as in a plan's entry.
    pub lamport: u64,
    /// The author's wall clock, for people to read.
    pub at: DateTime<Utc>,
    /// Who wrote it: a random id for each start of the page.
    pub author: AuthorId,
    /// What happened.
    pub event: TeamEvent,
}

impl TeamEntry {
    /// The version of the written form.
    pub const VERSION: u8 = 1;
}
