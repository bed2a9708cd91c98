//! A copy of the plan in a file, sealed with a password; and the way back from such a file.

use crate::ui::dom::{IntoNode, Node, component, view};
use leptos::prelude::*;

use super::back;
use super::form::{SecretForm, work};
use super::restore::Restore;
use crate::device::{clock, files};
use crate::resident::messages;
use crate::resident::state::{App, use_app};
use crate::ui::field::{Checkbox, Field, FieldError, Kind};
use crate::ui::screen::{Heading2, Notice, Screen};
use crate::ui::texts::{t, tf};

/// The fewest characters of a password. The file may lie anywhere for years, so it must bear guessing by a machine.
const PASSPHRASE_MIN: usize = 8;

/// The screen.
pub fn backup() -> Node {
    let app = use_app();
    // Who comes from Welkom has nothing to copy yet, and one thing to do.
    let has_plan = !app.plan_now(mijn_brug_plan::Plan::is_empty);
    let title = if has_plan {
        t("more.backup")
    } else {
        t("backup.restore")
    };
    view! {
        <Screen title=title back=back(app)>
            {if app.is_demo {
                view! { <Notice kind="info" text=t("backup.demo") /> }.into_node()
            } else {
                view! {
                    {has_plan.then(|| view! { <MakeCopy app /> })}
                    {has_plan.then(|| view! { <Heading2 text=t("backup.restore") /> })}
                    <Restore app />
                }.into_node()
            }}
        </Screen>
    }
}

/// The form that makes a copy.
#[component]
fn MakeCopy(app: App) -> Node {
    let (passphrase, again) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let revealed = RwSignal::new(false);
    let (error, again_error) = (RwSignal::new(None), RwSignal::new(None));
    let failure = RwSignal::new(None);
    let saved = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let make = Callback::new(move |()| {
        saved.set(None);
        failure.set(None);
        let words = passphrase.get_untracked();
        let is_short = words.trim().chars().count() < PASSPHRASE_MIN;
        let differs = words != again.get_untracked();
        error.set(is_short.then(|| t("backup.too_short")));
        again_error.set((!is_short && differs).then(|| t("backup.differs")));
        if is_short || differs {
            crate::device::page::focus(if is_short {
                "passphrase"
            } else {
                "passphrase-again"
            });
            return;
        }
        work(busy, async move {
            let name = format!("mijn-brug-{}.brug", clock::today());
            match app.backup(&words).await {
                Ok(bytes) if files::save(&name, "application/octet-stream", &bytes).is_some() => {
                    passphrase.try_set(String::new());
                    again.try_set(String::new());
                    saved.try_set(Some(name));
                }
                Ok(_) => {
                    failure.try_set(Some(t("backup.not_saved")));
                }
                Err(error) => {
                    failure.try_set(Some(messages::not_stored(&error)));
                }
            }
        });
    });
    view! {
        <p class="nl-paragraph">{t("backup.why")}</p>
        <Heading2 text=t("backup.make") />
        <SecretForm label=t("backup.make_now") icon="download" busy on_submit=make>
            <Field
                id="passphrase"
                label=t("backup.passphrase")
                hint=t("backup.passphrase_hint")
                value=passphrase
                kind=Kind::Passphrase
                revealed
                error=error
            />
            <Field
                id="passphrase-again"
                label=t("backup.again")
                value=again
                kind=Kind::Passphrase
                revealed
                error=again_error
            />
            <Checkbox id="passphrase-show" label=t("backup.show") value=revealed />
            <p class="mb-hint">{t("backup.forget_hint")}</p>
            <FieldError id="backup-error".to_owned() error=failure />
        </SecretForm>
        <div role="status">
            {move || saved.get().map(|name| view! {
                <div class="mb-notice mb-notice--info">
                    <crate::ui::icon::Icon name="circle-check" />
                    <div class="mb-notice__text">
                        <p>{tf("backup.saved", &[("file", &name)])}</p>
                        <p>{t("backup.saved_hint")}</p>
                    </div>
                </div>
            })}
        </div>
    }
}
