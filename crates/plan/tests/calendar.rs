//! The calendar file, read back by a parser that is not ours.
#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::{DateTime, Utc};
use icalendar::{Calendar, CalendarComponent, Component};
use mijn_brug_plan::reminder::ics::{Item, write};
use proptest::prelude::*;

fn item(title: &str, place: &str, notes: &str) -> Item {
    Item {
        uid: "0001020304050607@mijn-brug".to_owned(),
        start: "2026-12-01T09:00:00Z".parse().unwrap(),
        minutes: Some(45),
        title: title.to_owned(),
        place: place.to_owned(),
        notes: notes.to_owned(),
        alarms: vec![1_440, 120],
    }
}

fn now() -> DateTime<Utc> {
    "2026-11-23T08:00:00Z".parse().unwrap()
}

/// What a calendar reads in the file: title, place, notes.
fn read(file: &str) -> [String; 3] {
    let calendar: Calendar = file.parse().unwrap();
    let events: Vec<_> = calendar
        .components
        .iter()
        .filter_map(|component| match component {
            CalendarComponent::Event(event) => Some(event),
            _ => None,
        })
        .collect();
    assert_eq!(events.len(), 1);
    let text = |name: &str| events[0].property_value(name).unwrap_or_default().to_owned();
    ["SUMMARY", "LOCATION", "DESCRIPTION"].map(text)
}

#[test]
fn a_meeting_as_a_file() {
    let file = write(
        &item("Gesprek", "Serviceplein, Alphen", "Neem mee:\n- de brief; de pas"),
        now(),
    );
    let expected = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Mijn Brug//NL",
        "BEGIN:VEVENT",
        "UID:0001020304050607@mijn-brug",
        "DTSTAMP:20261123T080000Z",
        "DTSTART:20261201T090000Z",
        "DTEND:20261201T094500Z",
        "SUMMARY:Gesprek",
        "LOCATION:Serviceplein\\, Alphen",
        "DESCRIPTION:Neem mee:\\n- de brief\\; de pas",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Gesprek",
        "TRIGGER:-PT1440M",
        "END:VALARM",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        "DESCRIPTION:Gesprek",
        "TRIGGER:-PT120M",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ];
    assert_eq!(file.split("\r\n").collect::<Vec<_>>(), expected);
}

#[test]
fn a_long_line_is_folded_between_characters() {
    for text in ["a".repeat(500), "é".repeat(200), "👩‍👩‍👧".repeat(60)] {
        let file = write(&item(&text, "", ""), now());
        for line in file.split("\r\n") {
            assert!(line.len() <= 75, "{} octets", line.len());
        }
        assert_eq!(
            file.replace("\r\n ", "").matches(&text).count(),
            3,
            "title and two alarms"
        );
        assert_eq!(read(&file)[0], text);
    }
}

proptest! {
    /// Whatever was typed: one event, with the words that were typed.
    #[test]
    fn a_calendar_reads_what_was_written(title in "\\PC{1,90}", place in "\\PC{0,90}", notes in "(\\PC|\n){0,200}") {
        let file = write(&item(&title, &place, &notes), now());
        prop_assert!(file.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\n', '\r'])));
        for (read, typed) in read(&file).iter().zip([&title, &place, &notes]) {
            prop_assert_eq!(read.trim(), typed.trim());
        }
    }
}
