//! Welkom: what the bridge is, the language, and three ways to begin.

use crate::ui::dom::{Node, view};
use leptos::prelude::*;

use super::more::display::LanguageChoice;
use super::route::Route;
use super::state::use_app;
use crate::device::{page, settings};
use crate::ui::icon::Icon;
use crate::ui::screen::{Act, GoTo, Notice, Screen, Weight};
use crate::ui::texts::t;

/// The screen.
pub fn welcome() -> Node {
    let app = use_app();
    // On an iPhone, Safari erases after seven days without a visit: the home screen comes before the first word.
    let needs_home_screen = page::is_ios() && !page::is_installed();
    let begin = Callback::new(move |()| {
        if !app.is_demo {
            settings::begin();
        }
        // The first thing of value is a place on one's own bridge, and the bridge asks for it.
        let has_plan = !app.plan_now(mijn_brug_plan::Plan::is_empty);
        app.go_instead(if has_plan { &Route::Today } else { &Route::Bridge });
    });
    view! {
        <Screen title=t("welcome.title")>
            <img class="mb-picture" src="/pictures/welcome.svg" width="344" height="200" alt="" />
            <p class="mb-lead">{t("welcome.text")}</p>
            <ul class="mb-facts"><li><Icon name="shield" /><span>{t("welcome.safe")}</span></li></ul>
            {needs_home_screen.then(|| view! {
                <Notice kind="info" text=t("welcome.ios")>
                    <p><a class="nl-link" href=Route::Install.path()>{t("welcome.ios_how")}</a></p>
                </Notice>
            })}
            <LanguageChoice quiet=true />
            <div class="mb-actions">
                <Act label=t("welcome.begin") on_click=begin />
                <GoTo label=t("welcome.have_copy") href=Route::Backup.path() weight=Weight::Secondary />
            </div>
            // With a target, so that the page loads anew: the example has a store of its own.
            <a class="nl-link nl-link--alone" href="/?demo" target="_self">{t("welcome.example")}</a>
        </Screen>
    }
}
