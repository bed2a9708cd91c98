//! Forms with a secret in them, and the one field for a secret. Their work takes seconds on a slow phone, on purpose: that is what protects a short
//! pin code or password against guessing. So they say that they are busy before they begin.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::busy;
use super::field::{Frame, Room, Typing};
use super::icon::Icon;
use super::texts::t;
use crate::device::page;

/// A form on a card, with its one button.
#[component]
pub fn SecretForm(
    /// What the button says.
    #[prop(into)]
    label: String,
    /// The pictogram on the button.
    icon: &'static str,
    /// Something is under way: see [`work`].
    busy: RwSignal<bool>,
    /// What the button does, and Enter.
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
                // Not `disabled`: the focus would be lost.
                <button
                    type="submit"
                    class="nl-button nl-button--primary"
                    aria-disabled=move || busy.get().then_some("true")
                >
                    <Icon name=icon />
                    <span>{words}</span>
                </button>
            </div>
            // The button says it to who sees it.
            <p class="mb-visually-hidden" role="status">{move || busy.get().then(|| t("form.busy_hint"))}</p>
        </form>
    }
}

/// Shows that the form is busy, lets the browser draw that, and only then works.
pub fn work(busy: RwSignal<bool>, work: impl Future<Output = ()> + 'static) {
    busy.set(true);
    let under_way = busy::hold();
    page::after_paint(move || {
        // Who left before it began gave no secret.
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

/// The most characters of a secret: more than anybody types.
const ROOM: Room = Room {
    fits: 1_000,
    most: 1_000,
};

/// Which secret a field asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    /// A password that is being chosen.
    NewPassphrase,
    /// A password that was chosen before.
    Passphrase,
    /// A pin code, new or not. No browser keeps it: that would open the app for who shares the phone.
    Pin,
}

/// A field for a secret, with its label. No keyboard puts a capital or a correction into it, hidden or shown; pasting is
/// welcome. What counts of the text is `mijn_brug_seal::Passphrase`'s to say.
#[component]
pub fn SecretField(
    /// The input's id.
    #[prop(into)]
    id: String,
    /// What it asks.
    #[prop(into)]
    label: String,
    /// A hint under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What was typed.
    value: RwSignal<String>,
    /// Which secret it is.
    kind: Secret,
    /// It is shown as it is typed.
    #[prop(into)]
    revealed: Signal<bool>,
    /// What is the matter with it.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
) -> impl IntoView {
    let typing = Typing {
        mode: (kind == Secret::Pin).then_some("numeric"),
        fills: match kind {
            Secret::NewPassphrase => "new-password",
            Secret::Passphrase => "current-password",
            Secret::Pin => "off",
        },
        capitals: Some("none"),
        is_exact: true,
        room: ROOM,
    };
    let input_type = Signal::derive(move || if revealed.get() { "text" } else { "password" });
    let frame = Frame {
        id,
        label,
        hint,
        value,
        error,
    };
    frame.line(input_type, typing)
}
