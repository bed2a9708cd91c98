//! Hulp bij problemen: diagnostics for whoever is helping, to show or to copy.

use leptos::prelude::*;

use crate::caseworker::context::use_app;
use crate::caseworker::messages;
use crate::caseworker::route::Route;
use crate::ui::texts::t;
use crate::ui::troubleshooting;

/// *Hulp bij problemen*.
pub fn troubleshooting() -> AnyView {
    let app = use_app();
    let sync = async move {
        let (_, words) = messages::sync(app.sync.get_untracked());
        (t("troubleshooting.sync_team"), words)
    };
    troubleshooting::screen(Route::Team.path(), false, Box::pin(sync))
}
