//! A row of days to choose from, and any other day by its date.

use chrono::{Datelike, Days, NaiveDate};
use leptos::prelude::*;

use super::format;
use super::parsed_field::ParsedField;
use super::texts::t;
use crate::device::{clock, settings};

/// A group of radio buttons for the next seven days, and a field for any other day.
#[component]
pub fn DayPicker(
    /// The name of the radio group.
    #[prop(into)]
    name: String,
    /// The label of the group.
    #[prop(into)]
    legend: String,
    /// The label of "no day", if that can be chosen.
    #[prop(optional, into)]
    none: Option<String>,
    /// The field for any other day. It also holds the chosen day.
    day: ParsedField<NaiveDate>,
) -> impl IntoView {
    let value = day.text();
    let today = clock::today();
    let days = (0..7).filter_map(|ahead| today.checked_add_days(Days::new(ahead)));
    let option = |words: String, small: Option<String>, day: String| {
        let (mine, chosen) = (day.clone(), day.clone());
        view! {
            <label>
                <input
                    type="radio"
                    name=name.clone()
                    value=day
                    prop:checked=move || value.get() == mine
                    on:change=move |_| value.set(chosen.clone())
                />
                <span>{words}</span>
                {small.map(|small| view! { <small>{small}</small> }.into_any())}
            </label>
        }
    };
    let language = settings::LANGUAGE.get();
    let chips = days
        .map(|day| {
            let distance = day.signed_duration_since(today).num_days();
            let words = match distance {
                0 | 1 => format::capital(&format::day(day)),
                _ => clock::weekday_in_words(day, language),
            };
            option(
                words,
                Some(format!("{}-{}", day.day(), day.month())),
                day.to_string(),
            )
        })
        .collect_view();
    view! {
        <fieldset class="mb-fieldset">
            <legend class="utrecht-form-label">{legend}</legend>
            <div class="mb-days">{none.map(|none| option(none, None, String::new()))}{chips}</div>
        </fieldset>
        {day.draw(t("day.other"))}
    }
}
