//! Welkom: what the bridge is, the language, and the ways to begin.

use leptos::prelude::*;

use crate::device::platform::{self, RunsIn};
use crate::ui::icon::Icon;
use crate::ui::language::LanguageChoice;
use crate::ui::screen::{Button, LinkButton, Notice, Screen, Weight};
use crate::ui::texts::t;

/// The screen of Welkom.
pub fn welcome(begin: Callback<()>) -> AnyView {
    let warning = match platform::advice_here().place {
        // Safari erases storage after seven days without a visit, so first advise to install on the home screen.
        RunsIn::Apple => Some(t("welcome.ios")),
        // What is stored in another app's window is not available in the real browser later.
        RunsIn::OtherApp => Some(t("welcome.in_app")),
        RunsIn::HomeScreen | RunsIn::Android | RunsIn::Computer => None,
    };
    view! {
        <Screen title=t("welcome.title")>
            <img class="mb-picture" src="/pictures/welcome.svg" width="344" height="200" alt="" />
            <p class="mb-lead">{t("welcome.text")}</p>
            {warning.map(|text| view! {
                <Notice kind="info" text=text>
                    <p><a class="nl-link" href="/meer/beginscherm">{t("welcome.ios_how")}</a></p>
                </Notice>
            }.into_any())}
            <LanguageChoice quiet=true />
            <div class="mb-actions">
                <Button label=t("welcome.begin") on_click=begin />
                <LinkButton label=t("welcome.have_copy") href="/meer/bewaren" weight=Weight::Secondary />
            </div>
            <ul class="mb-facts"><li><Icon name="shield" /><span>{t("welcome.safe")}</span></li></ul>
            <a class="nl-link nl-link--alone" href="/herstel">{t("welcome.have_code")}</a>
            // With a target, so that the page reloads: the demo has its own store.
            <a class="nl-link nl-link--alone" href="/?demo" target="_self">{t("welcome.example")}</a>
        </Screen>
    }
    .into_any()
}
