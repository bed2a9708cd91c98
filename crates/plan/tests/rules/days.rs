//! The edges of days: the first, the last, and the one after it.

use chrono::NaiveDate;
use mijn_brug_plan::Event;
use mijn_brug_plan::Role::Resident;
use mijn_brug_plan::query::{Change, declined_appointment, is_resting, next_appointment, then_and_now};
use mijn_brug_plan::values::{AppointmentDetails, Level};

use crate::support::live::Live;
use crate::support::{appointment, date, day, voucher};

fn appointment_on(day: NaiveDate) -> Event {
    let with = "Gesprek".to_owned();
    let details = AppointmentDetails {
        with,
        day,
        time: None,
        place: String::new(),
        bring: String::new(),
    };
    Event::AppointmentMade {
        appointment: appointment(0),
        details,
    }
}

fn marked(day: NaiveDate, level: u8) -> Event {
    Event::PositionMarked {
        domain: "geld".into(),
        level: Level::new(level).unwrap(),
        sentence: "Ik red mij.".to_owned(),
        content: "voorbeeld-2026-1".into(),
        day,
        note: String::new(),
        talk: false,
    }
}

#[test]
fn an_appointment_of_today_stays_until_the_day_is_over() {
    let mut live = Live::start(0);
    live.say_all(Resident, vec![appointment_on(day(9))]);
    let next = |live: &Live, on| next_appointment(live.plan(Resident), day(on)).map(|(id, _)| id);
    assert_eq!(
        [8, 9, 10].map(|on| next(&live, on)),
        [Some(appointment(0)), Some(appointment(0)), None]
    );
    live.say_all(
        Resident,
        vec![Event::AppointmentDeclined {
            appointment: appointment(0),
            instead: None,
        }],
    );
    assert_eq!(next(&live, 9), None);
    let declined = |on| declined_appointment(live.plan(Resident), day(on)).map(|(id, _)| id);
    assert_eq!([9, 10].map(declined), [Some(appointment(0)), None]);
}

#[test]
fn a_voucher_can_be_used_up_to_and_on_its_last_day() {
    let live = Live::start(5);
    let voucher = live
        .plan(Resident)
        .rewards()
        .unwrap()
        .vouchers
        .get(&voucher(0))
        .unwrap();
    assert_eq!(
        [89, 90, 91].map(|on| voucher.lapsed(day(on))),
        [false, false, true]
    );
}

#[test]
fn rest_holds_up_to_and_on_its_last_day() {
    let mut live = Live::start(1);
    let resting = |live: &Live| [-1, 4, 5, 6, 999].map(|on| is_resting(live.plan(Resident), day(on)));
    assert_eq!(resting(&live), [false; 5]);
    live.say_all(Resident, vec![Event::RestStarted { until: Some(day(5)) }]);
    assert_eq!(resting(&live), [true, true, true, false, false]);
    live.say_all(Resident, vec![Event::RestStarted { until: None }]);
    assert_eq!(resting(&live), [true; 5]);
    live.say_all(Resident, vec![Event::RestEnded {}]);
    assert_eq!(resting(&live), [false; 5]);
}

#[test]
fn then_is_the_end_of_that_day() {
    let mut live = Live::start(0);
    let (new_years_eve, new_year) = (date(2025, 12, 31), date(2026, 1, 1));
    live.say_all(
        Resident,
        vec![
            marked(new_years_eve, 2),
            marked(new_years_eve, 3),
            marked(new_year, 1),
        ],
    );
    let change = |then| then_and_now(live.plan(Resident), &"geld".into(), then).change;
    assert_eq!(change(None), Change::New);
    assert_eq!(change(Some(date(2025, 12, 30))), Change::New);
    assert_eq!(change(Some(new_years_eve)), Change::Down(2));
    assert_eq!(change(Some(new_year)), Change::Same);
    assert_eq!(
        then_and_now(live.plan(Resident), &"thuis".into(), None).change,
        Change::Open
    );
}
