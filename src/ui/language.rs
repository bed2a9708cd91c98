//! The choice of the language.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::field::{FieldError, Segment};
use super::texts::{self, t};
use crate::device::settings;

/// The language of the screens, each in its own words.
#[component]
pub fn LanguageChoice(
    /// The legend is for screen readers only.
    #[prop(optional)]
    quiet: bool,
) -> impl IntoView {
    let chosen = RwSignal::new(settings::LANGUAGE.get().to_owned());
    let error = RwSignal::new(None::<String>);
    let choose = Callback::new(move |language: String| {
        chosen.set(language.clone());
        spawn_local(async move {
            // Without a network before the app is on the phone, the other language's texts cannot be had.
            if !texts::speak(&language).await {
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
