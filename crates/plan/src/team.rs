//! The team's own log: whom the team works with, who cares for whom, what the team may give and what it gave. A fold like
//! the plan's, sealed under the team's key.
//!
//! | module | holds |
//! |---|---|
//! | [`entry`] | [`TeamEvent`] and [`TeamEntry`]: the written form |
//! | [`cases`] | [`Case`]: one resident, as the team knows them |
//! | [`policy`] | [`TeamPolicy`]: what the team may give |
//! | [`codes`] | the stock of codes: reading a pasted list, and when two codes are the same |
//! | [`ledger`] | what was issued: no code twice, the budget, the overview |
//!
//! Invariants, each with a property test in `tests/team/`: any order and any repetition gives the same team; no code is
//! held by two vouchers; the sums are equal on any device that has the same entries.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::fold::LEAP_MAX;
use crate::ids::{RecordId, VoucherId};
use crate::reward::VoucherCode;

pub mod cases;
pub mod codes;
pub mod entry;
pub mod ledger;
pub mod policy;

pub use cases::Case;
pub use entry::{Answer, Invitation, TeamEntry, TeamEvent};
pub use policy::{PolicyError, TeamPolicy};

use codes::{CodeKey, StockCode};
use ledger::{Holding, Issued, Place};

/// The team, by its log.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Team {
    /// The residents, by the id of each one's log.
    pub cases: BTreeMap<String, Case>,
    /// The colleagues by name, with the moment at which each joined: their device's clock.
    pub colleagues: BTreeMap<String, DateTime<Utc>>,
    /// What the team may give: the latest policy whose numbers can all hold.
    pub policy: TeamPolicy,
    /// What was issued, by voucher: withdrawn ones too.
    pub issued: BTreeMap<VoucherId, Issued>,
    /// The clock for the next entry.
    pub next_lamport: u64,
    stock: BTreeMap<CodeKey, StockCode>,
    holders: BTreeMap<CodeKey, BTreeSet<Holding>>,
    /// Codes that a voucher had and no longer has: somebody may have seen them, so nobody gets them again.
    spent: BTreeSet<CodeKey>,
}

/// Folds a team's entries, in any order and with any repetition.
pub fn fold(entries: impl IntoIterator<Item = (RecordId, TeamEntry)>) -> Team {
    let ordered: BTreeMap<_, _> = entries
        .into_iter()
        .map(|(record, entry)| ((entry.lamport, entry.author, record), entry))
        .collect();
    let mut team = Team {
        next_lamport: 1,
        ..Team::default()
    };
    let mut clock = 0_u64;
    for (place, entry) in ordered {
        // As in a resident's log: one entry at the end of the numbers would leave no order after it, for ever. It has no effect.
        if entry.lamport.saturating_sub(clock) > LEAP_MAX {
            continue;
        }
        clock = entry.lamport;
        team.next_lamport = clock.saturating_add(1);
        team.apply(place, entry);
    }
    team
}

impl Team {
    fn apply(&mut self, place: Place, entry: TeamEntry) {
        match entry.event {
            TeamEvent::CaseOpened { case, key, name, by } => {
                let known = self.cases.remove(&case);
                let opened = Case::opened(known, key, name, by, entry.at);
                self.cases.insert(case, opened);
            }
            TeamEvent::CaseLabelled { case, label } => self.with_case(&case, |case| case.label = label),
            TeamEvent::CaseTaken { case, by } => self.with_case(&case, |case| case.caseworker = by),
            TeamEvent::CaseClosed { case } => self.with_case(&case, |case| case.is_closed = true),
            TeamEvent::CaseReopened { case } => self.with_case(&case, |case| case.is_closed = false),
            TeamEvent::CaseForgotten { case } => {
                self.cases.remove(&case);
            }
            TeamEvent::ColleagueJoined { name } => {
                self.colleagues.entry(name).or_insert(entry.at);
            }
            TeamEvent::ColleagueLeft { name } => {
                self.colleagues.remove(&name);
            }
            TeamEvent::PolicySet { policy } => {
                // The app never sets a policy whose numbers contradict each other.
                if let Ok(policy) = policy.checked() {
                    self.policy = policy;
                }
            }
            TeamEvent::CodesLoaded {
                codes,
                symbology,
                shop_line,
                amount,
                valid_until,
            } => {
                for text in codes {
                    let code = VoucherCode {
                        text,
                        symbology,
                        shop_line: shop_line.clone(),
                    };
                    self.load_code(StockCode {
                        code,
                        amount,
                        valid_until,
                    });
                }
            }
            TeamEvent::CodesRemoved { codes } => {
                for code in codes {
                    self.stock.remove(&CodeKey::of(&code));
                }
            }
            TeamEvent::VoucherIssued {
                voucher,
                case,
                code,
                amount,
                kind,
                skill,
                by,
                day,
                valid_until,
            } => {
                let issued = Issued {
                    case,
                    code,
                    amount,
                    kind,
                    skill,
                    by,
                    day,
                    valid_until,
                    is_voided: false,
                };
                self.issue(place, voucher, issued);
            }
            TeamEvent::VoucherCodeChanged { voucher, code } => self.change_code(place, voucher, code),
            TeamEvent::VoucherVoided { voucher, unseen } => self.void(voucher, unseen),
        }
    }

    fn with_case(&mut self, case: &str, change: impl FnOnce(&mut Case)) {
        if let Some(case) = self.cases.get_mut(case) {
            change(case);
        }
    }
}
