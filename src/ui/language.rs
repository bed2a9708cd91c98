//! The choice of the language.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::dom::{component, view};
use super::field::{FieldError, Segment};
use super::texts::{self, Change, t};
use crate::device::settings;

/// The language of the screens, each in its own words.
#[component]
pub fn LanguageChoice(
    /// The legend is for screen readers only.
    #[prop(optional)]
    quiet: bool,
    /// Draws the screens anew: their texts are there. Lives as long as the page: the screen of the choice may be left meanwhile.
    on_change: Callback<()>,
) -> Node {
    let chosen = RwSignal::new(settings::LANGUAGE.get().to_owned());
    let error = RwSignal::new(None::<String>);
    let choose = Callback::new(move |language: String| {
        chosen.set(language.clone());
        spawn_local(async move {
            // The screen may be gone by now, or drawn anew: the choice counts all the same.
            match texts::speak(&language).await {
                Change::Done => {
                    settings::LANGUAGE.set(&language);
                    on_change.run(());
                }
                // Without a network before the app is on the phone, the other language's texts cannot be had.
                Change::Missing => {
                    error.try_set(Some(t("display.no_language")));
                    chosen.try_set(settings::LANGUAGE.get().to_owned());
                }
                Change::Overtaken => {}
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
