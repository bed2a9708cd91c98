//! The form fields that assign a device to a person: a name, and a passphrase typed twice.

use leptos::prelude::*;

use super::store::{PASSPHRASE_MIN, Passphrase, passphrase_from};
use crate::device::page;
use crate::ui::field::{Checkbox, Field};
use crate::ui::secret_form::{Secret, SecretField};
use crate::ui::texts::{t, tn};

/// The field values and their errors.
#[derive(Clone, Copy)]
pub struct NewUser {
    name: RwSignal<String>,
    passphrase: RwSignal<String>,
    again: RwSignal<String>,
    revealed: RwSignal<bool>,
    errors: [RwSignal<Option<String>>; 3],
}

impl NewUser {
    /// Empty fields.
    pub fn new() -> Self {
        let [name, passphrase, again] = [(); 3].map(|()| RwSignal::new(String::new()));
        Self {
            name,
            passphrase,
            again,
            revealed: RwSignal::new(false),
            errors: [(); 3].map(|()| RwSignal::new(None)),
        }
    }

    /// The name and the passphrase. If a field is invalid, shows its error, focuses it, and returns `None`.
    pub fn checked(self) -> Option<(String, Passphrase)> {
        let name = self.name.get_untracked().trim().to_owned();
        let [passphrase, again] =
            [self.passphrase, self.again].map(|it| passphrase_from(&it.get_untracked()));
        let has_name = !name.is_empty();
        let is_long = passphrase.n_characters() >= PASSPHRASE_MIN;
        let is_same = passphrase == again;
        let [name_error, passphrase_error, again_error] = self.errors;
        name_error.set((!has_name).then(|| t("team.name_missing")));
        passphrase_error.set((!is_long).then(|| tn("team.too_short", PASSPHRASE_MIN)));
        again_error.set((is_long && !is_same).then(|| t("backup.differs")));
        if has_name && is_long && is_same {
            return Some((name, passphrase));
        }
        page::focus(match (has_name, is_long) {
            (false, _) => "name",
            (true, false) => "passphrase",
            (true, true) => "passphrase-again",
        });
        None
    }

    /// The fields.
    pub fn fields(self) -> AnyView {
        let [name_error, passphrase_error, again_error] = self.errors;
        let Self {
            name,
            passphrase,
            again,
            revealed,
            ..
        } = self;
        view! {
            <Field id="name" label=t("team.name") hint=t("team.name_hint") value=name error=name_error />
            <SecretField
                id="passphrase"
                label=t("backup.passphrase")
                hint=tn("team.passphrase_hint", PASSPHRASE_MIN)
                value=passphrase
                kind=Secret::NewPassphrase
                revealed
                error=passphrase_error
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
        }
        .into_any()
    }
}
