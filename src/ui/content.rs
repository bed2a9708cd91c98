//! The bridge's content: domains, levels and their texts.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mijn_brug_plan::content::Content;

use super::busy;
use super::screen::{Button, Notice, Weight};
use super::texts::{self, t, tf};
use crate::device::{page, settings};

/// Fetches the content in the language of the user interface.
///
/// # Errors
///
/// Fails with the path of a file that could not be fetched, or a description of what is wrong in it.
pub async fn load() -> Result<Content, String> {
    loop {
        let language = settings::LANGUAGE.get();
        let path = format!("/bridge/{language}.json");
        let found = match page::fetch_text(&path).await {
            Some(json) => Content::read(&json).map_err(|error| error.to_string()),
            None => Err(path),
        };
        // The language may have changed in the meantime.
        if settings::LANGUAGE.get() == language {
            return found;
        }
    }
}

/// Reloads the content when the language changes. Bumps the returned signal afterwards, upon which the whole app is
/// redrawn.
pub fn follow_language(content: RwSignal<Result<Content, String>>) -> RwSignal<u32> {
    let revision = RwSignal::new(0_u32);
    texts::on_language_change(move || {
        spawn_local(async move {
            // If it cannot be fetched, keep the present content: it is better than none.
            if let found @ Ok(_) = load().await {
                content.set(found);
            }
            revision.update(|revision| *revision = revision.wrapping_add(1));
        });
    });
    revision
}

/// Says that the content cannot be used, with the place of the error for whoever maintains it and a button that loads
/// it again. Draws nothing while there is content.
pub fn broken(content: RwSignal<Result<Content, String>>) -> AnyView {
    let again = Callback::new(move |()| {
        busy::work(async move {
            let found = load().await;
            if found.is_ok() {
                // The button disappears.
                page::after_paint(|| page::focus_near("main"));
            }
            content.set(found);
        });
    });
    (move || {
        let place = content.with(|content| content.as_ref().err().cloned());
        place.map(|place| {
            view! {
                <Notice kind="warn" text=t("bridge.broken")>
                    <p><small>{tf("bridge.broken_place", &[("place", &place)])}</small></p>
                    <div class="mb-actions">
                        <Button label=t("app.again") weight=Weight::Secondary on_click=again />
                    </div>
                </Notice>
            }
            .into_any()
        })
    })
    .into_any()
}
