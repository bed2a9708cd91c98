//! Enrolling a team: a passphrase, the caseworker's name, and then the service.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use super::messages;
use super::passphrase::NewUser;
use super::store::{Desk, NewDesk};
use crate::ui::field::FieldError;
use crate::ui::screen::{Button, Notice, Screen};
use crate::ui::secret_form::{SecretForm, work};
use crate::ui::texts::t;

/// A desk that a screen hands to the app, once.
#[derive(Clone)]
pub struct Handed(SendWrapper<Rc<RefCell<Option<Desk>>>>);

impl Handed {
    /// Wraps a desk.
    pub fn of(desk: Desk) -> Self {
        Self(SendWrapper::new(Rc::new(RefCell::new(Some(desk)))))
    }

    /// Takes the desk out. `None` the second time.
    pub fn take(&self) -> Option<Desk> {
        self.0.borrow_mut().take()
    }
}

/// The form behind an enrolment link.
pub fn enrol(desk: NewDesk, open: Callback<Handed>) -> AnyView {
    let desk = StoredValue::new_local(desk);
    let user = NewUser::new();
    let failure = RwSignal::new(None::<String>);
    let busy = RwSignal::new(false);
    let make = Callback::new(move |()| {
        failure.set(None);
        let Some((caseworker, new)) = user.checked() else {
            return;
        };
        work(busy, async move {
            match desk.get_value().make(&new, caseworker).await {
                Ok(desk) => open.run(Handed::of(desk)),
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
pub fn join(desk: Rc<Desk>, open: Callback<Handed>) -> AnyView {
    let desk = StoredValue::new_local(desk);
    let busy = RwSignal::new(false);
    let failure = RwSignal::new(None::<String>);
    let ask = Callback::new(move |()| {
        failure.set(None);
        work(busy, async move {
            match desk.get_value().enrolled().await {
                Ok(desk) => open.run(Handed::of(desk)),
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
