//! The bridge's content: domains, levels and their words.

use leptos::prelude::*;
use leptos::task::spawn_local;
use mijn_brug_plan::content::Content;

use super::texts;
use crate::device::{page, settings};

/// Fetches it in the language of the screens.
///
/// # Errors
///
/// Names the file that cannot be had, or says what is wrong in it.
pub async fn load() -> Result<Content, String> {
    loop {
        let language = settings::LANGUAGE.get();
        let path = format!("/bridge/{language}.json");
        let found = match page::fetch_text(&path).await {
            Some(json) => Content::read(&json).map_err(|error| error.to_string()),
            None => Err(path),
        };
        // Another one may have been chosen meanwhile.
        if settings::LANGUAGE.get() == language {
            return found;
        }
    }
}

/// Brings it anew when another language is chosen. What this returns is bumped after that: the whole app is to be drawn anew.
pub fn follow_language(content: RwSignal<Result<Content, String>>) -> RwSignal<u32> {
    let turn = RwSignal::new(0_u32);
    texts::on_spoken(move || {
        spawn_local(async move {
            // Where it cannot be had, the one that is here is better than none.
            if let found @ Ok(_) = load().await {
                content.set(found);
            }
            turn.update(|turn| *turn = turn.wrapping_add(1));
        });
    });
    turn
}
