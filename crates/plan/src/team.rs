//! The team's own log: the residents that the team works with and their caseworkers, what the team may give and what it
//! gave. It is a fold like the plan's, and sealed under the team's key.
//!
//! | module | holds |
//! |---|---|
//! | [`entry`] | [`TeamEvent`] and [`TeamEntry`]: the written form |
//! | [`cases`] | [`Case`]: one resident, as the team knows them |
//! | [`policy`] | [`TeamPolicy`]: what the team may give |
//! | [`codes`] | the stock of codes: parsing a pasted list, and when two codes are the same |
//! | [`ledger`] | what was issued: no code twice, the budget, the overview |
//!
//! Invariants, each with a property test in `tests/team/`: any order and repetition of entries gives the same team; no two
//! vouchers have the same code; the sums are equal on all devices that have the same entries.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::fold::LAMPORT_GAP_MAX;
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
use ledger::{Issued, OrderKey, Reservation};

/// The team, as its log says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Team {
    /// The residents, by the id of each one's log.
    pub cases: BTreeMap<String, Case>,
    /// The colleagues by name, with the moment at which each joined, by their device's clock.
    pub colleagues: BTreeMap<String, DateTime<Utc>>,
    /// What the team may give: the latest policy whose numbers do not contradict each other.
    pub policy: TeamPolicy,
    /// The ledger: what was issued, by voucher, withdrawn vouchers included.
    pub issued: BTreeMap<VoucherId, Issued>,
    /// The lamport of the next entry.
    pub next_lamport: u64,
    stock: BTreeMap<CodeKey, StockCode>,
    holders: BTreeMap<CodeKey, BTreeSet<Reservation>>,
    /// Codes that a voucher had and no longer has. Somebody may have seen them, so no voucher gets them again.
    retired_codes: BTreeSet<CodeKey>,
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
        // As in a resident's log, an entry with the highest number would leave no room for entries after it: it has no effect.
        if entry.lamport.saturating_sub(clock) > LAMPORT_GAP_MAX {
            continue;
        }
        clock = entry.lamport;
        team.next_lamport = clock.saturating_add(1);
        team.apply(place, entry);
    }
    team
}

impl Team {
    fn apply(&mut self, place: OrderKey, entry: TeamEntry) {
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
