//! Forms with a secret, and the field for a secret. Their work deliberately takes seconds on a slow phone, which
//! protects a short pin code or password against guessing. So they show that they are busy before they start.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::busy;
use super::field::{FieldFrame, InputSettings, Limits};
use super::icon::Icon;
use super::texts::t;
use crate::device::page;

/// A form on a card, with one button.
#[component]
pub fn SecretForm(
    /// The label of the button.
    #[prop(into)]
    label: String,
    /// The pictogram on the button.
    icon: &'static str,
    /// Whether work is running: see [`work`].
    busy: RwSignal<bool>,
    /// Called when the form is submitted, by the button or Enter.
    on_submit: Callback<()>,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let words = move || if busy.get() { t("form.busy") } else { label.clone() };
    view! {
        <form
            class="mb-card"
            novalidate
            on:submit=move |event| {
                event.prevent_default();
                if !busy.get_untracked() {
                    on_submit.run(());
                }
            }
        >
            {children()}
            <div class="mb-actions">
                // Not `disabled`, because that would lose the focus.
                <button
                    type="submit"
                    class="nl-button nl-button--primary"
                    aria-disabled=move || busy.get().then_some("true")
                >
                    <Icon name=icon />
                    <span>{words}</span>
                </button>
            </div>
            // The button shows the same to people who see it.
            <p class="mb-visually-hidden" role="status">{move || busy.get().then(|| t("form.busy_hint"))}</p>
        </form>
    }
}

/// Shows that the form is busy, waits for a paint, and only then starts the work.
pub fn work(busy: RwSignal<bool>, work: impl Future<Output = ()> + 'static) {
    busy.set(true);
    let under_way = busy::hold();
    page::after_paint(move || {
        // The person left the form before the work began.
        if busy.is_disposed() {
            return;
        }
        spawn_local(async move {
            work.await;
            busy.try_set(false);
            drop(under_way);
        });
    });
}

/// The maximum number of characters of a secret: more than anybody types.
const LIMITS: Limits = Limits {
    fits: 1_000,
    most: 1_000,
};

/// The kind of secret that a field asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    /// A new password.
    NewPassphrase,
    /// An existing password.
    Passphrase,
    /// A pin code, new or existing. The browser must not store it: that would open the app for anybody who shares the
    /// phone.
    Pin,
}

/// A field for a secret. No keyboard capitalizes or corrects the text, hidden or shown; pasting is allowed.
/// `mijn_brug_seal::Passphrase` decides which characters of it count.
#[component]
pub fn SecretField(
    /// The input's id.
    #[prop(into)]
    id: String,
    /// The label.
    #[prop(into)]
    label: String,
    /// A hint under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The text.
    value: RwSignal<String>,
    /// The kind of secret.
    kind: Secret,
    /// Whether the text is shown.
    #[prop(into)]
    revealed: Signal<bool>,
    /// The error, if there is one.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let settings = InputSettings {
        mode: (kind == Secret::Pin).then_some("numeric"),
        fills: match kind {
            Secret::NewPassphrase => "new-password",
            Secret::Passphrase => "current-password",
            Secret::Pin => "off",
        },
        capitals: Some("none"),
        is_exact: true,
        limits: LIMITS,
    };
    let input_type = Signal::derive(move || if revealed.get() { "text" } else { "password" });
    let frame = FieldFrame {
        id,
        label,
        hint,
        value,
        error,
    };
    frame.line(input_type, settings)
}
