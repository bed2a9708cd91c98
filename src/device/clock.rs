//! The device's clock. Its times are for people to read; the order of events never depends on it.

use std::cell::Cell;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc};
use js_sys::Date;
use wasm_bindgen::JsValue;

use super::js;

thread_local! {
    /// Offset in milliseconds between the example's clock and the real one.
    static SHIFT: Cell<f64> = const { Cell::new(0.0) };
    /// How far the device's clock is ahead of the service's, in milliseconds, according to the service's last answer.
    static AHEAD: Cell<f64> = const { Cell::new(0.0) };
}

/// Tolerated difference between the two clocks, in milliseconds. An answer takes a while to arrive, and nobody sets a
/// clock to the second.
const MAX_SKEW: f64 = 300_000.0;

/// Makes the clock start at `moment`, for the example plan.
pub fn start_from(moment: DateTime<Utc>) {
    #[expect(
        clippy::cast_precision_loss,
        clippy::as_conversions,
        reason = "milliseconds since 1970 fit in 53 bits"
    )]
    let wanted = moment.timestamp_millis() as f64;
    SHIFT.set(wanted - Date::now());
}

fn date() -> Date {
    Date::new(&(Date::now() + SHIFT.get()).into())
}

/// The current moment.
pub fn now() -> DateTime<Utc> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::as_conversions,
        reason = "milliseconds since 1970 fit in an `i64`"
    )]
    let millis = date().get_time() as i64;
    DateTime::from_timestamp_millis(millis).unwrap_or_default()
}

/// Compares the clock with the `Date` header of an answer of the service. A missing or invalid date changes nothing.
pub fn note_service_time(date: Option<&str>) {
    let ahead = date.map_or(f64::NAN, |date| Date::now() - Date::parse(date));
    if ahead.is_finite() {
        AHEAD.set(ahead);
    }
}

/// Whether the device's clock clearly differs from the service's.
pub fn is_skewed() -> bool {
    AHEAD.get().abs() > MAX_SKEW
}

/// The current moment by the service's clock, or by the device's if the service has not sent its time yet.
pub fn now_at_service() -> DateTime<Utc> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::as_conversions,
        reason = "the milliseconds between two clocks fit in an `i64`"
    )]
    let ahead = AHEAD.get() as i64;
    now()
        .checked_sub_signed(TimeDelta::milliseconds(ahead))
        .unwrap_or_else(now)
}

/// Today's date in the phone's time zone.
pub fn today() -> NaiveDate {
    day(&date())
}

fn day(date: &Date) -> NaiveDate {
    let year = i32::try_from(date.get_full_year()).unwrap_or_default();
    NaiveDate::from_ymd_opt(year, date.get_month().saturating_add(1), date.get_date()).unwrap_or_default()
}

fn date_of(moment: DateTime<Utc>) -> Date {
    #[expect(
        clippy::cast_precision_loss,
        clippy::as_conversions,
        reason = "milliseconds since 1970 fit in 53 bits"
    )]
    let millis = moment.timestamp_millis() as f64;
    Date::new(&millis.into())
}

/// The date of a moment in the phone's time zone.
pub fn day_of(moment: DateTime<Utc>) -> NaiveDate {
    day(&date_of(moment))
}

/// The current local time in the phone's time zone.
pub fn wall() -> NaiveDateTime {
    wall_of(now())
}

/// The local time of a moment in the phone's time zone.
pub fn wall_of(moment: DateTime<Utc>) -> NaiveDateTime {
    let date = date_of(moment);
    let time = NaiveTime::from_hms_opt(date.get_hours(), date.get_minutes(), date.get_seconds());
    day(&date).and_time(time.unwrap_or_default())
}

/// Stands for the device's own time zone when it has no name. No browser knows this name, so [`to_utc`] uses the
/// device's own clock.
const LOCAL: &str = "local";

