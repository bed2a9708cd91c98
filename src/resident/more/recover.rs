//! Bringing the plan to this phone: with a code from the old phone, or with the recovery card.

use crate::ui::dom::{Node, component, view};
use leptos::prelude::*;

use super::form::{SecretForm, work};
use super::{back, cannot_link};
use crate::device::page;
use crate::resident::messages;
use crate::resident::route::Route;
use crate::resident::state::{App, PairingError, use_app};
use crate::ui::field::Field;
use crate::ui::screen::{GoTo, Heading2, LinkRow, Notice, Screen, Weight};
use crate::ui::texts::{t, tf};

/// The screen.
pub fn recover() -> Node {
    let app = use_app();
    // Taken in any case, so that it is of no use to a later screen.
    let secret = page::take_secret();
    view! {
        <Screen title=t("recover.title") back=back(app)>
            <p class="mb-lead">{t("recover.which")}</p>
            <ul class="mb-list">
                <LinkRow
                    href=Route::Pair.path()
                    icon="handshake"
                    title=t("recover.caseworker")
                    detail=t("recover.caseworker_detail")
                />
            </ul>
            <Heading2 text=t("recover.own") />
            {cannot_link(app).unwrap_or_else(|| {
                if app.holds_nothing() { view! { <Form app secret /> } } else { other_plan() }
            })}
        </Screen>
    }
}

/// A plan is never replaced by a code.
fn other_plan() -> Node {
    view! {
        <Notice kind="info" text=t("recover.other_plan") />
        <div class="mb-actions">
            <GoTo label=t("privacy.to_copy") href=Route::Backup.path() icon="download" />
            <GoTo label=t("more.erase") href=Route::Erase.path() icon="trash-2" weight=Weight::Secondary />
        </div>
    }
}

#[component]
fn Form(app: App, secret: Option<String>) -> Node {
    let text = RwSignal::new(String::new());
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let open = Callback::new(move |()| {
        error.set(None);
        let typed = text.get_untracked();
        work(busy, async move {
            match app.take_up(&typed).await {
                // The program still holds the key of before: it begins anew.
                Ok(()) => page::go("/"),
                Err(failure) => {
                    let words = match failure {
                        PairingError::CodeLength(length) => {
                            tf("recover.length", &[("length", &length.to_string())])
                        }
                        failure => messages::not_paired(&failure),
                    };
                    error.try_set(Some(words));
                    page::focus("code");
                }
            }
        });
    });
    if let Some(secret) = secret {
        text.set(secret);
        open.run(());
    }
    view! {
        <p class="nl-paragraph">{t("recover.text")}</p>
        <SecretForm label=t("recover.open") icon="key-round" busy on_submit=open>
            <Field id="code" label=t("recover.code") hint=t("recover.hint") value=text error=error />
        </SecretForm>
    }
}
