//! How the resident's data is treated (R8), in short sentences that are true of this program.

use super::back;
use crate::resident::context::use_app;
use crate::resident::route::Route;
use crate::ui::icon::Picture;
use crate::ui::screen::Screen;
use crate::ui::texts::t;
use leptos::prelude::*;

/// The screen about privacy.
pub fn privacy() -> AnyView {
    let app = use_app();
    view! {
        <Screen title=t("more.privacy") back=back(app)>
            <p class="mb-lead">{t("privacy.text")}</p>
            {part("smartphone", t("privacy.here"), t("privacy.here_text"), None)}
            {part("lock", t("privacy.sealed"), t("privacy.sealed_text"), Some((Route::Pin, t("privacy.to_pin"))))}
            {part(
                "handshake",
                t("privacy.shared"),
                t("privacy.shared_text"),
                Some((Route::Sharing, t("more.sharing"))),
            )}
            {part("bell", t("privacy.remind"), t("privacy.remind_text"), Some((Route::Reminders, t("remind.screen"))))}
            {part("users", t("privacy.account"), t("privacy.account_text"), None)}
            {part("download", t("privacy.take"), t("privacy.take_text"), Some((Route::Backup, t("privacy.to_copy"))))}
            {part("trash-2", t("privacy.erase"), t("privacy.erase_text"), Some((Route::Erase, t("privacy.to_erase"))))}
            {part("book-open", t("privacy.open"), t("privacy.open_text"), None)}
        </Screen>
    }.into_any()
}

/// One fact: a pictogram, a title, an explanation, and a link to where something can be done about it.
fn part(icon: &'static str, title: String, text: String, link: Option<(Route, String)>) -> AnyView {
    view! {
        <section class="mb-card mb-card--quiet">
            <Picture name=icon small=true />
            <div>
                <h2 class="nl-heading nl-heading--level-3">{title}</h2>
                <p>{text}</p>
                {link.map(|(route, words)| view! {
                    <p><a class="nl-link" href=route.path()>{words}</a></p>
                }.into_any())}
            </div>
        </section>
    }
    .into_any()
}
