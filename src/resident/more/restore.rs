//! Restoring a plan from a file.

use leptos::html::{Dialog, Input};
use leptos::prelude::*;

use super::confirm::{self, Confirm};
use crate::device::{files, overlay, page};
use crate::resident::context::App;
use crate::resident::lazy::use_parts;
use crate::resident::messages;
use crate::resident::reminders::use_reminders;
use crate::resident::store::{FILE_MAX, RestoreError, passphrase_from};
use crate::ui::field::{Checkbox, FieldError};
use crate::ui::screen::{Button, Notice};
use crate::ui::secret_form::{Secret, SecretField, SecretForm, work};
use crate::ui::texts::{t, tn};

/// What was restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct RestoredCopy {
    /// Number of records that were not on the phone yet.
    added: usize,
    /// The phone had a pin code, and the restored plan has none: it has a key of its own.
    lost_pin: bool,
}

/// The form that restores a plan.
#[component]
pub fn Restore(app: App) -> impl IntoView {
    // Without storage nothing can be restored: the page would reload to an empty plan.
    if app.is_ephemeral {
        return view! { <Notice kind="warn" text=t("backup.forgetful") /> }.into_any();
    }
    let input = NodeRef::<Input>::new();
    let (question, done) = (NodeRef::<Dialog>::new(), NodeRef::<Dialog>::new());
    let passphrase = RwSignal::new(String::new());
    let revealed = RwSignal::new(false);
    let (file_error, error) = (RwSignal::new(None::<String>), RwSignal::new(None::<String>));
    let busy = RwSignal::new(false);
    let back = RwSignal::new(None::<RestoredCopy>);

    let (parts, reminders) = (use_parts(), use_reminders());
    let bring_back = move |replace: bool| {
        file_error.set(None);
        error.set(None);
        let Some(input) = input.get_untracked() else {
            return;
        };
        if input.value().is_empty() {
            file_error.set(Some(t("backup.no_file")));
            page::focus("copy");
            return;
        }
        let words = passphrase_from(&passphrase.get_untracked());
        if words.is_empty() {
            error.set(Some(t("backup.no_passphrase")));
            page::focus("copy-passphrase");
            return;
        }
        work(busy, async move {
            let Some(bytes) = files::chosen(&input, FILE_MAX).await else {
                file_error.try_set(Some(t("backup.unreadable")));
                return;
            };
            let had_pin = app.has_pin().await;
            let withdraw = async || parts.withdraw_reminders(reminders).await;
            let restored = app.restore(&bytes, &words, replace, withdraw).await;
            if restored.is_err() {
                parts.resume_reminders(reminders);
            }
            match restored {
                Ok(restored) => {
                    let lost_pin = had_pin && !app.has_pin().await;
                    // Reload even if the person left the screen in the meantime.
                    if back
                        .try_set(Some(RestoredCopy {
                            added: restored.added,
                            lost_pin,
                        }))
                        .is_some()
                    {
                        page::go("/");
                    }
                    confirm::open(done);
                }
                Err(RestoreError::OtherPlan) => confirm::open(question),
                Err(failure @ RestoreError::File(_)) => {
                    file_error.try_set(Some(messages::not_restored(&failure)));
                }
                Err(failure) => {
                    error.try_set(Some(messages::not_restored(&failure)));
                }
            }
        });
    };
    view! {
        <p class="nl-paragraph">{t("backup.restore_text")}</p>
        <SecretForm
            label=t("backup.restore_now")
            icon="upload"
            busy
            on_submit=Callback::new(move |()| bring_back(false))
        >
            <FileField input error=file_error />
            <SecretField
                id="copy-passphrase"
                label=t("backup.copy_passphrase")
                value=passphrase
                kind=Secret::Passphrase
                revealed
                error=error
            />
            <Checkbox id="copy-show" label=t("backup.show") value=revealed />
        </SecretForm>
        <Confirm
            dialog=question
            id="replace"
            title=t("backup.replace")
            text=t("backup.replace_text")
            yes=t("backup.replace_yes")
            no=t("backup.replace_no")
            on_yes=Callback::new(move |()| bring_back(true))
        />
        <Done dialog=done back />
    }
    .into_any()
}

/// The file field.
#[component]
fn FileField(
    /// The input element, to read the file from.
    input: NodeRef<Input>,
    /// What is wrong with the file.
    error: RwSignal<Option<String>>,
) -> impl IntoView {
    view! {
        <div class="utrecht-form-field mb-field">
            <label class="utrecht-form-label" for="copy">{t("backup.file")}</label>
            <p class="mb-hint" id="copy-hint">{t("backup.file_hint")}</p>
            // Without `accept`: phones grey out file types they do not know.
            <input
                id="copy"
                class="mb-file"
                type="file"
                node_ref=input
                aria-describedby="copy-hint copy-error"
                aria-invalid=move || error.get().map(|_| "true")
                on:change=move |_| error.set(None)
            />
            <FieldError id="copy-error".to_owned() error />
        </div>
    }
}

/// Says what was restored. The running program still holds the old key, so the only way on, also with Escape, is a
/// reload.
#[component]
fn Done(
    /// The dialog, for [`confirm::open`].
    dialog: NodeRef<Dialog>,
    /// What was restored.
    back: RwSignal<Option<RestoredCopy>>,
) -> impl IntoView {
    view! {
        <dialog node_ref=dialog class="mb-dialog" aria-labelledby="done-title" on:close=|_| overlay::closed(|| page::go("/"))>
            <h2 id="done-title" class="nl-heading nl-heading--level-2">{t("backup.done")}</h2>
            {move || back.get().map(|back| view! {
                <p class="nl-paragraph">
                    {if back.added == 0 { t("backup.nothing_new") } else { tn("backup.added", back.added) }}
                </p>
                {back.lost_pin.then(|| view! { <p class="nl-paragraph">{t("backup.pin_gone")}</p> }.into_any())}
            }.into_any())}
            <div class="mb-actions">
                <Button label=t("backup.see_plan") on_click=Callback::new(|()| page::go("/")) />
            </div>
        </dialog>
    }
}
