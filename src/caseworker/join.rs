//! A device without a team: a colleague joins with a code, or opens the operator's link.

use leptos::prelude::*;

use super::enrol::DeviceHandover;
use super::messages;
use super::passphrase::NewUser;
use super::store::Joiner;
use crate::device::page;
use crate::device::store::start::StartFailure;
use crate::ui::code::CodeField;
use crate::ui::field::FieldError;
use crate::ui::screen::{LinkButton, Notice, Screen, Weight};
use crate::ui::secret_form::{SecretForm, work};
use crate::ui::texts::t;

/// The screen for joining. `lost` says what happened to the team that was on this device, if there was one.
pub fn join(joiner: Joiner, lost: Option<StartFailure>, open: Callback<DeviceHandover>) -> AnyView {
    let lost = lost.map(|lost| {
        let text = if lost == StartFailure::KeyGone {
            t("start.key_gone_team")
        } else {
            t("start.erased_team")
        };
        view! { <Notice kind="warn" text /> }.into_any()
    });
    let joiner = StoredValue::new_local(joiner);
    let code = RwSignal::new(String::new());
    let [code_error, failure] = [(); 2].map(|()| RwSignal::new(None::<String>));
    let user = NewUser::new();
    let busy = RwSignal::new(false);
    let join = Callback::new(move |()| {
        code_error.set(None);
        failure.set(None);
        let Some((name, passphrase)) = user.checked() else {
            return;
        };
        work(busy, async move {
            match joiner
                .get_value()
                .join(&code.get_untracked(), &passphrase, name)
                .await
            {
                Ok(unlocked) => open.run(DeviceHandover::of(unlocked)),
                Err(error) => {
                    let is_codes = error.another_code_helps();
                    let shown = if is_codes { code_error } else { failure };
                    shown.try_set(Some(messages::not_joined(&error)));
                    if is_codes {
                        page::focus("code");
                    }
                }
            }
        });
    });
    view! {
        <Screen title=t("join.title") above=t("team.app")>
            {lost}
            <p class="nl-paragraph">{t("join.text")}</p>
            <SecretForm label=t("join.now") icon="key-round" busy on_submit=join>
                <CodeField id="code" label=t("join.code") hint=t("join.code_hint") value=code error=code_error />
                {user.fields()}
                <FieldError id="join-failure".to_owned() error=failure />
            </SecretForm>
            <Notice kind="info" text=t("team.no_link") />
            <div class="mb-actions">
                <LinkButton label=t("team.to_residents") href="/" weight=Weight::Secondary />
            </div>
        </Screen>
    }.into_any()
}
