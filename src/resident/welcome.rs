//! Welkom: what the bridge is, the language, and the ways to begin.

use leptos::prelude::*;

use crate::device::platform::{self, Place};
use crate::ui::icon::Icon;
use crate::ui::language::LanguageChoice;
use crate::ui::screen::{Act, GoTo, Notice, Screen, Weight};
use crate::ui::texts::t;

/// The screen.
pub fn welcome(begin: Callback<()>) -> AnyView {
    let warning = match platform::here().place {
        // Safari erases after seven days without a visit: the home screen comes before the first word.
        Place::Apple => Some(t("welcome.ios")),
        // What is written in there is not in the browser later.
        Place::OtherApp => Some(t("welcome.in_app")),
        Place::HomeScreen | Place::Android | Place::Computer => None,
    };
    view! {
        <Screen title=t("welcome.title")>
            <img class="mb-picture" src="/pictures/welcome.svg" width="344" height="200" alt="" />
            <p class="mb-lead">{t("welcome.text")}</p>
            <ul class="mb-facts"><li><Icon name="shield" /><span>{t("welcome.safe")}</span></li></ul>
            {warning.map(|text| view! {
                <Notice kind="info" text=text>
                    <p><a class="nl-link" href="/meer/beginscherm">{t("welcome.ios_how")}</a></p>
                </Notice>
            })}
            <LanguageChoice quiet=true />
            <div class="mb-actions">
                <Act label=t("welcome.begin") on_click=begin />
                <GoTo label=t("welcome.have_copy") href="/meer/bewaren" weight=Weight::Secondary />
            </div>
            <a class="nl-link nl-link--alone" href="/herstel">{t("welcome.have_code")}</a>
            // With a target, so that the page loads anew: the example has a store of its own.
            <a class="nl-link nl-link--alone" href="/?demo" target="_self">{t("welcome.example")}</a>
        </Screen>
    }
    .into_any()
}
