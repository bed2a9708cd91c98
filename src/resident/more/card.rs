//! The recovery card: the plan's key on paper, for when the phone is lost or broken.

use leptos::prelude::*;

use super::{back, cannot_pair};
use crate::resident::context::{App, use_app};
use crate::resident::route::Route;
use crate::ui::code;
use crate::ui::print_button::PrintButton;
use crate::ui::qr::qr;
use crate::ui::screen::{Button, LinkButton, Notice, Screen, Weight};
use crate::ui::texts::t;

/// The screen of the recovery card.
pub fn card() -> AnyView {
    let app = use_app();
    let is_paired = app.plan_now(|plan| plan.pairing.is_some());
    view! {
        <Screen title=t("more.card") back=back(app)>
            {cannot_pair(app).unwrap_or_else(|| {
                if is_paired { view! { <Card app /> }.into_any() } else { not_paired(t("card.not_paired")) }
            })}
        </Screen>
    }
    .into_any()
}

/// What to do while the plan is only on this phone.
pub fn not_paired(text: String) -> AnyView {
    view! {
        <p class="mb-lead">{text}</p>
        <p class="nl-paragraph">{t("card.copy")}</p>
        <div class="mb-actions">
            <LinkButton label=t("sharing.link") href=Route::Pair.path() icon="handshake" />
            <LinkButton label=t("privacy.to_copy") href=Route::Backup.path() icon="download" weight=Weight::Secondary />
        </div>
    }.into_any()
}

#[component]
fn Card(app: App) -> impl IntoView {
    // Hidden until asked for, so that a bystander cannot read the key.
    let is_open = RwSignal::new(false);
    let show = Callback::new(move |()| is_open.set(true));
    let draw = move || {
        if !is_open.get() {
            return view! {
                <div class="mb-actions"><Button label=t("card.show") icon="key-round" on_click=show /></div>
            }
            .into_any();
        }
        let text = app.recovery_card();
        // The code holds the bare text instead of a link: a phone's camera app would keep a link, with the key in it,
        // in its history.
        view! {
            <div class="mb-card mb-paper">
                <p>{t("card.on_paper")}</p>
                {qr(&text, t("card.qr"))}
                {code::code(&text, "mb-code")}
                <p>{t("card.how")}</p>
            </div>
            <div class="mb-actions mb-no-print">
                <PrintButton label=t("card.print") instead=t("print.copy_out") />
            </div>
        }
        .into_any()
    };
    view! {
        <div class="mb-no-print">
            <p class="mb-lead">{t("card.text")}</p>
            <Notice kind="warn" text=t("card.warning") />
        </div>
        {draw}
    }
}
