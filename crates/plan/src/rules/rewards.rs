//! Promises and vouchers, after the announcement (R2); appreciation does not depend on success (R5).

use super::{Refusal, TITLE_MAX, Thing};
use crate::event::{Event, Role};
use crate::limits::{
    require_absent, require_length, require_list_length, require_note, require_state, require_title,
};
use crate::plan::Plan;
use crate::reward::{VoucherCode, VoucherKind, VoucherState};

pub(super) fn check_reward(plan: &Plan, event: &Event, role: Role) -> Result<(), Refusal> {
    let rewards = plan.rewards().ok_or(Refusal::NotAnnounced)?;
    let voucher = |id| rewards.vouchers.get(id).ok_or(Refusal::NotFound(Thing::Voucher));
    let live = |id| {
        voucher(id).and_then(|voucher| {
            require_state(
                matches!(voucher.state, VoucherState::Granted | VoucherState::HandedOver(_)),
                Thing::Voucher,
            )
        })
    };
    match event {
        Event::RewardPromised { promise, actions, .. } => {
            require_absent(!rewards.promises.contains_key(promise), Thing::Promise)?;
            require_list_length(actions.len())?;
            let all_agreed = actions.iter().all(|action| plan.is_agreed(*action));
            if all_agreed {
                Ok(())
            } else {
                Err(Refusal::ActionNotAgreed)
            }
        }
        Event::VoucherGranted {
            voucher,
            kind,
            reason,
            from,
            code,
            ..
        } => {
            require_absent(!rewards.vouchers.contains_key(voucher), Thing::Voucher)?;
            require_title(from)?;
            if reason.trim().is_empty() {
                return Err(Refusal::TextMissing);
            }
            require_note(reason)?;
            require_valid_code(code)?;
            match kind {
                VoucherKind::Appreciation {} => Ok(()),
                VoucherKind::Compensation { promise } => {
                    let promise = rewards
                        .promises
                        .get(promise)
                        .ok_or(Refusal::NotFound(Thing::Promise))?;
                    let all_done = promise.actions.iter().all(|action| plan.is_done(*action));
                    if all_done {
                        Ok(())
                    } else {
                        Err(Refusal::ActionsNotDone)
                    }
                }
            }
        }
        Event::VoucherCodeReplaced { voucher, code } => {
            require_valid_code(code)?;
            live(voucher)
        }
        Event::VoucherHandedOver { voucher: id, .. } => require_state(
            matches!(voucher(id)?.state, VoucherState::Granted),
            Thing::Voucher,
        ),
        Event::VoucherWithdrawn { voucher, reason } => {
            if reason.trim().is_empty() {
                return Err(Refusal::TextMissing);
            }
            require_note(reason)?;
            live(voucher)
        }
        Event::VoucherUsed { voucher, .. } if role == Role::Resident => live(voucher),
        _ => Err(Refusal::NotYours),
    }
}

fn require_valid_code(code: &VoucherCode) -> Result<(), Refusal> {
    require_length(&code.shop_line, TITLE_MAX)?;
    if code.is_valid() {
        Ok(())
    } else {
        Err(Refusal::BadCode)
    }
}
