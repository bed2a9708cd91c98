//! The screen for a new voucher, shown once: who gave it, what for, and the skill it names (R6).

use leptos::prelude::*;
use mijn_brug_plan::Plan;
use mijn_brug_plan::ids::VoucherId;

use super::sort::sorted;
use crate::device::{clock, settings};
use crate::resident::context::use_app;
use crate::resident::route::Route;
use crate::ui::format;
use crate::ui::icon::Picture;
use crate::ui::screen::{LinkButton, Screen, Weight};
use crate::ui::skill;
use crate::ui::texts::{t, tf};

/// A usable voucher that has not been shown yet.
pub fn next(plan: &Plan) -> Option<VoucherId> {
    let ready = sorted(plan, clock::today()).ready;
    let mut new = ready
        .iter()
        .filter(|(id, _)| !settings::has_seen(&id.to_string()));
    new.next().map(|(id, _)| *id)
}

/// The screen of a new voucher.
pub fn new_voucher(id: VoucherId) -> AnyView {
    let app = use_app();
    let found = app.plan_now(|plan| plan.rewards()?.vouchers.get(&id).cloned());
    let Some(voucher) = found else {
        return super::voucher(id);
    };
    settings::see(&id.to_string());
    let (icon, skill_title, skill_text) = skill::words(voucher.skill);
    let title = tf("slip.moment", &[("amount", &format::euro(voucher.amount))]);
    // Two new vouchers are shown one after the other.
    let on = app.plan_now(next).map_or(Route::Today, Route::SlipMoment);
    view! {
        <div class="mb-moment">
            <img src="/pictures/done.svg" alt="" width="344" height="200" />
            <Screen title=title>
                <p class="mb-lead" dir="auto">{voucher.reason.clone()}</p>
                <section class="mb-card mb-card--quiet">
                    <Picture name=icon small=true />
                    <div>
                        <h2 class="nl-heading nl-heading--level-3">{skill_title}</h2>
                        <p>{skill_text}</p>
                    </div>
                </section>
                <p class="mb-muted" dir="auto">{tf("slip.moment_from", &[("name", &voucher.from)])}</p>
                <div class="mb-actions">
                    <LinkButton label=t("slip.see") href=Route::Slip(id).path() />
                    <LinkButton label=t("slip.later") href=on.path() weight=Weight::Secondary />
                </div>
            </Screen>
        </div>
    }
    .into_any()
}
