//! A field that reads codes from a photo. Unlike a live camera it needs no permission, and it also works for a picture
//! that arrived by mail.

use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::device::scan as reader;
use crate::ui::field::FieldError;
use crate::ui::texts::t;

/// The photo field of the form with that name. Phones offer their camera and gallery. Says so if the browser cannot
/// read codes.
pub fn scan(form: &str, on_found: Callback<Vec<String>>) -> AnyView {
    if !reader::can_scan() {
        return view! { <p class="mb-hint">{t("reward.scan_not_here")}</p> }.into_any();
    }
    let (id, hint_id) = (format!("{form}-photo"), format!("{form}-photo-hint"));
    let error = RwSignal::new(None::<String>);
    let photo = NodeRef::<Input>::new();
    let read = move |_| {
        let Some(input) = photo.get_untracked() else {
            return;
        };
        spawn_local(async move {
            match reader::codes(&input).await {
                None => drop(error.try_set(Some(t("reward.scan_failed")))),
                Some(found) if found.is_empty() => drop(error.try_set(Some(t("reward.scan_none")))),
                Some(found) => {
                    error.try_set(None);
                    // The form may be gone by the time a large photo has been read.
                    on_found.try_run(found);
                }
            }
        });
    };
    view! {
        <div class="utrecht-form-field mb-field">
            <label class="utrecht-form-label" for=id.clone()>{t("reward.scan")}</label>
            <p class="mb-hint" id=hint_id.clone()>{t("reward.scan_hint")}</p>
            <input
                node_ref=photo
                id=id
                class="mb-file"
                type="file"
                accept="image/*"
                aria-describedby=hint_id
                on:change=read
            />
            <FieldError id=format!("{form}-photo-error") error />
        </div>
    }
    .into_any()
}
