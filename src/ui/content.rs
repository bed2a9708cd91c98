//! The bridge's content: domains, levels and their words.

use mijn_brug_plan::content::Content;

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
