//! Voucher cards on Vandaag: a one-time introduction, and a warning before a voucher lapses.

use leptos::prelude::*;
use mijn_brug_plan::ids::VoucherId;
use mijn_brug_plan::reminder::LAPSE_REMINDER_DAYS;
use mijn_brug_plan::reward::Voucher;

use super::EXPLAINED;
use super::sort::sorted;
use crate::device::{clock, settings};
use crate::resident::context::App;
use crate::resident::route::Route;
use crate::ui::format;
use crate::ui::icon::Picture;
use crate::ui::screen::{Button, Weight};
use crate::ui::texts::{t, tf};

/// At most one card, so that nothing piles up on Vandaag (R7).
pub fn news(app: App) -> AnyView {
    let revision = RwSignal::new(0_u32);
    (move || {
        revision.track();
        if !app.has_vouchers.get() {
            return ().into_any();
        }
        if !settings::has_seen(EXPLAINED) {
            return announced();
        }
        match app
            .plan(|plan| sorted(plan, clock::today()).ready)
            .into_iter()
            .find_map(expiry_warning)
        {
            Some((id, voucher, mark)) => about_to_lapse(id, &voucher, mark, revision),
            None => ().into_any(),
        }
    })
    .into_any()
}

fn announced() -> AnyView {
    view! {
        <section class="mb-card mb-card--quiet">
            <Picture name="ticket" small=true />
            <div>
                <h2 class="nl-heading nl-heading--level-3">{t("slip.new")}</h2>
                <p>{t("slip.new_text")}</p>
                <a class="nl-link" href=Route::Slips.path()>{t("slip.look")}</a>
            </div>
        </section>
    }
    .into_any()
}

/// The voucher with the mark to set, if a warning is due that was not shown yet.
fn expiry_warning((id, voucher): (VoucherId, Voucher)) -> Option<(VoucherId, Voucher, String)> {
    let left = voucher
        .valid_until
        .signed_duration_since(clock::today())
        .num_days();
    // The shortest stage that applies, so that opening the app a week before shows one warning instead of two.
    let stage = LAPSE_REMINDER_DAYS
        .into_iter()
        .rfind(|days| u64::try_from(left).is_ok_and(|left| left <= *days))?;
    let mark = format!("{id}.{stage}");
    (!settings::has_seen(&mark)).then_some((id, voucher, mark))
}

fn about_to_lapse(id: VoucherId, voucher: &Voucher, mark: String, revision: RwSignal<u32>) -> AnyView {
    let day = format::short_day(voucher.valid_until);
    let text = tf(
        "slip.timely",
        &[("amount", &format::euro(voucher.amount)), ("day", &day)],
    );
    let read = Callback::new(move |()| {
        settings::see(&mark);
        revision.update(|revision| *revision = revision.wrapping_add(1));
    });
    view! {
        <section class="mb-card mb-card--quiet">
            <Picture name="ticket" small=true />
            <div>
                <p>{text}</p>
                <a class="nl-link" href=Route::Slip(id).path()>{t("slip.see")}</a>
                <div class="mb-actions">
                    <Button label=t("slip.good") weight=Weight::Subtle on_click=read />
                </div>
            </div>
        </section>
    }
    .into_any()
}
