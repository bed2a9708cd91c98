//! A team is enrolled: a passphrase, an own name, and then the service.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;
use send_wrapper::SendWrapper;

use super::messages;
use super::state::{Desk, NewDesk, PASSPHRASE_MIN};
use crate::device::page;
use crate::ui::dom::{Node, view};
use crate::ui::field::{Checkbox, Field, FieldError, Kind};
use crate::ui::screen::{Act, Notice, Screen};
use crate::ui::secret_form::{SecretForm, work};
use crate::ui::texts::{t, tn};

/// A desk that goes from one screen to the app, once.
#[derive(Clone)]
pub struct Handed(SendWrapper<Rc<RefCell<Option<Desk>>>>);

impl Handed {
    /// Hands over.
    pub fn of(desk: Desk) -> Self {
        Self(SendWrapper::new(Rc::new(RefCell::new(Some(desk)))))
    }

    /// Takes it; `None` the second time.
    pub fn take(&self) -> Option<Desk> {
        self.0.borrow_mut().take()
    }
}

/// The form of who opened an enrolment link.
pub fn enrol(desk: NewDesk, open: Callback<Handed>) -> Node {
    let desk = StoredValue::new_local(desk);
    let [name, passphrase, again] = [(); 3].map(|()| RwSignal::new(String::new()));
    let revealed = RwSignal::new(false);
    let [name_error, passphrase_error, again_error, failure] =
        [(); 4].map(|()| RwSignal::new(None::<String>));
    let busy = RwSignal::new(false);
    let make = Callback::new(move |()| {
        let (caseworker, new) = (name.get_untracked().trim().to_owned(), passphrase.get_untracked());
        let has_name = !caseworker.is_empty();
        let is_long = new.trim().chars().count() >= PASSPHRASE_MIN;
        let is_same = new == again.get_untracked();
        name_error.set((!has_name).then(|| t("team.name_missing")));
        passphrase_error.set((!is_long).then(|| tn("team.too_short", PASSPHRASE_MIN)));
        again_error.set((is_long && !is_same).then(|| t("backup.differs")));
        failure.set(None);
        if !has_name || !is_long || !is_same {
            page::focus(match (has_name, is_long) {
                (false, _) => "name",
                (true, false) => "passphrase",
                (true, true) => "passphrase-again",
            });
            return;
        }
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
                <Field id="name" label=t("team.name") hint=t("team.name_hint") value=name error=name_error />
                <Field
                    id="passphrase"
                    label=t("backup.passphrase")
                    hint=tn("team.passphrase_hint", PASSPHRASE_MIN)
                    value=passphrase
                    kind=Kind::Passphrase
                    revealed
                    error=passphrase_error
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
                <FieldError id="enrol-failure".to_owned() error=failure />
            </SecretForm>
            <Notice kind="warn" text=t("team.forget") />
        </Screen>
    }
}

/// The key is kept; now the service is told. At once, and again when the person asks.
pub fn join(desk: Rc<Desk>, open: Callback<Handed>) -> Node {
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
                <Act label=t("app.again") disabled=busy on_click=ask />
            </div>
        </Screen>
    }
}
