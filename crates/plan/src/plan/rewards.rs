//! Promises and vouchers: after the announcement (R2), and with appreciation that does not depend on success (R5).

use chrono::Datelike;

use super::authorization::AllowedRoles;
use super::repetition::Repetition;
use super::topics::{Topic, Topics};
use super::{Decision, Moment, Plan};
use crate::event::RewardEvent;
use crate::ids::{PromiseId, VoucherId};
use crate::limits::{
    TITLE_MAX, require_absent, require_length, require_list_length, require_note, require_state,
    require_text, require_title,
};
use crate::refusal::{Refusal, Thing};
use crate::reward::{Policy, Promise, Rewards, Voucher, VoucherCode, VoucherKind, VoucherState};
use crate::values::Cents;

pub(super) fn allowed_roles(event: RewardEvent<'_>) -> AllowedRoles {
    match event {
        RewardEvent::RewardsAnnounced {}
        | RewardEvent::RewardPromised { .. }
        | RewardEvent::VoucherGranted { .. }
        | RewardEvent::VoucherCodeReplaced { .. }
        | RewardEvent::VoucherHandedOver { .. }
        | RewardEvent::VoucherWithdrawn { .. } => AllowedRoles::CASEWORKER,
        RewardEvent::VoucherUsed { .. } => AllowedRoles::RESIDENT,
    }
}

pub(super) fn check(plan: &Plan, event: RewardEvent<'_>) -> Result<(), Refusal> {
    let announced = || plan.rewards().ok_or(Refusal::NotAnnounced);
    match event {
        RewardEvent::RewardsAnnounced {} => {
            require_state(plan.rewards().is_none(), Thing::Promise)?;
            if plan.has_agreed_action() {
                Ok(())
            } else {
                Err(Refusal::NothingAgreed)
            }
        }
        RewardEvent::RewardPromised {
            promise,
            actions,
            amount: _,
        } => {
            require_absent(!announced()?.promises.contains_key(promise), Thing::Promise)?;
            require_list_length(actions.len())?;
            let all_agreed = actions.iter().all(|action| plan.is_agreed(*action));
            if all_agreed {
                Ok(())
            } else {
                Err(Refusal::ActionNotAgreed)
            }
        }
        RewardEvent::VoucherGranted {
            voucher,
            kind,
            amount: _,
            reason,
            skill: _,
            from,
            code,
            valid_until: _,
            day: _,
        } => {
            let rewards = announced()?;
            require_absent(!rewards.vouchers.contains_key(voucher), Thing::Voucher)?;
            require_title(from)?;
            require_text(reason)?;
            require_note(reason)?;
            require_code(code)?;
            match kind {
                VoucherKind::Appreciation {} => Ok(()),
                VoucherKind::Compensation { promise } => require_done(plan, rewards, *promise),
            }
        }
        RewardEvent::VoucherCodeReplaced { voucher, code } => {
            let rewards = announced()?;
            require_code(code)?;
            require_usable(rewards, *voucher)
        }
        RewardEvent::VoucherHandedOver { voucher, day: _ } => {
            let state = &voucher_with(announced()?, *voucher)?.state;
            require_state(matches!(state, VoucherState::Granted), Thing::Voucher)
        }
        RewardEvent::VoucherWithdrawn { voucher, reason } => {
            let rewards = announced()?;
            require_text(reason)?;
            require_note(reason)?;
            require_usable(rewards, *voucher)
        }
        RewardEvent::VoucherUsed { voucher, day: _ } => require_usable(announced()?, *voucher),
    }
}

fn voucher_with(rewards: &Rewards, id: VoucherId) -> Result<&Voucher, Refusal> {
    rewards.vouchers.get(&id).ok_or(Refusal::NotFound(Thing::Voucher))
}

fn require_usable(rewards: &Rewards, id: VoucherId) -> Result<(), Refusal> {
    require_state(voucher_with(rewards, id)?.is_usable(), Thing::Voucher)
}

