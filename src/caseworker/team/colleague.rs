//! A code for a colleague who joins the team.

use crate::caseworker::new_case;
use crate::caseworker::route::Route;
use crate::caseworker::store::Invitee;
use crate::ui::screen::{Notice, Screen};
use crate::ui::texts::t;
use leptos::prelude::*;

/// The screen with a code for a colleague.
pub fn colleague() -> AnyView {
    view! {
        <Screen title=t("colleagues.new") back=Route::Team.path()>
            <Notice kind="warn" text=t("colleagues.trust") />
            {new_case::code(Invitee::Colleague)}
        </Screen>
    }
    .into_any()
}
