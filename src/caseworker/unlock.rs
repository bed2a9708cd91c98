//! Asks for the passphrase before anything is shown.

use leptos::prelude::*;

use super::enrol::DeviceHandover;
use super::forget::ForgetDevice;
use super::messages;
use super::store::{Locked, passphrase_from};
use crate::device::page;
use crate::ui::field::Checkbox;
use crate::ui::screen::{Notice, Screen};
use crate::ui::secret_form::{Secret, SecretField, SecretForm, work};
use crate::ui::texts::t;

/// The screen that unlocks the device.
pub fn unlock(locked: Locked, open: Callback<DeviceHandover>) -> AnyView {
    let team = locked.team().map(str::to_owned);
    let is_link_unused = locked.is_link_unused;
    let locked = StoredValue::new_local(locked);
    let passphrase = RwSignal::new(String::new());
    let revealed = RwSignal::new(false);
    let error = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let unlock = Callback::new(move |()| {
        error.set(None);
        work(busy, async move {
            let secret = passphrase_from(&passphrase.get_untracked());
            let opened = locked.with_value(|locked| locked.unlock(&secret));
            match opened {
                Ok(unlocked) => open.run(DeviceHandover::of(unlocked)),
                Err(wrong) => {
                    error.try_set(Some(messages::not_unlocked(wrong)));
                    page::focus("passphrase");
                }
            }
        });
    });
    let forget = Callback::new(move |()| {
        let locked = locked.get_value();
        let done: std::pin::Pin<Box<dyn Future<Output = _>>> = Box::pin(async move { locked.forget().await });
        done
    });
    view! {
        <Screen title=team.unwrap_or_else(|| t("team.app")) above=t("team.app")>
            {is_link_unused.then(|| view! { <Notice kind="info" text=t("team.has_team") /> }.into_any())}
            <SecretForm label=t("team.unlock") icon="lock" busy on_submit=unlock>
                <SecretField
                    id="passphrase"
                    label=t("team.passphrase")
                    value=passphrase
                    kind=Secret::Passphrase
                    revealed
                    error=error
                />
                <Checkbox id="passphrase-show" label=t("backup.show") value=revealed />
            </SecretForm>
            <details class="mb-details">
                <summary>{t("team.forgotten")}</summary>
                <p class="nl-paragraph">{t("team.forgotten_text")}</p>
                <ol class="mb-lines">
                    <li>{t("team.forgotten_forget")}</li>
                    <li>{t("team.forgotten_code")}</li>
                    <li>{t("team.forgotten_join")}</li>
                </ol>
                <p class="mb-muted">{t("team.forgotten_alone")}</p>
                <ForgetDevice text=t("forget.text") forget />
            </details>
        </Screen>
    }
    .into_any()
}
