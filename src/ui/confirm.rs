//! The second question before something that cannot be undone, in the browser's own dialog: it keeps the focus inside,
//! closes with Escape and the phone's way back, and gives the focus back.

use leptos::html::Dialog;
use leptos::prelude::*;

use super::screen::{Act, Weight};
use crate::device::overlay;

/// Opens a dialog, unless its screen is gone.
pub fn open(dialog: NodeRef<Dialog>) {
    if let Some(dialog) = dialog.try_get_untracked().flatten() {
        // Where the browser refuses, the question stands in the page; one that is open already stays as it is.
        let is_shown = dialog.show_modal().is_ok()
            || (!dialog.has_attribute("open") && dialog.set_attribute("open", "").is_ok());
        if is_shown {
            overlay::opened(move || dialog.close());
        }
    }
}

/// A second question. The safe answer comes first and is the large one.
#[component]
pub fn Confirm(
    /// The dialog, for [`open`].
    dialog: NodeRef<Dialog>,
    /// The start of the ids.
    id: &'static str,
    /// The question.
    #[prop(into)]
    title: String,
    /// What it leads to.
    #[prop(into)]
    text: String,
    /// The answer that does it.
    #[prop(into)]
    yes: String,
    /// The answer that leaves everything as it is.
    #[prop(into)]
    no: String,
    /// What "yes" does, after the dialog has closed.
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
                <Act label=no on_click=Callback::new(move |()| answer(false)) />
                <Act
                    label=yes
                    weight=Weight::Secondary
                    on_click=Callback::new(move |()| answer(true))
                />
            </div>
        </dialog>
    }
}
