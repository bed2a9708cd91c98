//! Granting and withdrawing vouchers. Each is written into the team's ledger and into the resident's log, in an order
//! in which nothing is lost when the second write fails.

use leptos::prelude::*;
use mijn_brug_plan::ids::VoucherId;
use mijn_brug_plan::reward::{Policy, VoucherCode, VoucherState};
use mijn_brug_plan::rules::Thing;
use mijn_brug_plan::team::TeamEvent;
use mijn_brug_plan::team::codes::{CodeKey, StockCode};
use mijn_brug_plan::{Command, Context, Event, Plan, Refusal, Role, decide};

use super::{DispatchError, TeamStore};
use crate::device::{clock, rng};

/// A difference between the team's ledger and a resident's log.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Discrepancy {
    /// The voucher has another code in the ledger.
    Code(VoucherId, VoucherCode),
    /// The voucher was withdrawn, and the ledger does not know.
    Withdrawn(VoucherId),
}

impl TeamStore {
    /// What the team may give today.
    pub fn policy_now(self) -> Policy {
        self.team_now(|team| team.policy_now(clock::today()))
    }

    /// Grants a voucher. First reserves its code in the ledger, so that no colleague can grant it. If the resident's
    /// log cannot be written, the code is freed again. After an interruption between the two, granting continues with
    /// the code in the ledger. A voucher that was already granted is not granted again.
    ///
    /// # Errors
    /// Fails if a rule or the policy refuses the voucher, or if one of the two logs cannot be written.
    pub async fn grant(self, case: &str, mut granted: Event) -> Result<(), DispatchError> {
        let policy = self.policy_now();
        if !self.is_to_do(case, granted.clone(), &policy)? {
            return Ok(());
        }
        let Event::VoucherGranted {
            voucher,
            kind,
            amount,
            skill,
            code,
            valid_until,
            ..
        } = &mut granted
        else {
            return Err(Refusal::NotYours.into());
        };
        let voucher = *voucher;
        let reserved = self.team_now(|team| {
            let issued = team.issued.get(&voucher).filter(|issued| !issued.is_voided);
            issued.map(|issued| (issued.code.clone(), issued.valid_until))
        });
        if let Some((known, until)) = reserved {
            (*code, *valid_until) = (known, until);
            return self.dispatch(case, granted.into(), Some(&policy)).await;
        }
        let issued = TeamEvent::VoucherIssued {
            voucher,
            case: case.to_owned(),
            code: code.clone(),
            amount: *amount,
            kind: kind.clone(),
            skill: *skill,
            by: self.who.with_untracked(|who| who.caseworker.clone()),
            day: clock::today(),
            valid_until: *valid_until,
        };
        self.record(issued).await?;
        let given = self.dispatch(case, granted.into(), Some(&policy)).await;
        if given.is_err() {
            // If this fails too, the ledger has a voucher that nobody received, and the resident's screen offers to
            // remove it.
            let unseen = true;
            drop(self.record(TeamEvent::VoucherVoided { voucher, unseen }).await);
        }
        given
    }

    /// Withdraws a voucher, with the reason in plain words.
    ///
    /// # Errors
    /// Fails if the resident's log or the ledger cannot be written. [`reconcile`](Self::reconcile) adds a missing ledger entry.
    pub async fn withdraw(self, case: &str, voucher: VoucherId, reason: String) -> Result<(), DispatchError> {
        let withdrawn = Event::VoucherWithdrawn { voucher, reason };
        self.dispatch(case, withdrawn.into(), None).await?;
        let unseen = false;
        Ok(self.record(TeamEvent::VoucherVoided { voucher, unseen }).await?)
    }

