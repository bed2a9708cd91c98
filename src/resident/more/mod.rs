//! Meer: everything that is not the bridge or the plan itself.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mijn_brug_plan::plan::Pairing;

use super::context::{App, use_app};
use super::route::Route;
use crate::device::{page, settings};
use crate::ui::screen::{Button, Heading2, LinkRow, Notice, Screen, Weight};
use crate::ui::texts::{t, tf};

pub mod backup;
pub mod card;
pub use crate::ui::confirm;
pub mod display;
pub mod erase;
pub mod help_now;
pub mod install;
pub mod new_phone;
pub mod not_started;
pub mod pair;
pub mod pin;
pub mod privacy;
pub mod recover;
pub mod rest;
pub mod sharing;
pub mod stress;
pub mod troubleshooting;

mod choices;
mod restore;
pub mod status;

/// Where "Terug" leads from a screen of this folder: to Meer, or to Welkom on a first visit.
fn back(app: App) -> String {
    let is_first_visit =
        !app.is_demo && !settings::has_finished_welcome() && app.plan_now(mijn_brug_plan::Plan::is_empty);
    if is_first_visit {
        Route::Welcome.path()
    } else {
        Route::More.path()
    }
}

/// A row that links to a screen.
fn row(route: &Route, icon: &'static str, title: String, detail: String) -> AnyView {
    view! { <LinkRow href=route.path() icon=icon title=title detail=detail /> }.into_any()
}

/// Whom the plan is paired with, in a few words.
fn paired_with(app: App) -> String {
    match app.plan_now(|plan| plan.pairing.as_ref().map(who)) {
        Some(who) => tf("sharing.paired", &[("who", &who)]),
        None => t("sharing.not_paired"),
    }
}

/// A caseworker and their team in one line.
fn who(pairing: &Pairing) -> String {
    names(&pairing.caseworker, &pairing.team)
}

fn names(caseworker: &str, team: &str) -> String {
    let parts = [caseworker, team].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

/// Why the plan cannot be paired in this window, if so: the demo and a window that stores nothing have no plan to pair.
fn cannot_pair(app: App) -> Option<AnyView> {
    let text = if app.is_demo {
        t("pair.demo")
    } else if app.is_ephemeral {
        t("pair.forgetful")
    } else {
        return None;
    };
    Some(view! { <Notice kind="info" text=text /> }.into_any())
}

/// The menu screen of Meer.
pub fn more() -> AnyView {
    let app = use_app();
    view! {
        <Screen title=t("nav.more")>
            <ul class="mb-list">
                {row(&Route::HelpNow, "phone", t("help_now.title"), t("help_now.detail"))}
                {row(&Route::Rest, "moon", t("more.rest"), t("more.rest_detail"))}
                {row(&Route::Reminders, "bell", t("remind.screen"), t("remind.screen_detail"))}
                {row(&Route::Stress, "brain", t("stress.title"), t("stress.detail"))}
            </ul>
            <Heading2 text=t("more.app") />
            <ul class="mb-list">
                {row(&Route::Display, "type", t("more.display"), t("more.display_detail"))}
                {row(&Route::Install, "smartphone", t("more.install"), t("more.install_detail"))}
                {row(&Route::Pin, "lock", t("more.pin"), t("more.pin_detail"))}
                {row(
                    &Route::Troubleshooting,
                    "life-buoy",
                    t("troubleshooting.title"),
                    t("troubleshooting.detail"),
                )}
            </ul>
            <Heading2 text=t("more.caseworker") />
            <ul class="mb-list">
                {row(&Route::Sharing, "handshake", t("more.sharing"), paired_with(app))}
                {row(&Route::Review, "message-circle", t("more.review"), t("more.review_detail"))}
                {row(&Route::Card, "key-round", t("more.card"), t("more.card_detail"))}
                {row(&Route::NewPhone, "smartphone", t("more.new_phone"), t("more.new_phone_detail"))}
            </ul>
            <Heading2 text=t("more.plan") />
            <ul class="mb-list">
                {row(&Route::Backup, "download", t("more.backup"), t("more.backup_detail"))}
                {row(&Route::Print, "printer", t("more.print"), t("more.print_detail"))}
            </ul>
            {(!app.is_demo && !app.is_ephemeral).then(|| view! { <Persistence /> }.into_any())}
            <Heading2 text=t("more.data") />
            <ul class="mb-list">
                {row(&Route::Privacy, "shield", t("more.privacy"), t("more.privacy_detail"))}
                {row(&Route::Erase, "trash-2", t("more.erase"), t("more.erase_detail"))}
            </ul>
            <p class="mb-hint">{tf("more.version", &[("version", env!("CARGO_PKG_VERSION"))])}</p>
        </Screen>
    }
    .into_any()
}

/// Whether the browser promised to keep the data; if not, a button to ask for it.
#[component]
fn Persistence() -> impl IntoView {
    let kept = RwSignal::new(None::<bool>);
    spawn_local(async move {
        kept.try_set(Some(page::persisted().await.unwrap_or(false)));
    });
    let ask = Callback::new(move |()| {
        spawn_local(async move {
            kept.try_set(Some(page::persist().await.unwrap_or(false)));
        });
    });
    // Asking again helps only in browsers that ask the person. Elsewhere a second refusal changes nothing.
    let is_asked = RwSignal::new(false);
    view! {
        <div role="status">
            {move || match kept.get() {
                Some(true) => view! { <p class="mb-hint">{t("more.kept")}</p> }.into_any(),
                Some(false) => view! { <p class="mb-hint">{t("more.not_kept")}</p> }.into_any(),
                None => ().into_any(),
            }}
        </div>
        {move || (kept.get() == Some(false) && !is_asked.get() && page::can_persist()).then(|| view! {
            <div class="mb-actions">
                <Button
                    label=t("more.ask_to_keep")
                    weight=Weight::Secondary
                    on_click=Callback::new(move |()| { is_asked.set(true); ask.run(()); })
                />
            </div>
        }.into_any())}
    }
}
