//! The pin code, for shared phones.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::back;
use super::erase::erase_button;
use crate::device::page;
use crate::resident::context::{App, use_app};
use crate::resident::messages;
use crate::resident::route::Route;
use crate::resident::store::{self, Locked, Passphrase, PinError, PlanStore};
use crate::ui::busy;
use crate::ui::field::Checkbox;
use crate::ui::screen::{Heading2, Notice, Screen};
use crate::ui::secret_form::{Secret, SecretField, SecretForm, work};
use crate::ui::texts::t;

/// Allowed length of a pin code, in digits.
const DIGITS: std::ops::RangeInclusive<usize> = 4..=8;

/// What was typed in a field, without spaces between the digits.
fn passphrase_from(digits: RwSignal<String>) -> Passphrase {
    let digits = digits.get_untracked();
    store::passphrase_from(&digits.split_whitespace().collect::<String>())
}

/// Whether a text is a valid pin code.
fn is_pin(text: &str) -> bool {
    DIGITS.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The screen for setting the pin code.
pub fn pin() -> AnyView {
    let app = use_app();
    view! {
        <Screen title=t("more.pin") back=back(app)>
            {if app.is_demo {
                view! { <Notice kind="info" text=t("pin.demo") /> }.into_any()
            } else if app.is_ephemeral {
                view! { <Notice kind="info" text=t("pin.forgetful") /> }.into_any()
            } else {
                view! { <PinSetting app /> }.into_any()
            }}
        </Screen>
    }
    .into_any()
}

/// Setting, changing and removing the pin code.
#[component]
fn PinSetting(app: App) -> impl IntoView {
    let is_set = RwSignal::new(None::<bool>);
    // Whether something changed on this screen, so that it is announced.
    let changed = RwSignal::new(false);
    spawn_local(async move {
        is_set.try_set(Some(app.has_pin().await));
    });
    let on_change = move |has_pin| {
        Callback::new(move |()| {
            is_set.set(Some(has_pin));
            changed.set(true);
            page::begin_screen(&t("app.name"));
        })
    };
    view! {
        <p class="nl-paragraph">{t("pin.why")}</p>
        <div role="status">
            {move || (changed.get() || is_set.get() == Some(true)).then(|| {
                let text = if is_set.get() == Some(true) { t("pin.is_on") } else { t("pin.is_off") };
                view! { <div class="mb-notice mb-notice--info"><crate::ui::icon::Icon name="lock" /><p>{text}</p></div> }.into_any()
            })}
        </div>
        {move || is_set.get().map(|has_pin| view! {
            <Heading2 text=if has_pin { t("pin.change") } else { t("pin.set") } />
            <PinForm app has_pin on_set=on_change(true) />
            {has_pin.then(|| view! {
                <Heading2 text=t("pin.remove") />
                <p class="nl-paragraph">{t("pin.remove_text")}</p>
                <RemoveForm app on_removed=on_change(false) />
            }.into_any())}
        }.into_any())}
    }
}

/// Shows why the pin code did not change, at the field it concerns.
fn show(error: &PinError, now: RwSignal<Option<String>>, new: RwSignal<Option<String>>) {
    match error {
        PinError::Wrong => {
            now.try_set(Some(t("pin.does_not_fit")));
        }
        PinError::NotStored(failure) => {
            new.try_set(Some(messages::not_stored(failure)));
        }
    }
}

/// The form that removes the pin code.
#[component]
fn RemoveForm(app: App, on_removed: Callback<()>) -> impl IntoView {
    let now = RwSignal::new(String::new());
    let revealed = RwSignal::new(false);
    let error = RwSignal::new(None);
    let busy = RwSignal::new(false);
    let remove = Callback::new(move |()| {
        error.set(None);
        work(busy, async move {
            match app.set_pin(&passphrase_from(now), None).await {
                Ok(()) => {
                    on_removed.try_run(());
                }
                Err(failure) => {
                    show(&failure, error, error);
                    page::focus("pin-to-remove");
                }
            }
        });
    });
    view! {
        <SecretForm label=t("pin.remove_now") icon="lock" busy on_submit=remove>
            <SecretField
                id="pin-to-remove"
                label=t("pin.yours")
                value=now
                kind=Secret::Pin
                revealed
                error=error
            />
            <Checkbox id="pin-to-remove-show" label=t("pin.show") value=revealed />
        </SecretForm>
    }
}

/// The form for a new pin code.
#[component]
fn PinForm(app: App, has_pin: bool, on_set: Callback<()>) -> impl IntoView {
    let (now, now_error) = (RwSignal::new(String::new()), RwSignal::new(None));
    let (digits, again) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let revealed = RwSignal::new(false);
    let (error, again_error) = (RwSignal::new(None), RwSignal::new(None));
    let busy = RwSignal::new(false);
    let set = Callback::new(move |()| {
        let new = passphrase_from(digits);
        let is_fit = is_pin(new.text());
        let is_same = new == passphrase_from(again);
        error.set((!is_fit).then(|| t("pin.not_digits")));
        again_error.set((is_fit && !is_same).then(|| t("pin.differs")));
        if !is_fit || !is_same {
            page::focus(if is_fit { "pin-again" } else { "pin" });
            return;
        }
        now_error.set(None);
        work(busy, async move {
            match app.set_pin(&passphrase_from(now), Some(&new)).await {
                Ok(()) => {
                    // The callback is gone if the person left the screen in the meantime.
                    on_set.try_run(());
                }
                Err(failure) => {
                    show(&failure, now_error, error);
                    page::focus(if failure == PinError::Wrong {
                        "pin-now"
                    } else {
                        "pin"
                    });
                }
            }
        });
    });
    view! {
        <div class="mb-notice mb-notice--warn">
            <crate::ui::icon::Icon name="triangle-alert" />
            <div class="mb-notice__text">
                <p>{t("pin.forget")}</p>
                <p><a class="nl-link" href=Route::Backup.path()>{t("pin.copy_first")}</a></p>
            </div>
        </div>
        <SecretForm label=t("pin.set_now") icon="lock" busy on_submit=set>
            {has_pin.then(|| view! {
                <SecretField id="pin-now" label=t("pin.now") value=now kind=Secret::Pin revealed error=now_error />
            }.into_any())}
            <SecretField id="pin" label=t("pin.new") hint=t("pin.hint") value=digits kind=Secret::Pin revealed error=error />
            <SecretField id="pin-again" label=t("pin.again") value=again kind=Secret::Pin revealed error=again_error />
            <Checkbox id="pin-show" label=t("pin.show") value=revealed />
        </SecretForm>
    }
}

/// The screen that asks for the pin code before anything else is shown.
pub fn ask(locked: Locked, open: Callback<PlanStore>) -> AnyView {
    let locked = StoredValue::new_local(locked);
    let (digits, revealed) = (RwSignal::new(String::new()), RwSignal::new(false));
    let (error, failure) = (RwSignal::new(None), RwSignal::new(None::<String>));
    let busy = RwSignal::new(false);
    let unlock = Callback::new(move |()| {
        error.set(None);
        work(busy, async move {
            let locked = locked.get_value();
            if let Some(app) = locked.unlock(&passphrase_from(digits)).await {
                open.run(app);
            } else {
                digits.set(String::new());
                error.set(Some(t("pin.does_not_fit")));
                page::focus("pin");
            }
        });
    });
    let erase = Callback::new(move |()| {
        let store = locked.with_value(|locked| locked.store().clone());
        busy::work(async move {
            match store::erase(&store).await {
                Ok(()) => page::go("/"),
                Err(_) => {
                    failure.try_set(Some(t("erase.failed")));
                }
            }
        });
    });
    page::after_paint(|| {
        page::begin_screen(&t("app.name"));
        page::focus("pin");
    });
    view! {
        <main id="main">
            <Screen title=t("app.name")>
                <SecretForm label=t("pin.open") icon="lock" busy on_submit=unlock>
                    <SecretField id="pin" label=t("pin.yours") value=digits kind=Secret::Pin revealed error=error />
                    <Checkbox id="pin-show" label=t("pin.show") value=revealed />
                </SecretForm>
                <details class="mb-details">
                    <summary>{t("pin.forgotten")}</summary>
                    <p class="nl-paragraph">{t("pin.forgotten_text")}</p>
                    {erase_button(t("pin.erase"), ().into_any(), failure, erase)}
                </details>
            </Screen>
        </main>
    }.into_any()
}

#[cfg(test)]
mod tests {
    use super::is_pin;

    #[test]
    fn a_pin_is_four_to_eight_digits() {
        for pin in ["0000", "12345678"] {
            assert!(is_pin(pin), "{pin}");
        }
        for text in ["", "123", "123456789", "12a4", "1 234", "١٢٣٤", "12.4"] {
            assert!(!is_pin(text), "{text}");
        }
    }
}
