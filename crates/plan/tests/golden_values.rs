//! Frozen words: the values inside entries that the entries of `golden.rs` do not show.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::fmt::Debug;

use mijn_brug_plan::reward::{Symbology, VoucherKind};
use mijn_brug_plan::values::{Confirmation, Effect, ReminderTarget, ReviewPart, SharingScope, Skill, When};
use mijn_brug_plan::{Event, Role};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Freezes a value's written form.
#[track_caller]
fn check<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: T, written: &str) {
    assert_eq!(serde_json::to_string(&value).unwrap(), written);
    assert_eq!(serde_json::from_str::<T>(written).unwrap(), value);
}

#[test]
fn the_written_form_of_other_values_is_frozen() {
    for (skill, word) in [
        (Skill::Started, "started"),
        (Skill::PlannedAhead, "planned_ahead"),
        (Skill::ChoseAMoment, "chose_a_moment"),
        (Skill::AskedForHelp, "asked_for_help"),
        (Skill::MadeItSmaller, "made_it_smaller"),
        (Skill::KeptGoing, "kept_going"),
        (Skill::FinishedAStep, "finished_a_step"),
        (Skill::TookAStep, "took_a_step"),
    ] {
        check(skill, &format!("\"{word}\""));
    }
    for (part, word) in [
        (ReviewPart::Welcome, "welcome"),
        (ReviewPart::LookBack, "look_back"),
        (ReviewPart::Bridge, "bridge"),
        (ReviewPart::Goals, "goals"),
        (ReviewPart::Agree, "agree"),
        (ReviewPart::Appreciate, "appreciate"),
        (ReviewPart::NextTime, "next_time"),
        (ReviewPart::Summary, "summary"),
    ] {
        check(part, &format!("\"{word}\""));
    }
    check(Effect::Easier, "\"easier\"");
    check(Confirmation::SharedScreen, "\"shared_screen\"");
    check(Role::Caseworker, "\"caseworker\"");
    check(Symbology::Plain, "\"plain\"");
    check(VoucherKind::Appreciation {}, r#"{"appreciation":{}}"#);
    check(
        ReminderTarget::Appointment("f0e1d2c3b4a59605".parse().unwrap()),
        r#"{"appointment":"f0e1d2c3b4a59605"}"#,
    );
    check(SharingScope::Pillar("geld".into()), r#"{"pillar":"geld"}"#);
    check(When::default(), r#"{"day":null,"time":null,"minutes":null}"#);
    check(
        Event::UrgencyChosen { domain: None },
        r#"{"urgency_chosen":{"domain":null}}"#,
    );
    check(
        Event::RestStarted { until: None },
        r#"{"rest_started":{"until":null}}"#,
    );
}

#[test]
fn a_field_that_was_added_later_may_be_missing() {
    let short =
        r#"{"position_marked":{"domain":"geld","level":1,"sentence":"Ik","content":"1","day":"2026-01-01"}}"#;
    let read: Event = serde_json::from_str(short).unwrap();
    assert!(matches!(read, Event::PositionMarked { talk: false, note, .. } if note.is_empty()));
}

#[test]
fn the_written_form_of_a_dated_voucher_is_frozen() {
    let frozen = concat!(
        r#"{"voucher_granted":{"voucher":"f0e1d2c3b4a59606","kind":{"appreciation":{}},"amount":2500,"reason":"Je belde zelf.","#,
        r#""skill":"started","from":"Begeleider","code":{"text":"84","symbology":"code128","shop_line":""},"#,
        r#""valid_until":"2027-01-31","day":"2026-12-31"}}"#
    );
    let event: Event = serde_json::from_str(frozen).unwrap();
    assert!(
        matches!(&event, Event::VoucherGranted { day: Some(day), .. } if day.to_string() == "2026-12-31")
    );
    check(event, frozen);
}

#[test]
fn the_written_form_of_an_alternative_is_frozen() {
    for frozen in [
        r#"{"appointment_declined":{"appointment":"f0e1d2c3b4a59605","instead":"call"}}"#,
        r#"{"appointment_declined":{"appointment":"f0e1d2c3b4a59605","instead":{"moment":{"day":"2026-12-31","time":"09:15:00"}}}}"#,
        r#"{"appointment_declined":{"appointment":"f0e1d2c3b4a59605","instead":{"moment":{"day":"2026-12-31","time":null}}}}"#,
    ] {
        let event: Event = serde_json::from_str(frozen).unwrap();
        assert!(matches!(
            event,
            Event::AppointmentDeclined { instead: Some(_), .. }
        ));
        check(event, frozen);
    }
}
