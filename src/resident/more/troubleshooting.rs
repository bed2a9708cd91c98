//! Hulp bij problemen: diagnostics for whoever is helping, to show or to copy.

use leptos::prelude::*;

use super::status;
use crate::resident::context::use_app;
use crate::resident::route::Route;
use crate::ui::texts::t;
use crate::ui::troubleshooting;

/// *Hulp bij problemen*.
pub fn troubleshooting() -> AnyView {
    let app = use_app();
    let sync = async move {
        let mut words = match status::words(app.sync.get_untracked()) {
            Some((_, title, _)) => title,
            None => t("sharing.not_paired"),
        };
        words.push('\n');
        words.push_str(&app.sync_report().await);
        (t("troubleshooting.sync"), words)
    };
    troubleshooting::screen(Route::More.path(), app.is_ephemeral, Box::pin(sync))
}