/// A *compensatie* requires that the promised actions are done.
fn require_done(plan: &Plan, rewards: &Rewards, promise: PromiseId) -> Result<(), Refusal> {
    let promise = rewards
        .promises
        .get(&promise)
        .ok_or(Refusal::NotFound(Thing::Promise))?;
    let all_done = promise.actions.iter().all(|action| plan.is_done(*action));
    if all_done {
        Ok(())
    } else {
        Err(Refusal::ActionsNotDone)
    }
}

fn require_code(code: &VoucherCode) -> Result<(), Refusal> {
    require_length(&code.shop_line, TITLE_MAX)?;
    if code.is_valid() {
        Ok(())
    } else {
        Err(Refusal::BadCode)
    }
}

/// Checks made only when deciding: the team's policy. What was given under an earlier policy remains valid.
pub(super) fn check_decision(
    plan: &Plan,
    event: RewardEvent<'_>,
    decision: &Decision<'_>,
) -> Result<(), Refusal> {
    match event {
        RewardEvent::RewardPromised {
            promise: _,
            actions: _,
            amount,
        } => {
            let policy = decision.policy.ok_or(Refusal::NotYours)?;
            require_within_policy(policy.compensation, *amount, policy)?;
            require_budget(plan, *amount, policy, decision)
        }
        RewardEvent::VoucherGranted {
            voucher: _,
            kind,
            amount,
            reason: _,
            skill: _,
            from: _,
            code: _,
            valid_until,
            day: _,
        } => {
            let policy = decision.policy.ok_or(Refusal::NotYours)?;
            match kind {
                VoucherKind::Appreciation {} => require_within_policy(policy.appreciation, *amount, policy)?,
                // A promise is kept, even under a later policy. `check` requires that the promise exists.
                VoucherKind::Compensation { promise } => {
                    if let Some(rewards) = plan.rewards() {
                        require_promised(rewards, *promise, *amount)?;
                    }
                }
            }
            if *valid_until < decision.today {
                return Err(Refusal::Lapsed);
            }
            require_budget(plan, *amount, policy, decision)
        }
        RewardEvent::RewardsAnnounced {}
        | RewardEvent::VoucherCodeReplaced { .. }
        | RewardEvent::VoucherHandedOver { .. }
        | RewardEvent::VoucherWithdrawn { .. }
        | RewardEvent::VoucherUsed { .. } => Ok(()),
    }
}

/// Requires a kind and an amount that the policy allows.
fn require_within_policy(allows_kind: bool, amount: Cents, policy: &Policy) -> Result<(), Refusal> {
    if !allows_kind {
        Err(Refusal::KindOutsidePolicy)
    } else if amount < policy.min || amount > policy.max {
        Err(Refusal::AmountOutsidePolicy)
    } else {
        Ok(())
    }
}

/// A promise is kept once, with the amount that was promised. This is required when deciding and not when folding: when two
/// colleagues both kept a promise while offline, nothing is taken back from the resident.
fn require_promised(rewards: &Rewards, promise: PromiseId, amount: Cents) -> Result<(), Refusal> {
    require_state(!rewards.is_kept(promise), Thing::Promise)?;
    match rewards.promises.get(&promise) {
        Some(promise) if promise.amount != amount => Err(Refusal::AmountNotPromised),
        Some(_) | None => Ok(()),
    }
}

fn require_budget(
    plan: &Plan,
    amount: Cents,
    policy: &Policy,
    decision: &Decision<'_>,
) -> Result<(), Refusal> {
    let granted = plan
        .rewards()
        .map_or(Cents(0), |rewards| rewards.granted_in(decision.today.year()));
    if granted.plus(amount) > policy.yearly_max {
        Err(Refusal::YearlyMaximum)
    } else if decision.just_granted.plus(amount) > policy.budget_left {
        Err(Refusal::BudgetSpent)
    } else {
        Ok(())
    }
}

