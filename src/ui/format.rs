//! Days and times as people say them.

use chrono::{NaiveDate, NaiveTime};
use mijn_brug_plan::values::When;

use super::texts::{t, tf, tn};
use crate::device::{clock, settings};

/// A day: "vandaag", "morgen", "gisteren", else "dinsdag 1 december".
pub fn day(day: NaiveDate) -> String {
    let distance = day.signed_duration_since(clock::today()).num_days();
    match distance {
        0 => t("day.today"),
        1 => t("day.tomorrow"),
        -1 => t("day.yesterday"),
        _ => clock::day_in_words(day, settings::LANGUAGE.get(), true),
    }
}

/// A day without its weekday: "1 december".
pub fn short_day(day: NaiveDate) -> String {
    clock::day_in_words(day, settings::LANGUAGE.get(), false)
}

/// A month: "november 2026".
pub fn month(day: NaiveDate) -> String {
    clock::month_in_words(day, settings::LANGUAGE.get())
}

/// A time: "10.00 uur".
pub fn time(time: NaiveTime) -> String {
    tf("day.time", &[("time", &clock::time_in_words(time, settings::LANGUAGE.get()))])
}

/// When a mini-step is planned: "Vandaag, 10.00 uur, 10 minuten"; nothing when nothing is planned. A day that passed is
/// not mentioned (R4).
pub fn when(when: When) -> Option<String> {
    let today = clock::today();
    let parts = [
        when.day.map(|planned| day(planned.max(today))),
        when.time.filter(|_| when.day.is_none_or(|planned| planned >= today)).map(time),
        when.minutes.map(|minutes| tn("day.minutes", usize::from(minutes))),
    ];
    let words: Vec<String> = parts.into_iter().flatten().collect();
    if words.is_empty() { None } else { Some(capital(&words.join(", "))) }
}

/// The text with a capital first letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The text with a small first letter, unless it is a word of capitals or a name: only the very first letter changes.
pub fn small(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
