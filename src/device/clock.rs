//! The clock. Its word is for people to read; the order of things never depends on it.

use std::cell::Cell;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Timelike, Utc};
use js_sys::Date;

thread_local! {
    /// Milliseconds that the example's clock is away from the real one.
    static SHIFT: Cell<f64> = const { Cell::new(0.0) };
}

/// Lets the clock start from a moment, as the example plan needs.
pub fn start_from(moment: DateTime<Utc>) {
    #[expect(
        clippy::cast_precision_loss,
        clippy::as_conversions,
        reason = "milliseconds of this era fit in 53 bits"
    )]
    let wanted = moment.timestamp_millis() as f64;
    SHIFT.set(wanted - Date::now());
}

fn date() -> Date {
    Date::new(&(Date::now() + SHIFT.get()).into())
}

/// The moment.
pub fn now() -> DateTime<Utc> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::as_conversions,
        reason = "milliseconds of this era fit"
    )]
    let millis = date().get_time() as i64;
    DateTime::from_timestamp_millis(millis).unwrap_or_default()
}

/// The day where the phone is.
pub fn today() -> NaiveDate {
    day(&date())
}

fn day(date: &Date) -> NaiveDate {
    let year = i32::try_from(date.get_full_year()).unwrap_or_default();
    NaiveDate::from_ymd_opt(year, date.get_month().saturating_add(1), date.get_date()).unwrap_or_default()
}

/// The day of a moment, where the phone is.
pub fn day_of(moment: DateTime<Utc>) -> NaiveDate {
    #[expect(
        clippy::cast_precision_loss,
        clippy::as_conversions,
        reason = "milliseconds of this era fit in 53 bits"
    )]
    let millis = moment.timestamp_millis() as f64;
    day(&Date::new(&millis.into()))
}

/// The hour where the phone is, 0 to 23.
pub fn hour() -> u32 {
    date().get_hours()
}

/// The day after.
pub fn tomorrow() -> NaiveDate {
    in_days(1)
}

/// The day so many days ahead.
pub fn in_days(days: u64) -> NaiveDate {
    let today = today();
    today.checked_add_days(Days::new(days)).unwrap_or(today)
}

/// A day such as "dinsdag 1 december", with the year when it is not this one.
pub fn day_in_words(day: NaiveDate, language: &str, with_weekday: bool) -> String {
    let mut parts = vec![("day", "numeric"), ("month", "long")];
    if with_weekday {
        parts.push(("weekday", "long"));
    }
    if day.year() != today().year() {
        parts.push(("year", "numeric"));
    }
    in_words(day, language, &parts)
}

/// A month such as "november 2026".
pub fn month_in_words(day: NaiveDate, language: &str) -> String {
    in_words(day, language, &[("month", "long"), ("year", "numeric")])
}

/// A time as `10.00`, which Dutch writes with a point and English with a colon.
pub fn time_in_words(time: NaiveTime, language: &str) -> String {
    let separator = if language == "nl" { '.' } else { ':' };
    format!("{}{separator}{:02}", time.hour(), time.minute())
}

/// The short name of a weekday, such as "di".
pub fn weekday_in_words(day: NaiveDate, language: &str) -> String {
    in_words(day, language, &[("weekday", "short")])
}

/// A day in the words of a language. The browser knows every language's names, so they cost no bytes.
fn in_words(day: NaiveDate, language: &str, parts: &[(&str, &str)]) -> String {
    let options = js_sys::Object::new();
    for (part, form) in parts.iter().chain(&[("timeZone", "UTC")]) {
        js_sys::Reflect::set(&options, &(*part).into(), &(*form).into()).ok();
    }
    let noon = Date::new(&format!("{day}T12:00:00Z").into());
    // British English: the day before the month, as in Dutch.
    let locale = if language == "en" { "en-GB" } else { language };
    noon.to_locale_date_string(locale, &options).into()
}
