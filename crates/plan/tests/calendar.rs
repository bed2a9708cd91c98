//! The calendar file, read back by an independent parser and by a calendar program.
#![expect(clippy::expect_used, clippy::unwrap_used, reason = "tests")]

use std::fs;
use std::process::Command;

use chrono::{DateTime, Utc};
use icalendar::{Calendar, CalendarComponent, Component};
use mijn_brug_plan::ids::{AppointmentId, AuthorId, RecordId};
use mijn_brug_plan::reminder::ics::{Item, Start, write};
use mijn_brug_plan::values::AppointmentDetails;
use mijn_brug_plan::{Entry, Event, Log, Role};
use proptest::prelude::*;

fn item(title: &str, place: &str, notes: &str) -> Item {
    Item {
        uid: "0001020304050607@mijn-brug".to_owned(),
        sequence: 7,
        is_cancelled: false,
        start: Start::At("2026-12-01T09:00:00Z".parse().unwrap()),
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
fn an_appointment_as_a_file() {
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
        "LAST-MODIFIED:20261123T080000Z",
        "SEQUENCE:7",
        "STATUS:CONFIRMED",
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
fn an_appointment_without_a_time_takes_the_whole_day() {
    let start = Start::On("2026-12-01".parse().unwrap());
    let file = write(
        &Item {
            start,
            alarms: vec![840],
            ..item("Gesprek", "", "")
        },
        now(),
    );
    assert!(file.contains("\r\nDTSTART;VALUE=DATE:20261201\r\nSUMMARY:"));
    assert!(file.contains("\r\nTRIGGER:-PT840M\r\n"));
    assert_eq!(read(&file)[0], "Gesprek");
}

/// What a calendar tells files apart by: the id, the sequence number, the status, the start.
fn versions(file: &str) -> [String; 4] {
    let calendar: Calendar = file.parse().unwrap();
    let event = calendar
        .components
        .iter()
        .find_map(CalendarComponent::as_event)
        .unwrap();
    ["UID", "SEQUENCE", "STATUS", "DTSTART"]
        .map(|name| event.property_value(name).unwrap_or_default().to_owned())
}

/// A plan's lamport only grows, so the later of two files is the change, even when the phone's clock went back.
#[test]
fn a_second_file_moves_what_the_first_put_there_and_a_third_cancels_it() {
    let id = AppointmentId::from_random([1; 8]);
    let details = |day: &str| AppointmentDetails {
        day: day.parse().unwrap(),
        time: "10:00:00".parse().ok(),
        place: String::new(),
        with: "Gesprek".to_owned(),
        bring: String::new(),
    };
    let mut log = Log::default();
    let mut file = |event: Event, start: &str, is_cancelled: bool| {
        let lamport = log.next_lamport();
        let entry = Entry {
            v: 1,
            lamport,
            at: now(),
            author: AuthorId::from_random([2; 8]),
            role: Role::Resident,
            event,
        };
        log.extend([(RecordId(u128::from(lamport).to_be_bytes()), entry)]);
        assert_eq!(log.problems(), []);
        let item = Item {
            sequence: log.next_lamport(),
            start: Start::At(start.parse().unwrap()),
            is_cancelled,
            ..item("Gesprek", "", "")
        };
        write(&item, now())
    };
    let first = file(
        Event::AppointmentMade {
            appointment: id,
            details: details("2026-12-01"),
        },
        "2026-12-01T09:00:00Z",
        false,
    );
    let moved = file(
        Event::AppointmentChanged {
            appointment: id,
            details: details("2026-12-03"),
        },
        "2026-12-03T09:00:00Z",
        false,
    );
    let cancelled = file(
        Event::AppointmentRemoved { appointment: id },
        "2026-12-03T09:00:00Z",
        true,
    );
    let [a, b, c] = [&first, &moved, &cancelled].map(|file| versions(file));
    assert!(a[0] == b[0] && b[0] == c[0], "one id");
    let number = |version: &[String; 4]| version[1].parse::<u64>().unwrap();
    assert!(number(&a) < number(&b) && number(&b) < number(&c));
    assert_eq!([&a[2], &b[2], &c[2]], ["CONFIRMED", "CONFIRMED", "CANCELLED"]);
    assert_eq!([&a[3], &b[3]], ["20261201T090000Z", "20261203T090000Z"]);
    assert!(cancelled.contains("\r\nMETHOD:CANCEL\r\n") && !cancelled.contains("VALARM"));
    assert!(
        !first.contains("METHOD"),
        "no method: a calendar asks nobody to answer"
    );
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

/// calcurse opens the file: the appointment in local time, with its alarm, place and notes.
#[test]
fn a_calendar_program_opens_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let file = path.join("afspraak.ics");
    fs::write(
        &file,
        write(
            &item("Gesprek; thuis", "Serviceplein, Alphen", "Neem mee:\n- de brief"),
            now(),
        ),
    )
    .unwrap();
    let opened = Command::new("calcurse")
        .env("TZ", "Europe/Amsterdam")
        .env("LC_ALL", "C")
        .args(["--directory".as_ref(), path, "--confdir".as_ref(), path])
        .args(["--import".as_ref(), file.as_path()])
        .output()
        .expect("calcurse is installed: `cargo xtask test` does it");
    assert!(
        opened.status.success(),
        "{}",
        String::from_utf8_lossy(&opened.stderr)
    );
    let appointments = fs::read_to_string(path.join("apts")).unwrap();
    // When, the name of its note, and an exclamation mark: it rings.
    let (when, title) = appointments.trim().split_once(" !").unwrap();
    let (when, note) = when.rsplit_once('>').unwrap();
    assert_eq!(when, "12/01/2026 @ 10:00 -> 12/01/2026 @ 10:45");
    assert_eq!(title, "Gesprek; thuis");
    let note = fs::read_to_string(path.join("notes").join(note)).unwrap();
    assert!(note.contains("Neem mee:\n- de brief"), "{note}");
    assert!(note.contains("Location: Serviceplein, Alphen"), "{note}");
}

proptest! {
    /// Whatever was typed, the file has one event with these words.
    #[test]
    fn a_calendar_reads_what_was_written(title in "\\PC{1,90}", place in "\\PC{0,90}", notes in "(\\PC|\n){0,200}") {
        let file = write(&item(&title, &place, &notes), now());
        prop_assert!(file.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\n', '\r'])));
        for (read, typed) in read(&file).iter().zip([&title, &place, &notes]) {
            prop_assert_eq!(read.trim(), typed.trim());
        }
    }
}
