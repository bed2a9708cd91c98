//! Enrolling a team: a passphrase, the caseworker's name, and then the service.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use super::messages;
use super::passphrase::NewUser;
use super::store::{NewDevice, UnlockedDevice};
use crate::ui::field::FieldError;
use crate::ui::screen::{Button, Notice, Screen};
use crate::ui::secret_form::{SecretForm, work};
use crate::ui::texts::t;

/// An unlocked device that a screen hands to the app, once.
#[derive(Clone)]
pub struct DeviceHandover(SendWrapper<Rc<RefCell<Option<UnlockedDevice>>>>);

impl DeviceHandover {
    /// Wraps an unlocked device.
    pub fn of(unlocked: UnlockedDevice) -> Self {
        Self(SendWrapper::new(Rc::new(RefCell::new(Some(unlocked)))))
    }

    /// Takes the device out. `None` the second time.
    pub fn take(&self) -> Option<UnlockedDevice> {
        self.0.borrow_mut().take()
    }
}

/// The form behind an enrolment link.
pub fn enrol(unlocked: NewDevice, open: Callback<DeviceHandover>) -> AnyView {
    let unlocked = StoredValue::new_local(unlocked);
    let user = NewUser::new();
    let failure = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let make = Callback::new(move |()| {
        failure.set(None);
        let Some((caseworker, new)) = user.checked() else {
            return;
        };
        work(busy, async move {
            match unlocked.get_value().make(&new, caseworker).await {
                Ok(unlocked) => open.run(DeviceHandover::of(unlocked)),
                Err(error) => {
                    failure.try_set(Some(messages::not_enrolled(&error)));
                }
            }
        });
    });
    view! {
        <Screen title=t("team.enrol") above=t("team.app")>
            <p class="nl-paragraph">{t("team.enrol_text")}</p>
            <SecretForm label=t("team.enrol_now") icon="key-round" busy on_submit=make>
                {user.fields()}
                <FieldError id="enrol-failure".to_owned() error=failure />
            </SecretForm>
            <p class="mb-hint">{t("team.enrol_sure")}</p>
            <Notice kind="warn" text=t("team.forget") />
        </Screen>
    }
    .into_any()
}

/// Registers a team whose key is stored at the service: at once, and again when the person asks.
pub fn join(unlocked: Rc<UnlockedDevice>, open: Callback<DeviceHandover>) -> AnyView {
    let unlocked = StoredValue::new_local(unlocked);
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<String>);
    let ask = Callback::new(move |()| {
        failure.set(None);
        work(busy, async move {
            match unlocked.get_value().enrolled().await {
                Ok(unlocked) => open.run(DeviceHandover::of(unlocked)),
                Err(error) => {
                    failure.try_set(Some(messages::not_enrolled(&error)));
                }
            }
        });
    });
    ask.run(());
    view! {
        <Screen title=t("team.enrol") above=t("team.app")>
            <p class="nl-paragraph" role="status">
                {move || if busy.get() { t("form.busy_hint") } else { t("team.kept") }}
            </p>
            <FieldError id="join-failure".to_owned() error=failure />
            <div class="mb-actions">
                <Button label=t("app.again") disabled=busy on_click=ask />
            </div>
        </Screen>
    }
    .into_any()
}
