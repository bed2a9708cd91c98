//! Formats days, times and amounts for people.

use chrono::{NaiveDate, NaiveTime, Timelike};
use mijn_brug_plan::values::{Alternative, Cents, IfThen, When};

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
    tf(
        "day.time",
        &[("time", &clock::time_in_words(time, settings::LANGUAGE.get()))],
    )
}

/// A day with its time, if it has one: "Dinsdag 1 december, 10.00 uur".
pub fn moment(at: NaiveDate, time: Option<NaiveTime>) -> String {
    let day = capital(&day(at));
    match time {
        Some(at) => format!("{day}, {}", self::time(at)),
        None => day,
    }
}

/// The resident's alternative for an appointment that they cannot come to.
pub fn instead(instead: Alternative) -> String {
    match instead {
        Alternative::Moment { day, time } => tf("seen.instead", &[("moment", &small(&moment(day, time)))]),
        Alternative::Call => t("seen.call"),
    }
}

/// A time in the format of a time input: "09:05".
pub fn time_field(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// When a mini-step is planned: "Vandaag, 10.00 uur, 10 minuten"; `None` if nothing is planned. A day in the past
/// becomes today, without its time (R4).
pub fn when(when: When) -> Option<String> {
    let today = clock::today();
    let parts = [
        when.day.map(|planned| day(planned.max(today))),
        when.time
            .filter(|_| when.day.is_none_or(|planned| planned >= today))
            .map(time),
        when.minutes
            .map(|minutes| tn("day.minutes", usize::from(minutes))),
    ];
    let words: Vec<String> = parts.into_iter().flatten().collect();
    if words.is_empty() {
        None
    } else {
        Some(capital(&words.join(", ")))
    }
}

/// An if-then plan as one sentence to read back: "Na mijn koffie: bel de woningbouw".
pub fn if_then(plan: &IfThen) -> String {
    tf(
        "today.if_then",
        &[("when", &capital(&plan.when)), ("then", &small(&plan.then))],
    )
}

/// An amount: "€ 30" or "€ 12,50" in Dutch, "€30" or "€12.50" in English.
pub fn euro(amount: Cents) -> String {
    let (euros, cents) = (amount.0 / 100, amount.0 % 100);
    let is_dutch = settings::LANGUAGE.get() == "nl";
    let (space, point) = if is_dutch { ("\u{a0}", ',') } else { ("", '.') };
    if cents == 0 {
        format!("€{space}{euros}")
    } else {
        format!("€{space}{euros}{point}{cents:02}")
    }
}

/// The text with a capital first letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The text with a lower-case first letter, for the middle of a sentence. The English "I" keeps its capital.
pub fn small(text: &str) -> String {
    if text.starts_with("I ") || text.starts_with("I'") || text.starts_with("I’") {
        return text.to_owned();
    }
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
