//! How the app looks and reads: language, text size, light or dark, contrast. Each choice takes effect at once.

use leptos::prelude::*;

use super::back;
use crate::device::settings::{self, Setting};
use crate::device::speech;
use crate::resident::context::use_app;
use crate::ui::field::Segment;
use crate::ui::icon::Picture;
use crate::ui::language::LanguageChoice;
use crate::ui::screen::Screen;
use crate::ui::texts::t;

/// *Weergave*: the display settings.
pub fn display() -> AnyView {
    let app = use_app();
    let voice = if speech::can_speak() {
        t("display.voice")
    } else {
        t("display.no_voice")
    };
    view! {
        <Screen title=t("more.display") back=back(app)>
            <LanguageChoice />
            <TextSizeChoice />
            <SettingChoice
                setting=settings::THEME
                legend=t("display.theme")
                words=vec![t("display.theme_system"), t("display.theme_light"), t("display.theme_dark")]
            />
            <SettingChoice
                setting=settings::CONTRAST
                legend=t("display.contrast")
                words=vec![t("display.contrast_normal"), t("display.contrast_more")]
            />
            <div class="mb-card mb-card--quiet">
                <Picture name="phone" small=true />
                <div>
                    <h2 class="nl-heading nl-heading--level-3">{t("display.example")}</h2>
                    <p>{t("display.example_text")}</p>
                </div>
            </div>
            <div class="mb-card mb-card--quiet">
                <Picture name="volume-2" small=true />
                <div>
                    <h2 class="nl-heading nl-heading--level-3">{t("display.voice_title")}</h2>
                    <p>{voice}</p>
                </div>
            </div>
        </Screen>
    }
    .into_any()
}

/// The choice of one setting, with a word for each value.
#[component]
fn SettingChoice(
    /// The setting.
    setting: Setting,
    /// The name of the setting.
    legend: String,
    /// A word for each of its values, in order.
    words: Vec<String>,
) -> impl IntoView {
    let chosen = RwSignal::new(setting.get().to_owned());
    let choose = Callback::new(move |value: String| {
        setting.set(&value);
        chosen.set(value);
    });
    let options = setting
        .values
        .iter()
        .map(|value| (*value).to_owned())
        .zip(words)
        .collect();
    view! { <Segment name=legend.clone() legend=legend options=options value=chosen on_choose=choose /> }
}

/// The choice of the text size, shown as letters of growing size.
#[component]
fn TextSizeChoice() -> impl IntoView {
    let words = [
        t("display.size_100"),
        t("display.size_125"),
        t("display.size_150"),
        t("display.size_200"),
    ];
    let now = settings::TEXT_SIZE.get();
    let options = settings::TEXT_SIZE
        .values
        .iter()
        .copied()
        .zip(words)
        .map(|(value, words)| {
            view! {
                <label class="mb-segment__option">
                    <input
                        type="radio"
                        name="text-size"
                        value=value
                        checked=value == now
                        on:change=move |_| settings::TEXT_SIZE.set(value)
                    />
                    <span><b aria-hidden="true">"A"</b>{words}</span>
                </label>
            }
            .into_any()
        });
    view! {
        <fieldset class="mb-fieldset">
            <legend class="utrecht-form-label">{t("display.size")}</legend>
            <div class="mb-segment mb-sizes">{options.collect_view()}</div>
        </fieldset>
    }
}
