//! A field that reads codes from a photo. A photo needs no leave to use the camera, and works for a picture that came by
//! mail too.

use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::device::scan as reader;
use crate::ui::dom::{IntoNode, Node, view};
use crate::ui::field::FieldError;
use crate::ui::texts::t;

/// The field; nothing where the browser cannot read a photo.
pub fn scan(on_found: Callback<Vec<String>>) -> Node {
    if !reader::can_scan() {
        return ().into_node();
    }
    let error = RwSignal::new(None::<String>);
    let photo = NodeRef::<Input>::new();
    let read = move |_| {
        let Some(input) = photo.get_untracked() else {
            return;
        };
        spawn_local(async move {
            let found = reader::codes(&input).await;
            if found.is_empty() {
                error.try_set(Some(t("reward.scan_none")));
            } else {
                error.try_set(None);
                on_found.run(found);
            }
        });
    };
    view! {
        <div class="utrecht-form-field mb-field">
            <label class="utrecht-form-label" for="codes-photo">{t("reward.scan")}</label>
            <p class="mb-hint" id="codes-photo-hint">{t("reward.scan_hint")}</p>
            <input
                node_ref=photo
                id="codes-photo"
                type="file"
                accept="image/*"
                capture="environment"
                aria-describedby="codes-photo-hint"
                on:change=read
            />
            <FieldError id="scan-error".to_owned() error />
        </div>
    }
    .into_node()
}
