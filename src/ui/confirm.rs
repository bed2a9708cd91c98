//! A confirmation before something that cannot be undone, in the browser's own dialog: it traps the focus, closes with
//! Escape and the phone's back button, and restores the focus.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::screen::{Button, Weight};
use crate::device::overlay;

/// Opens a dialog, unless its screen was disposed.
pub fn open(dialog: NodeRef<Dialog>) {
    if let Some(dialog) = dialog.try_get_untracked().flatten() {
        // If the browser refuses, show the question in the page. A dialog that is already open stays as it is.
        let is_shown = dialog.show_modal().is_ok()
            || (!dialog.has_attribute("open") && dialog.set_attribute("open", "").is_ok());
        if is_shown {
            overlay::opened(move || dialog.close());
        }
    }
}

/// A confirmation dialog. The safe answer comes first and is the primary button.
#[component]
pub fn Confirm(
    /// The dialog, for [`open`].
    dialog: NodeRef<Dialog>,
    /// The prefix of the element ids.
    id: &'static str,
    /// The question.
    #[prop(into)]
    title: String,
    /// The consequences.
    #[prop(into)]
    text: String,
    /// The label of the button that confirms.
    #[prop(into)]
    yes: String,
    /// The label of the button that cancels.
    #[prop(into)]
    no: String,
    /// Called after the dialog has closed with "yes".
    on_yes: Callback<()>,
) -> impl IntoView {
    let (title_id, text_id) = (format!("{id}-title"), format!("{id}-text"));
    let is_yes = StoredValue::new(false);
    let answer = move |yes: bool| {
        is_yes.set_value(yes);
        if let Some(dialog) = dialog.get_untracked() {
            dialog.close();
        }
    };
    let closed = move |_| {
        let yes = is_yes.try_update_value(std::mem::take).unwrap_or_default();
        overlay::closed(move || {
            if yes {
                on_yes.try_run(());
            }
        });
    };
    view! {
        <dialog
            node_ref=dialog
            class="mb-dialog"
            aria-labelledby=title_id
            aria-describedby=text_id
            on:close=closed
        >
            <h2 id=format!("{id}-title") class="nl-heading nl-heading--level-2">{title}</h2>
            <p id=format!("{id}-text") class="nl-paragraph">{text}</p>
            <div class="mb-actions">
                <Button label=no on_click=Callback::new(move |()| answer(false)) />
                <Button
                    label=yes
                    weight=Weight::Secondary
                    on_click=Callback::new(move |()| answer(true))
                />
            </div>
        </dialog>
    }
}
