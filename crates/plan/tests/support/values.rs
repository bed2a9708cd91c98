//! Strategies for the values in events: mostly ordinary, sometimes at or beyond a limit.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use mijn_brug_plan::ids::{ContentVersion, DomainId, PillarId};
use mijn_brug_plan::reward::{Symbology, VoucherCode, VoucherKind};
use mijn_brug_plan::rules::{NOTE_MAX, TITLE_MAX};
use mijn_brug_plan::values::{
    Action, Alternative, AppointmentDetails, Cents, Confirmation, Effect, IfThen, Level, QuietHours,
    Reminder, ReminderTarget, ReviewPart, SharingScope, Skill, When,
};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::{appointment, day, mini_step, promise, step};

/// A short text, sometimes empty, just too long, of 10,000 characters, in emoji or from right to left.
pub fn title() -> impl Strategy<Value = String> {
    prop_oneof![
        40 => select(vec!["Bel de gemeente", "Zoek de brief", "Loop een rondje", "🌉", "موعد مع البلدية"])
            .prop_map(str::to_owned),
        1 => select(vec![
            String::new(),
            " \u{200f}\t".to_owned(),
            "a".repeat(TITLE_MAX),
            "👩‍👩‍👧".repeat(TITLE_MAX),
            "ב".repeat(TITLE_MAX.saturating_add(1)),
            "\u{202e}x\u{0}\u{7}\"\\\u{2028}".to_owned(),
            "é".repeat(10_000),
        ]),
    ]
}

/// A long text that may be empty.
pub fn note() -> impl Strategy<Value = String> {
    prop_oneof![
        60 => select(vec!["", "Het is nu rustiger.", "שלום 🙂"]).prop_map(str::to_owned),
        1 => select(vec![NOTE_MAX, NOTE_MAX.saturating_add(1)]).prop_map(|n| "n".repeat(n)),
    ]
}

pub fn domain() -> impl Strategy<Value = DomainId> {
    prop_oneof![
        40 => select(vec!["geld.schulden", "thuis.wonen", "werk.werk"]).prop_map(DomainId::from),
        1 => title().prop_map(DomainId),
    ]
}

pub fn content() -> impl Strategy<Value = ContentVersion> {
    prop_oneof![20 => Just(ContentVersion::from("voorbeeld-2026-1")), 1 => title().prop_map(ContentVersion)]
}

pub fn level() -> impl Strategy<Value = Level> {
    select(Level::all().collect::<Vec<_>>())
}

pub fn effect() -> impl Strategy<Value = Effect> {
    select(vec![Effect::Harder, Effect::Easier])
}

/// A day around now, sometimes at the end of the calendar.
pub fn any_day() -> impl Strategy<Value = NaiveDate> {
    prop_oneof![30 => (-40_i64..60).prop_map(day), 1 => select(vec![NaiveDate::MIN, NaiveDate::MAX])]
}

pub fn any_moment() -> impl Strategy<Value = DateTime<Utc>> {
    prop_oneof![
        20 => (-100_000_i64..100_000).prop_map(super::moment),
        1 => select(vec![DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC, DateTime::UNIX_EPOCH]),
    ]
}

pub fn any_time() -> impl Strategy<Value = NaiveTime> {
    (0_u32..24, 0_u32..60).prop_map(|(hour, minute)| super::time(hour, minute))
}

pub fn when() -> impl Strategy<Value = When> {
    (
        option::of(any_day()),
        option::of(any_time()),
        option::of(any::<u16>()),
    )
        .prop_map(|(day, time, minutes)| When { day, time, minutes })
}

pub fn if_then() -> impl Strategy<Value = IfThen> {
    (title(), title()).prop_map(|(when, then)| IfThen { when, then })
}

pub fn details() -> impl Strategy<Value = AppointmentDetails> {
    (title(), any_day(), option::of(any_time()), title(), note()).prop_map(
        |(with, day, time, place, bring)| AppointmentDetails {
            with,
            day,
            time,
            place,
            bring,
        },
    )
}

pub fn instead() -> impl Strategy<Value = Alternative> {
    prop_oneof![
        Just(Alternative::Call),
        (any_day(), option::of(any_time())).prop_map(|(day, time)| Alternative::Moment { day, time }),
    ]
}

pub fn skill() -> impl Strategy<Value = Skill> {
    select(vec![
        Skill::Started,
        Skill::PlannedAhead,
        Skill::ChoseAMoment,
        Skill::AskedForHelp,
        Skill::MadeItSmaller,
        Skill::KeptGoing,
        Skill::FinishedAStep,
        Skill::TookAStep,
    ])
}

pub fn confirmation() -> impl Strategy<Value = Confirmation> {
    select(vec![Confirmation::OwnDevice, Confirmation::SharedScreen])
}

pub fn target() -> impl Strategy<Value = ReminderTarget> {
    prop_oneof![
        (0_u8..6).prop_map(|n| ReminderTarget::MiniStep(mini_step(n))),
        (0_u8..2).prop_map(|n| ReminderTarget::Appointment(appointment(n))),
    ]
}

pub fn reminder() -> impl Strategy<Value = Reminder> {
    (any_day(), any_time(), title(), title()).prop_map(|(day, time, zone, words)| Reminder {
        day,
        time,
        zone,
        words,
    })
}

pub fn hours() -> impl Strategy<Value = QuietHours> {
    (any_time(), any_time()).prop_map(|(from, until)| QuietHours { from, until })
}

pub fn scope() -> impl Strategy<Value = SharingScope> {
    prop_oneof![
        title().prop_map(|word| SharingScope::Pillar(PillarId(word))),
        domain().prop_map(SharingScope::Domain),
    ]
}

pub fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        (0_u8..3).prop_map(|n| Action::Step(step(n))),
        (0_u8..6).prop_map(|n| Action::MiniStep(mini_step(n))),
    ]
}

/// Mostly one to three actions, sometimes none or too many.
pub fn actions() -> impl Strategy<Value = Vec<Action>> {
    prop_oneof![20 => vec(action(), 1..4), 1 => Just(Vec::new()), 1 => vec(action(), 51)]
}

pub fn part() -> impl Strategy<Value = ReviewPart> {
    select(vec![
        ReviewPart::Welcome,
        ReviewPart::LookBack,
        ReviewPart::Bridge,
        ReviewPart::Goals,
        ReviewPart::Agree,
        ReviewPart::Appreciate,
        ReviewPart::NextTime,
        ReviewPart::Summary,
    ])
}

pub fn amount() -> impl Strategy<Value = Cents> {
    prop_oneof![
        10 => (2_000_u32..=6_000).prop_map(Cents),
        1 => select(vec![Cents(0), Cents(1_999), Cents(6_001), Cents(u32::MAX)]),
    ]
}

pub fn kind() -> impl Strategy<Value = VoucherKind> {
    prop_oneof![
        Just(VoucherKind::Appreciation {}),
        (0_u8..2).prop_map(|n| VoucherKind::Compensation { promise: promise(n) }),
    ]
}

pub fn code() -> impl Strategy<Value = VoucherCode> {
    let text = prop_oneof![
        10 => (0_u16..9_999).prop_map(|n| format!("8412 {n:04}")),
        1 => select(vec!["", "🎟", "a\nb"]).prop_map(str::to_owned),
        1 => Just("9".repeat(65)),
    ];
    (
        text,
        select(vec![Symbology::Qr, Symbology::Code128, Symbology::Plain]),
        title(),
    )
        .prop_map(|(text, symbology, shop_line)| VoucherCode {
            text,
            symbology,
            shop_line,
        })
}