/// The IANA name of the phone's time zone, such as `Europe/Amsterdam`. Returns [`LOCAL`] if the browser reports no
/// zone or one that it cannot use itself (`Etc/Unknown`): it still knows its offset from UTC.
pub fn zone() -> String {
    let is_usable = |zone: &String| wall_in(now(), zone).is_some();
    named_zone().filter(is_usable).unwrap_or_else(|| LOCAL.to_owned())
}

fn named_zone() -> Option<String> {
    let format = js::call(&js::of_window("Intl"), "DateTimeFormat", &[]);
    let options = format.and_then(|format| js::call(&format, "resolvedOptions", &[]));
    js::get(&options.ok()?, "timeZone").as_string()
}

/// Converts a local time in `zone` to UTC. Uses the phone's own zone if `zone` is `None`. A time in a skipped hour
/// becomes the moment right after the gap; a time that occurs twice becomes the first of the two. `None` if the
/// browser does not know the zone.
pub fn to_utc(wall: NaiveDateTime, zone: Option<&str>) -> Option<DateTime<Utc>> {
    // The phone's own zone needs no time zone data.
    match zone.filter(|named| *named != self::zone()) {
        None => moment_of(wall, &|moment| Some(wall_of(moment))),
        Some(named) => moment_of(wall, &|moment| wall_in(moment, named)),
    }
}

/// The local time of a moment in a zone. The browser has the time zone data, so the program carries none.
fn wall_in(moment: DateTime<Utc>, zone: &str) -> Option<NaiveDateTime> {
    let options = js::object(&[("timeZone", zone.into())]);
    // The Swedish locale writes dates as in ISO 8601: "2026-03-29 01:30:00". An unknown zone is an error here.
    let text = js::call(&date_of(moment), "toLocaleString", &["sv-SE".into(), options]).ok()?;
    text.as_string()?.replace(' ', "T").parse().ok()
}

/// The moment of a local time, given the function from moments to local times.
fn moment_of(
    wall: NaiveDateTime,
    wall_in: &dyn Fn(DateTime<Utc>) -> Option<NaiveDateTime>,
) -> Option<DateTime<Utc>> {
    // Try the UTC offsets of a day before and a day after: at most one clock change lies between.
    let with_offset_of = |near: DateTime<Utc>| {
        let offset = wall_in(near)?.signed_duration_since(near.naive_utc());
        wall.checked_sub_signed(offset).map(|moment| moment.and_utc())
    };
    let near = wall.and_utc();
    let before = with_offset_of(near.checked_sub_signed(TimeDelta::days(1))?)?;
    let after = with_offset_of(near.checked_add_signed(TimeDelta::days(1))?)?;
    let is_right = |moment: &DateTime<Utc>| wall_in(*moment) == Some(wall);
    [before, after].into_iter().find(is_right).or(Some(before))
}

/// The current hour in the phone's time zone, 0 to 23.
pub fn hour() -> u32 {
    date().get_hours()
}

/// Tomorrow's date.
pub fn tomorrow() -> NaiveDate {
    in_days(1)
}

/// The date `days` days from today.
pub fn in_days(days: u64) -> NaiveDate {
    let today = today();
    today.checked_add_days(Days::new(days)).unwrap_or(today)
}

/// A date such as "dinsdag 1 december", with the year if it is not the current one.
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

/// A date with its weekday and always its year, such as "dinsdag 1 december 2026": for paper, which is read later.
pub fn full_date_in_words(day: NaiveDate, language: &str) -> String {
    let parts = [
        ("weekday", "long"),
        ("day", "numeric"),
        ("month", "long"),
        ("year", "numeric"),
    ];
    in_words(day, language, &parts)
}

/// A month such as "november 2026".
pub fn month_in_words(day: NaiveDate, language: &str) -> String {
    in_words(day, language, &[("month", "long"), ("year", "numeric")])
}

/// A time such as `10.00`. Dutch separates hours and minutes with a point, English with a colon.
pub fn time_in_words(time: NaiveTime, language: &str) -> String {
    let separator = if language == "nl" { '.' } else { ':' };
    format!("{}{separator}{:02}", time.hour(), time.minute())
}

