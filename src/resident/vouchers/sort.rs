//! Groups the vouchers of a plan by state.

use chrono::NaiveDate;
use mijn_brug_plan::Plan;
use mijn_brug_plan::ids::{PromiseId, VoucherId};
use mijn_brug_plan::plan::MiniStep;
use mijn_brug_plan::reward::{Promise, Voucher, VoucherState};
use mijn_brug_plan::values::Action;

/// All vouchers, by group.
#[derive(Default)]
pub struct VoucherGroups {
    /// Usable, soonest to lapse first.
    pub ready: Vec<(VoucherId, Voucher)>,
    /// Promised and not granted yet.
    pub promised: Vec<(PromiseId, Promise)>,
    /// Used, newest first.
    pub used: Vec<(VoucherId, Voucher, NaiveDate)>,
    /// Lapsed or withdrawn, latest `valid_until` first.
    pub over: Vec<(VoucherId, Voucher)>,
}

/// Groups the vouchers of a plan.
pub fn sorted(plan: &Plan, today: NaiveDate) -> VoucherGroups {
    let mut all = VoucherGroups::default();
    let Some(rewards) = plan.rewards() else {
        return all;
    };
    for (id, voucher) in &rewards.vouchers {
        let it = (*id, voucher.clone());
        match voucher.state {
            VoucherState::Used(day) => all.used.push((it.0, it.1, day)),
            VoucherState::Withdrawn(_) => all.over.push(it),
            _ if voucher.lapsed(today) => all.over.push(it),
            _ => all.ready.push(it),
        }
    }
    let open = rewards.promises.iter().filter(|(id, _)| !rewards.is_kept(**id));
    all.promised = open.map(|(id, promise)| (*id, promise.clone())).collect();
    all.ready.sort_by_key(|(id, voucher)| (voucher.valid_until, *id));
    all.used
        .sort_by_key(|(id, _, day)| (std::cmp::Reverse(*day), *id));
    all.over
        .sort_by_key(|(id, voucher)| (std::cmp::Reverse(voucher.valid_until), *id));
    all
}

/// The title of an action.
pub fn title(plan: &Plan, action: Action) -> String {
    match action {
        Action::Step(id) => plan.steps.get(&id).map(|step| step.title.clone()),
        Action::MiniStep(id) => plan.mini_steps.get(&id).map(|it: &MiniStep| it.title.clone()),
    }
    .unwrap_or_default()
}
