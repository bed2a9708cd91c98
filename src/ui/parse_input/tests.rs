use chrono::{NaiveDate, Timelike};

use super::{day, minutes, time};

#[test]
fn durations_are_read_as_people_write_them() {
    for (text, expected) in [
        ("30", 30),
        (" 30 ", 30),
        ("30 min", 30),
        ("30min.", 30),
        ("30 minuten", 30),
        ("5 minuutjes", 5),
        ("een half uur", 30),
        ("half uur", 30),
        ("half uurtje", 30),
        ("Halfuur", 30),
        ("½ uur", 30),
        ("1 uur", 60),
        ("een uur", 60),
        ("uurtje", 60),
        ("1u", 60),
        ("2 uur", 120),
        ("twee uur", 120),
        ("anderhalf uur", 90),
        ("1,5 uur", 90),
        ("1.5 uur", 90),
        ("1½ uur", 90),
        ("1,25 uur", 75),
        ("2 en een half uur", 150),
        ("twee en een half uur", 150),
        ("tweeënhalf uur", 150),
        ("1 uur 30", 90),
        ("1u30", 90),
        ("1:30", 90),
        ("1 uur en 30 minuten", 90),
        ("een uur en een kwartier", 75),
        ("een kwartier", 15),
        ("kwartiertje", 15),
        ("drie kwartier", 45),
        ("tien minuten", 10),
        ("ongeveer 20 minuten", 20),
        ("half an hour", 30),
        ("an hour and a half", 90),
        ("a quarter of an hour", 15),
        ("2 hours", 120),
        ("24 uur", 1440),
    ] {
        assert_eq!(minutes(text), Some(expected), "{text}");
    }
}

#[test]
fn an_ambiguous_duration_is_not_guessed() {
    for text in [
        "",
        "0",
        "een",
        "een paar",
        "lang",
        "20-30 min",
        "20 30",
        "1.30 uur",
        "1,33 uur",
        "-5",
        "1441",
        "25 uur",
        "99999999999",
        "half",
        "30 euro",
        "min 30 of zo",
        "half half uur",
        "½",
        "1,5",
        "uur uur een twee",
    ] {
        assert_eq!(minutes(text), None, "{text}");
    }
}

#[test]
fn times_are_read_as_people_write_them() {
    for (text, expected) in [
        ("09:30", (9, 30)),
        ("9:30", (9, 30)),
        ("9.30", (9, 30)),
        ("09:30:00", (9, 30)),
        ("9.30 uur", (9, 30)),
        ("om 9.30 uur", (9, 30)),
        ("9u30", (9, 30)),
        ("9 uur 30", (9, 30)),
        ("9 uur", (9, 0)),
        ("9u", (9, 0)),
        ("9", (9, 0)),
        ("930", (9, 30)),
        ("1430", (14, 30)),
        ("0:00", (0, 0)),
        ("23:59", (23, 59)),
        ("half tien", (9, 30)),
        ("half 10", (9, 30)),
        ("Half een", (12, 30)),
        ("half drie 's middags", (14, 30)),
        ("half een 's nachts", (0, 30)),
        ("kwart over negen", (9, 15)),
        ("kwart voor 10", (9, 45)),
        ("tien uur", (10, 0)),
        ("9:30 pm", (21, 30)),
        ("9 am", (9, 0)),
        ("12 am", (0, 0)),
        ("12 pm", (12, 0)),
        ("8 uur 's avonds", (20, 0)),
        ("half negen ’s ochtends", (8, 30)),
        ("2 uur 's middags", (14, 0)),
    ] {
        let read = time(text).map(|time| (time.hour(), time.minute()));
        assert_eq!(read, Some(expected), "{text}");
    }
}

#[test]
fn an_invalid_time_is_not_guessed() {
    for text in [
        "",
        ":",
        "9:",
        "9:3",
        "24:00",
        "9:60",
        "25",
        "12345",
        "straks",
        "half",
        "half drie",
        "vijf uur",
        "9-10 uur",
        "14 uur 's avonds",
        "--:30",
    ] {
        assert_eq!(time(text), None, "{text}");
    }
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

#[test]
fn days_are_read_as_people_write_them() {
    let today = date(2026, 11, 26);
    for (text, expected) in [
        ("2027-03-12", date(2027, 3, 12)),
        ("12-3-2027", date(2027, 3, 12)),
        ("12-03-2027", date(2027, 3, 12)),
        ("12/3/2027", date(2027, 3, 12)),
        ("12.3.27", date(2027, 3, 12)),
        ("12 maart 2027", date(2027, 3, 12)),
        ("12 mrt 2027", date(2027, 3, 12)),
        ("vrijdag 12 maart 2027", date(2027, 3, 12)),
        ("Friday, 12 March 2027", date(2027, 3, 12)),
        ("12 maart", date(2027, 3, 12)),
        ("26-11", today),
        ("25-11", date(2027, 11, 25)),
        ("29 februari", date(2028, 2, 29)),
        ("vandaag", today),
        ("Morgen", date(2026, 11, 27)),
        ("overmorgen", date(2026, 11, 28)),
    ] {
        assert_eq!(day(text, today), Some(expected), "{text}");
    }
}

#[test]
fn an_invalid_day_is_not_guessed() {
    let today = date(2026, 11, 26);
    for text in [
        "",
        "12",
        "12-13-2027",
        "30 februari 2027",
        "12-3-207",
        "donderdag 12 maart 2027",
        "volgende week",
        "maandag",
        "12-3/2027",
        "12--3",
        "2027",
        "maart 2027",
    ] {
        assert_eq!(day(text, today), None, "{text}");
    }
}