/// The short name of a weekday, such as "di".
pub fn weekday_in_words(day: NaiveDate, language: &str) -> String {
    in_words(day, language, &[("weekday", "short")])
}

/// Formats a date in a language. The browser knows the names in every language, so they cost no bytes.
fn in_words(day: NaiveDate, language: &str, parts: &[(&str, &str)]) -> String {
    let options = parts.iter().chain(&[("timeZone", "UTC")]);
    let options: Vec<(&str, JsValue)> = options.map(|(part, form)| (*part, (*form).into())).collect();
    let noon = Date::new(&format!("{day}T12:00:00Z").into());
    // British English puts the day before the month, as Dutch does.
    let locale = if language == "en" { "en-GB" } else { language };
    let words = js::call(
        &noon,
        "toLocaleDateString",
        &[locale.into(), js::object(&options)],
    );
    words
        .ok()
        .and_then(|words| words.as_string())
        .unwrap_or_else(|| in_digits(day, parts))
}

/// A date in digits, for a browser that cannot format one: `1-12`, with the year if `parts` asks for it.
fn in_digits(day: NaiveDate, parts: &[(&str, &str)]) -> String {
    let has = |part| parts.iter().any(|(name, _)| *name == part);
    let is_weekday_alone = !has("month");
    let numbers = [
        (has("day") || is_weekday_alone, day.day().to_string()),
        (has("month") || is_weekday_alone, day.month().to_string()),
        (has("year"), day.year().to_string()),
    ];
    let numbers: Vec<String> = numbers
        .into_iter()
        .filter(|(is_there, _)| *is_there)
        .map(|(_, number)| number)
        .collect();
    numbers.join("-")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "tests")]

    use super::*;

    /// Amsterdam in 2026: summer time from 29 March to 25 October; both changes are at 01:00 UTC.
    fn amsterdam(moment: DateTime<Utc>) -> Option<NaiveDateTime> {
        let change = |month, day| NaiveDate::from_ymd_opt(2026, month, day)?.and_hms_opt(1, 0, 0);
        let moment = moment.naive_utc();
        let is_summer = moment >= change(3, 29)? && moment < change(10, 25)?;
        moment.checked_add_signed(TimeDelta::hours(if is_summer { 2 } else { 1 }))
    }

    #[track_caller]
    fn check(wall: &str, expected: &str) {
        let wall: NaiveDateTime = format!("{wall}:00").parse().unwrap();
        let expected: NaiveDateTime = format!("{expected}:00").parse().unwrap();
        assert_eq!(moment_of(wall, &amsterdam), Some(expected.and_utc()));
    }

    #[test]
    fn a_browser_without_month_names_writes_digits() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 1).unwrap();
        let digits = |parts: &[&'static str]| {
            let parts: Vec<(&str, &str)> = parts.iter().map(|part| (*part, "")).collect();
            in_digits(day, &parts)
        };
        assert_eq!(digits(&["day", "month", "weekday"]), "1-12");
        assert_eq!(digits(&["day", "month", "weekday", "year"]), "1-12-2026");
        assert_eq!(digits(&["month", "year"]), "12-2026");
        assert_eq!(digits(&["weekday"]), "1-12");
    }

    #[test]
    fn a_wall_time_becomes_a_moment() {
        check("2026-03-28T09:30", "2026-03-28T08:30");
        check("2026-03-30T09:30", "2026-03-30T07:30");
    }

    #[test]
    fn a_skipped_hour_is_the_moment_right_after() {
        check("2026-03-29T01:59", "2026-03-29T00:59");
        check("2026-03-29T02:30", "2026-03-29T01:30");
        check("2026-03-29T03:00", "2026-03-29T01:00");
    }

    #[test]
    fn an_hour_that_occurs_twice_is_the_first() {
        check("2026-10-25T01:59", "2026-10-24T23:59");
        check("2026-10-25T02:30", "2026-10-25T00:30");
        check("2026-10-25T03:00", "2026-10-25T02:00");
    }
}
