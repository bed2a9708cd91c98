//! A one-time code that moves the plan to a new phone.

use leptos::prelude::*;

use super::card::not_paired;
use super::status::status;
use super::{back, cannot_pair};
use crate::device::page;
use crate::resident::context::{App, use_app};
use crate::resident::messages;
use crate::resident::route::Route;
use crate::ui::code;
use crate::ui::field::FieldError;
use crate::ui::qr::qr;
use crate::ui::screen::Screen;
use crate::ui::secret_form::{SecretForm, work};
use crate::ui::texts::{t, tf, tn};

/// The screen for moving to a new phone, on the old phone.
pub fn new_phone() -> AnyView {
    let app = use_app();
    let is_paired = app.plan_now(|plan| plan.pairing.is_some());
    view! {
        <Screen title=t("more.new_phone") back=back(app)>
            {cannot_pair(app).unwrap_or_else(|| {
                if is_paired { view! { <OldPhone app /> }.into_any() } else { not_paired(t("new_phone.not_paired")) }
            })}
        </Screen>
    }.into_any()
}

#[component]
fn OldPhone(app: App) -> impl IntoView {
    let made = RwSignal::new(None::<(String, usize)>);
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let make = Callback::new(move |()| {
        error.set(None);
        work(busy, async move {
            match app.offer_move().await {
                Ok(code) => {
                    made.try_set(Some(code));
                    page::after_paint(|| page::focus("new-code"));
                }
                Err(failure) => {
                    error.try_set(Some(messages::not_paired(&failure)));
                }
            }
        });
    });
    let shown = move || {
        made.get().map(|(text, minutes)| {
            // The code works once and expires soon, so it may be a link that opens the app.
            let link = format!("{}{}#{text}", page::origin(), Route::Recover.path());
            view! {
                <section class="mb-card mb-card--lifted">
                    <h2 class="nl-heading nl-heading--level-2" id="new-code" tabindex="-1">{t("new_phone.code")}</h2>
                    {code::code(&text, "mb-code")}
                    {qr(&link, t("new_phone.qr"))}
                    <p>{tn("new_phone.valid", minutes)}</p>
                </section>
            }.into_any()
        })
    };
    let address = tf("new_phone.open", &[("address", &page::origin())]);
    view! {
        <p class="mb-lead">{t("new_phone.text")}</p>
        {status(app)}
        <ol class="mb-lines">
            <li>{t("new_phone.make")}</li>
            <li>{address}</li>
            <li>{t("new_phone.type")}</li>
        </ol>
        {shown}
        <SecretForm label=t("new_phone.make_now") icon="smartphone" busy on_submit=make>
            <p class="mb-hint">{t("new_phone.stays")}</p>
            <FieldError id="new-phone-error".to_owned() error />
        </SecretForm>
    }
}
