//! A copy of the plan in a file, sealed with a password, and the way back from such a file.

use leptos::prelude::*;

use super::back;
use super::restore::Restore;
use crate::device::{clock, settings};
use crate::resident::context::{App, use_app};
use crate::resident::messages;
use crate::resident::store::passphrase_from;
use crate::ui::field::{Checkbox, FieldError};
use crate::ui::file_offer::{FileOffer, FileOfferTexts};
use crate::ui::format;
use crate::ui::screen::{Heading2, Notice, Screen};
use crate::ui::secret_form::{Secret, SecretField, SecretForm, work};
use crate::ui::texts::{t, tf};

/// Minimum length of a password, in characters. The file may lie around for years, so the password must resist guessing
/// by a machine.
const PASSPHRASE_MIN: usize = 8;

/// The screen for making and restoring a backup.
pub fn backup() -> AnyView {
    let app = use_app();
    // Coming from Welkom there is nothing to copy yet, so the screen only offers to restore.
    let has_plan = !app.plan_now(mijn_brug_plan::Plan::is_empty);
    let title = if has_plan {
        t("more.backup")
    } else {
        t("backup.restore")
    };
    view! {
        <Screen title=title back=back(app)>
            {if app.is_demo {
                view! { <Notice kind="info" text=t("backup.demo") /> }.into_any()
            } else {
                view! {
                    {has_plan.then(|| view! { <MakeCopy app /> }.into_any())}
                    {has_plan.then(|| view! { <Heading2 text=t("backup.restore") /> }.into_any())}
                    <Restore app />
                }.into_any()
            }}
        </Screen>
    }
    .into_any()
}

/// The form that makes a copy.
#[component]
fn MakeCopy(app: App) -> impl IntoView {
    let (passphrase, again) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let revealed = RwSignal::new(false);
    let (error, again_error) = (RwSignal::new(None), RwSignal::new(None));
    let failure = RwSignal::new(None);
    let copy = FileOffer::new();
    let last = RwSignal::new(settings::last_copy());
    let busy = RwSignal::new(false);
    let make = Callback::new(move |()| {
        copy.clear();
        failure.set(None);
        let [words, same] = [passphrase, again].map(|it| passphrase_from(&it.get_untracked()));
        let is_short = words.n_characters() < PASSPHRASE_MIN;
        let differs = words != same;
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
                Ok(bytes) => {
                    passphrase.try_set(String::new());
                    again.try_set(String::new());
                    copy.offer(&name, "application/octet-stream", &bytes, None);
                }
                Err(error) => {
                    failure.try_set(Some(messages::not_stored(&error)));
                }
            }
        });
    });
    let words = FileOfferTexts {
        question: t("file.see"),
        there: t("backup.there"),
        nothing_helps: t("backup.nothing_helps"),
    };
    // A copy counts only when the person confirms that they can see the file.
    let answered = Callback::new(move |has_it: bool| {
        if has_it {
            let today = clock::today().to_string();
            settings::copy_made(&today);
            last.set(Some(today));
        }
    });
    let last_copy = move || {
        let day = last.get()?.parse().ok()?;
        Some(tf("backup.last", &[("day", &format::short_day(day))]))
    };
    view! {
        <p class="nl-paragraph">{t("backup.why")}</p>
        {move || last_copy().map(|words| view! { <p class="mb-muted">{words}</p> }.into_any())}
        <Heading2 text=t("backup.make") />
        <SecretForm label=t("backup.make_now") icon="download" busy on_submit=make>
            <SecretField
                id="passphrase"
                label=t("backup.passphrase")
                hint=t("backup.passphrase_hint")
                value=passphrase
                kind=Secret::NewPassphrase
                revealed
                error=error
            />
            <SecretField
                id="passphrase-again"
                label=t("backup.again")
                value=again
                kind=Secret::NewPassphrase
                revealed
                error=again_error
            />
            <Checkbox id="passphrase-show" label=t("backup.show") value=revealed />
            <p class="mb-hint">{t("backup.forget_hint")}</p>
            <FieldError id="backup-error".to_owned() error=failure />
        </SecretForm>
        {copy.place("backup-offer".to_owned(), words, answered)}
    }
}