pub(super) fn repetition(plan: &Plan, event: RewardEvent<'_>) -> Repetition {
    match event {
        RewardEvent::RewardPromised {
            promise,
            actions,
            amount,
        } => {
            let known = plan.rewards().and_then(|rewards| rewards.promises.get(promise));
            Repetition::same_if(
                known.is_some_and(|known| (&known.actions, &known.amount) == (actions, amount)),
            )
        }
        // The code may differ: each request draws one from the stock.
        RewardEvent::VoucherGranted {
            voucher,
            kind,
            amount,
            reason,
            ..
        } => {
            let known = plan.rewards().and_then(|rewards| rewards.vouchers.get(voucher));
            Repetition::same_if(
                known.is_some_and(|known| {
                    (&known.kind, &known.amount, &known.reason) == (kind, amount, reason)
                }),
            )
        }
        RewardEvent::RewardsAnnounced {}
        | RewardEvent::VoucherCodeReplaced { .. }
        | RewardEvent::VoucherHandedOver { .. }
        | RewardEvent::VoucherWithdrawn { .. }
        | RewardEvent::VoucherUsed { .. } => Repetition::No,
    }
}

pub(super) fn apply(plan: &mut Plan, event: RewardEvent<'_>, moment: Moment) {
    match event {
        RewardEvent::RewardsAnnounced {} => plan.rewards = Some(Rewards::default()),
        RewardEvent::RewardPromised {
            promise,
            actions,
            amount,
        } => {
            if let Some(rewards) = &mut plan.rewards {
                let new = Promise {
                    actions: actions.clone(),
                    amount: *amount,
                };
                rewards.promises.insert(*promise, new);
            }
        }
        RewardEvent::VoucherGranted {
            voucher,
            kind,
            amount,
            reason,
            skill,
            from,
            code,
            valid_until,
            day,
        } => {
            if let Some(rewards) = &mut plan.rewards {
                let new = Voucher {
                    kind: kind.clone(),
                    amount: *amount,
                    reason: reason.clone(),
                    skill: *skill,
                    from: from.clone(),
                    code: code.clone(),
                    valid_until: *valid_until,
                    granted: moment.at,
                    day: day.unwrap_or_else(|| moment.at.date_naive()),
                    state: VoucherState::Granted,
                };
                rewards.vouchers.insert(*voucher, new);
            }
        }
        RewardEvent::VoucherCodeReplaced { voucher, code } => {
            plan.with_voucher(*voucher, &mut |voucher| voucher.code.clone_from(code));
        }
        RewardEvent::VoucherHandedOver { voucher, day } => {
            plan.with_voucher(*voucher, &mut |voucher| {
                voucher.state = VoucherState::HandedOver(*day);
            });
        }
        RewardEvent::VoucherWithdrawn { voucher, reason } => {
            plan.with_voucher(*voucher, &mut |voucher| {
                voucher.state = VoucherState::Withdrawn(reason.clone());
            });
        }
        RewardEvent::VoucherUsed { voucher, day } => {
            plan.with_voucher(*voucher, &mut |voucher| voucher.state = VoucherState::Used(*day));
        }
    }
}

pub(super) fn topic(topics: &Topics<'_>, event: RewardEvent<'_>) -> Topic {
    match event {
        RewardEvent::RewardPromised { actions, .. } => topics.of_actions(actions),
        // Money that was given: the team has to account for it, whatever is shared.
        RewardEvent::RewardsAnnounced {}
        | RewardEvent::VoucherGranted { .. }
        | RewardEvent::VoucherCodeReplaced { .. }
        | RewardEvent::VoucherHandedOver { .. }
        | RewardEvent::VoucherWithdrawn { .. }
        | RewardEvent::VoucherUsed { .. } => Topic::AlwaysShared,
    }
}

impl Plan {
    fn with_voucher(&mut self, id: VoucherId, change: &mut dyn FnMut(&mut Voucher)) {
        if let Some(voucher) = self
            .rewards
            .as_mut()
            .and_then(|rewards| rewards.vouchers.get_mut(&id))
        {
            change(voucher);
        }
    }
}
