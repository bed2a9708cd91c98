//! The list of vouchers.

use leptos::prelude::*;
use mijn_brug_plan::ids::VoucherId;
use mijn_brug_plan::reward::{Promise, Voucher, VoucherState};

use super::EXPLAINED;
use super::sort::{VoucherGroups, sorted, title};
use crate::device::{clock, settings};
use crate::resident::context::{App, use_app};
use crate::resident::route::Route;
use crate::ui::format;
use crate::ui::icon::{Icon, Picture};
use crate::ui::paginate::{CARDS, paginate};
use crate::ui::screen::{Button, Heading2, LinkRow, Screen};
use crate::ui::texts::{t, tf};

/// The screen of Bonnen.
pub fn list() -> AnyView {
    let app = use_app();
    let is_new = RwSignal::new(!settings::has_seen(EXPLAINED));
    view! {
        <Screen title=t("slip.nav")>
            {move || is_new.get().then(|| explained(is_new))}
            {part(app)}
            {move || (!is_new.get()).then(|| view! {
                <details class="mb-details">
                    <summary>{t("slip.what")}</summary>
                    {what()}
                </details>
            }.into_any())}
        </Screen>
    }
    .into_any()
}

/// All vouchers by group. Also part 6 of a review.
pub fn part(app: App) -> AnyView {
    (move || groups(app, app.plan(|plan| sorted(plan, clock::today())))).into_any()
}

/// What vouchers are, in a few words.
fn what() -> AnyView {
    view! {
        <p class="nl-paragraph">{t("slip.what_text")}</p>
        <p class="nl-paragraph">{t("slip.what_free")}</p>
        <p class="nl-paragraph">{t("slip.what_use")}</p>
    }
    .into_any()
}

/// The same explanation as a card, the first time.
fn explained(is_new: RwSignal<bool>) -> AnyView {
    let read = Callback::new(move |()| {
        settings::see(EXPLAINED);
        is_new.set(false);
    });
    view! {
        <section class="mb-card mb-card--lifted">
            <Picture name="ticket" />
            <Heading2 text=t("slip.what") />
            {what()}
            <div class="mb-actions"><Button label=t("slip.clear") icon="check" on_click=read /></div>
        </section>
    }
    .into_any()
}

fn groups(app: App, all: VoucherGroups) -> AnyView {
    let nothing_ready = all
        .ready
        .is_empty()
        .then(|| view! { <p class="mb-lead">{t("slip.none")}</p> }.into_any());
    let until = |voucher: &Voucher| tf("slip.until", &[("day", &format::short_day(voucher.valid_until))]);
    let ready = all
        .ready
        .iter()
        .map(|(id, voucher)| row(*id, voucher, until(voucher)));
    let used = all.used.iter().map(|(id, voucher, day)| {
        row(
            *id,
            voucher,
            tf("slip.used_on", &[("day", &format::short_day(*day))]),
        )
    });
    let over = all.over.iter().map(|(id, voucher)| {
        let words = match &voucher.state {
            VoucherState::Withdrawn(reason) => tf("slip.back", &[("reason", reason)]),
            _ => tf("slip.lapsed", &[("day", &format::short_day(voucher.valid_until))]),
        };
        row(*id, voucher, words)
    });
    let promised = all.promised.iter().map(|(_, promise)| promised(app, promise));
    view! {
        {nothing_ready}
        {group(t("slip.ready"), ready.collect())}
        {group(t("slip.promised"), promised.collect())}
        {group(t("slip.used"), used.collect())}
        {group(t("slip.over"), over.collect())}
    }
    .into_any()
}

/// A heading with its rows. Draws nothing without rows.
fn group(heading: String, rows: Vec<AnyView>) -> AnyView {
    if rows.is_empty() {
        return ().into_any();
    }
    let (rows, more) = paginate(rows, CARDS);
    view! {
        <section class="mb-slips">
            <Heading2 text=heading />
            <ul class="mb-list">{rows}</ul>
            {more}
        </section>
    }
    .into_any()
}

fn row(id: VoucherId, voucher: &Voucher, words: String) -> AnyView {
    let title = format!("{} · {}", format::euro(voucher.amount), voucher.reason);
    view! { <LinkRow href=Route::Slip(id).path() icon="ticket" title=title detail=words /> }.into_any()
}

/// A promise with its actions. Only done actions have a mark (R4).
fn promised(app: App, promise: &Promise) -> AnyView {
    let actions: Vec<AnyView> = app.plan(|plan| {
        let actions = promise.actions.iter();
        actions
            .map(|action| {
                let (icon, state) = if plan.is_done(*action) {
                    ("circle-check", Some(t("slip.done")))
                } else {
                    ("circle", None)
                };
                view! {
                    <li>
                        <Icon name=icon />
                        <span dir="auto">
                            {state.map(|state| view! { <span class="mb-visually-hidden">{state} " "</span> }.into_any())}
                            {title(plan, *action)}
                        </span>
                    </li>
                }
                .into_any()
            })
            .collect()
    });
    let title = tf("slip.if_done", &[("amount", &format::euro(promise.amount))]);
    view! {
        <li class="mb-slips__promise">
            <b>{title}</b>
            <ul class="mb-facts">{actions}</ul>
        </li>
    }
    .into_any()
}