    /// Replaces a voucher's duplicate code by one from the stock. Returns `false` if the stock has none of the same
    /// value that is valid as long.
    ///
    /// # Errors
    /// Fails if the resident stopped sharing, or if the ledger or the resident's log cannot be written. [`reconcile`](Self::reconcile)
    /// completes the second.
    pub async fn give_another_code(self, voucher: VoucherId) -> Result<bool, DispatchError> {
        let found = self.team_now(|team| {
            let issued = team.issued.get(&voucher)?;
            let code = pick(&team.free_codes(issued.amount, issued.valid_until))?;
            Some((issued.case.clone(), code))
        });
        match found {
            Some((case, code)) => self.change_code(&case, voucher, code).await.map(|()| true),
            None => Ok(false),
        }
    }

    /// Sets the code of a voucher.
    ///
    /// # Errors
    /// Fails if the ledger or the resident's log cannot be written. [`reconcile`](Self::reconcile) completes the second.
    pub async fn change_code(
        self,
        case: &str,
        voucher: VoucherId,
        code: VoucherCode,
    ) -> Result<(), DispatchError> {
        let changed = TeamEvent::VoucherCodeChanged {
            voucher,
            code: code.clone(),
        };
        self.record(changed).await?;
        let replaced = Event::VoucherCodeReplaced { voucher, code };
        match self.dispatch(case, replaced.into(), None).await {
            // Used or withdrawn in the meantime, so it needs no other code.
            Err(DispatchError::Refused(Refusal::WrongState(Thing::Voucher))) => Ok(()),
            done => done,
        }
    }

    /// Writes what is missing where ledger and log differ because an action was interrupted between its two writes.
    ///
    /// # Errors
    /// Fails if the resident stopped sharing, or if the ledger or the resident's log cannot be written.
    pub async fn reconcile(self, case: &str, plan: &Plan) -> Result<(), DispatchError> {
        for discrepancy in self.discrepancies(plan) {
            match discrepancy {
                Discrepancy::Code(voucher, code) => {
                    let replaced = Event::VoucherCodeReplaced { voucher, code };
                    self.dispatch(case, replaced.into(), None).await?;
                }
                Discrepancy::Withdrawn(voucher) => {
                    let unseen = false;
                    self.record(TeamEvent::VoucherVoided { voucher, unseen }).await?;
                }
            }
        }
        Ok(())
    }

    fn discrepancies(self, plan: &Plan) -> Vec<Discrepancy> {
        let vouchers = plan
            .rewards()
            .into_iter()
            .flat_map(|rewards| rewards.vouchers.iter());
        self.team_now(|team| {
            let discrepancy = |(id, voucher): (&VoucherId, &mijn_brug_plan::reward::Voucher)| {
                let issued = team.issued.get(id).filter(|issued| !issued.is_voided)?;
                if matches!(voucher.state, VoucherState::Withdrawn(_)) {
                    return Some(Discrepancy::Withdrawn(*id));
                }
                let is_same = CodeKey::of(&voucher.code.text) == CodeKey::of(&issued.code.text);
                (voucher.is_usable() && !is_same).then(|| Discrepancy::Code(*id, issued.code.clone()))
            };
            vouchers.filter_map(discrepancy).collect()
        })
    }

    /// Decides without writing: whether there is anything to write.
    fn is_to_do(self, case: &str, event: Event, policy: &Policy) -> Result<bool, DispatchError> {
        let log = untrack(|| self.log(case)).ok_or(DispatchError::Gone)?;
        let context = Context {
            now: clock::now(),
            today: clock::today(),
            role: Role::Caseworker,
            policy: Some(policy),
        };
        let events = log.projection.with_untracked(|projection| {
            let (plan, _) = projection.plan_and_lamport();
            decide(plan, Command::Record(event), &context)
        })?;
        Ok(!events.is_empty())
    }
}

/// A random one of the codes that lapse first. Random, so that two colleagues who are offline seldom take the same one.
pub fn pick(free: &[&StockCode]) -> Option<VoucherCode> {
    let first = free.first()?.valid_until;
    let soonest: Vec<_> = free.iter().take_while(|code| code.valid_until == first).collect();
    let chance = usize::from(u16::from_be_bytes(rng::bytes()));
    let place = chance.checked_rem(soonest.len())?;
    soonest.get(place).map(|code| code.code.clone())
}
