//! A mini-step or appointment as a calendar file (RFC 5545). On a phone without a service, its calendar reminds instead.
//!
//! Times are in UTC, so the file needs no time zone definitions. The crate `icalendar` writes these files too, but adds
//! chrono's formatting and a parser to the program for the forty lines that are needed here.

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Timelike, Utc};

/// When something begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// At a moment.
    At(DateTime<Utc>),
    /// On a day, at a time that is not known yet: the whole day in the calendar.
    On(NaiveDate),
}

/// An event in the calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// An id that stays the same, so that a second import updates the first: 1 to 255 octets without a line break.
    pub uid: String,
    /// Which of the files with this id is the latest (RFC 5545, 3.8.7.4): a calendar takes a higher number for a change.
    /// [`crate::Log::next_lamport`] fits: it grows with every change of the plan, whatever the clock says.
    pub sequence: u64,
    /// Whether it is cancelled: a calendar removes it, or shows it as cancelled.
    pub is_cancelled: bool,
    /// When it begins.
    pub start: Start,
    /// How many minutes it takes; `None` takes no time in the calendar. Ignored for a whole day.
    pub minutes: Option<u16>,
    /// The title.
    pub title: String,
    /// Where; may be empty.
    pub place: String,
    /// Notes; may be empty.
    pub notes: String,
    /// How many minutes before it begins the calendar reminds, once for each. A whole day begins at midnight.
    pub alarms: Vec<u32>,
}

/// The longest line, in octets, without its end (RFC 5545, 3.1).
const LINE_MAX: usize = 75;

/// Writes the file. `now` is its DTSTAMP.
pub fn write(item: &Item, now: DateTime<Utc>) -> String {
    let mut file = File(String::new());
    file.line("BEGIN", "VCALENDAR");
    file.line("VERSION", "2.0");
    file.line("PRODID", "-//Mijn Brug//NL");
    if item.is_cancelled {
        file.line("METHOD", "CANCEL");
    }
    file.line("BEGIN", "VEVENT");
    file.line("UID", &escaped(&item.uid));
    file.line("DTSTAMP", &moment(now));
    file.line("LAST-MODIFIED", &moment(now));
    file.line("SEQUENCE", &item.sequence.to_string());
    let status = if item.is_cancelled {
        "CANCELLED"
    } else {
        "CONFIRMED"
    };
    file.line("STATUS", status);
    match item.start {
        Start::On(day) => file.line("DTSTART;VALUE=DATE", &date(day)),
        Start::At(start) => {
            file.line("DTSTART", &moment(start));
            let lasts = TimeDelta::minutes(item.minutes.unwrap_or(0).into());
            let end = start.checked_add_signed(lasts).filter(|end| *end > start);
            if let Some(end) = end {
                file.line("DTEND", &moment(end));
            }
        }
    }
    file.line("SUMMARY", &escaped(&item.title));
    for (name, text) in [("LOCATION", &item.place), ("DESCRIPTION", &item.notes)] {
        if !text.is_empty() {
            file.line(name, &escaped(text));
        }
    }
    let alarms = item.alarms.iter().filter(|_| !item.is_cancelled);
    for minutes in alarms {
        file.line("BEGIN", "VALARM");
        file.line("ACTION", "DISPLAY");
        file.line("DESCRIPTION", &escaped(&item.title));
        file.line("TRIGGER", &format!("-PT{minutes}M"));
        file.line("END", "VALARM");
    }
    file.line("END", "VEVENT");
    file.line("END", "VCALENDAR");
    file.0
}

struct File(String);

impl File {
    /// Writes one content line, folded so that no piece is longer than [`LINE_MAX`] and no character is cut in two.
    fn line(&mut self, name: &str, value: &str) {
        let mut length = 0;
        for character in name.chars().chain([':']).chain(value.chars()) {
            let octets = character.len_utf8();
            if length + octets > LINE_MAX {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(character);
            length += octets;
        }
        self.0.push_str("\r\n");
    }
}

/// Formats a moment in UTC: `20261231T090000Z`.
fn moment(at: DateTime<Utc>) -> String {
    format!(
        "{}T{:02}{:02}{:02}Z",
        date(at.date_naive()),
        at.hour(),
        at.minute(),
        at.second()
    )
}

/// Formats a day: `20261231`.
fn date(day: NaiveDate) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}

/// Escapes a text as a value (RFC 5545, 3.3.11): line breaks become `\n`, and other control characters are left out.
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for character in text.replace("\r\n", "\n").chars() {
        match character {
            '\\' | ';' | ',' => value.extend(['\\', character]),
            '\n' | '\r' => value.push_str("\\n"),
            '\t' => value.push(' '),
            other if other.is_control() => {}
            other => value.push(other),
        }
    }
    value
}
