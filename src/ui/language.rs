//! The language setting.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::field::{FieldError, Segment};
use super::texts::{self, t};
use crate::device::settings;

/// A choice of the language of the user interface, each labelled in its own language.
#[component]
pub fn LanguageChoice(
    /// Whether the legend is for screen readers only.
    #[prop(optional)]
    quiet: bool,
) -> impl IntoView {
    let chosen = RwSignal::new(settings::LANGUAGE.get().to_owned());
    let error = RwSignal::new(None::<String>);
    let choose = Callback::new(move |language: String| {
        chosen.set(language.clone());
        spawn_local(async move {
            // The texts of the other language are not available offline before the app is stored on the phone.
            if !texts::set_language(&language).await {
                error.try_set(Some(t("display.no_language")));
                chosen.try_set(settings::LANGUAGE.get().to_owned());
            }
        });
    });
    let options = vec![
        ("nl".to_owned(), t("display.dutch")),
        ("en".to_owned(), t("display.english")),
    ];
    view! {
        <div>
            <Segment
                legend=t("display.language")
                name="language"
                options=options
                value=chosen
                on_choose=choose
                quiet=quiet
                of_languages=true
            />
            <FieldError id="language-error".to_owned() error />
        </div>
    }
}
