//! The edges of every limit: one `check`, many small cases.

use mijn_brug_plan::event::Part;
use mijn_brug_plan::query::{Change, is_resting, next_appointment, then_and_now};
use mijn_brug_plan::reward::VoucherKind;
use mijn_brug_plan::rules::Thing;
use mijn_brug_plan::values::{
    Action, AppointmentDetails, Effect, IfThen, Level, Reminder, ReminderTarget,
};
use mijn_brug_plan::{Event, Refusal, Role};

use crate::support::live::Live;
use crate::support::{
    agreement, appointment, code, date, day, goal, grant, link, mini_step, proposal, step, time, voucher,
};

use Role::{Caseworker, Resident};

const SHORT: Result<(), Refusal> = Err(Refusal::TextMissing);
const TITLE: Result<(), Refusal> = Err(Refusal::TextTooLong { max: 200, length: 201 });
const NOTE: Result<(), Refusal> = Err(Refusal::TextTooLong { max: 10_000, length: 10_001 });

/// Says something on a plan with a goal, agreed actions and granted vouchers.
#[track_caller]
fn check(role: Role, event: Event, expected: Result<(), Refusal>) {
    assert_eq!(Live::start(5).say(role, event).map(|_| ()), expected);
}

/// Checks a short text that has to be there at its edges: in characters, not in bytes.
#[track_caller]
fn check_title(role: Role, event: impl Fn(String) -> Event) {
    check(role, event("a".to_owned()), Ok(()));
    check(role, event("é".repeat(200)), Ok(()));
    check(role, event("🌉".repeat(200)), Ok(()));
    check(role, event("🌉".repeat(201)), TITLE);
    check(role, event(String::new()), SHORT);
    check(role, event(" \n\u{3000}".to_owned()), SHORT);
}

/// Checks a long text that may be empty at its edges.
#[track_caller]
fn check_note(role: Role, event: impl Fn(String) -> Event) {
    check(role, event(String::new()), Ok(()));
    check(role, event("ب".repeat(10_000)), Ok(()));
    check(role, event("ب".repeat(10_001)), NOTE);
}

#[test]
fn names() {
    check_title(Resident, |name| Event::NameGiven { name });
}

#[test]
fn wishes() {
    check_title(Resident, |wish| Event::GoalSet { goal: goal(1), domain: "geld".into(), wish });
    check_title(Resident, |wish| Event::GoalReworded { goal: goal(0), wish });
}

#[test]
fn titles_of_steps() {
    check_title(Resident, |title| Event::StepAdded { step: step(1), goal: goal(0), title });
    check_title(Resident, |title| Event::StepReworded { step: step(0), title });
}

#[test]
fn titles_of_mini_steps() {
    let added = |title| Event::MiniStepAdded { mini_step: mini_step(9), step: step(0), title, fits_in_a_day: true };
    check_title(Resident, added);
    check_title(Resident, |title| Event::MiniStepReworded { mini_step: mini_step(0), title });
    let part = |title| Part { mini_step: mini_step(9), title };
    check_title(Resident, |title| Event::MiniStepSplit { mini_step: mini_step(0), into: vec![part(title)] });
}

#[test]
fn if_then_plans_and_supporters() {
    let plan = |when: &str, then: String| IfThen { when: when.to_owned(), then };
    let set = |if_then| Event::IfThenSet { mini_step: mini_step(0), if_then };
    check_title(Resident, |then| set(Some(plan("Na de koffie", then))));
    check(Resident, set(Some(plan("", "bel ik".to_owned()))), SHORT);
    check(Resident, set(None), Ok(()));
    check_title(Resident, |name| Event::SupporterSet { mini_step: mini_step(0), supporter: Some(name) });
    check(Resident, Event::SupporterSet { mini_step: mini_step(0), supporter: None }, Ok(()));
}

fn marked(domain: &str, level: u8, sentence: &str, note: String) -> Event {
    Event::PositionMarked {
        domain: domain.into(),
        level: Level::new(level).unwrap(),
        sentence: sentence.to_owned(),
        content: "voorbeeld-2026-1".into(),
        day: day(0),
        note,
        talk: false,
    }
}

#[test]
fn positions() {
    check_title(Resident, |sentence| marked("geld", 1, &sentence, String::new()));
    check_note(Resident, |note| marked("geld", 5, "Ik red mij.", note));
    check(Resident, marked("", 3, "Ik red mij.", String::new()), Err(Refusal::NotFound(Thing::Domain)));
    check(Resident, marked(&"é".repeat(200), 3, "Ik red mij.", String::new()), Ok(()));
    let long = marked(&"é".repeat(201), 3, "Ik red mij.", String::new());
    check(Resident, long, Err(Refusal::NotFound(Thing::Domain)));
}

#[test]
fn notes() {
    let drawn = |from: &str, to: &str, note| Event::LinkDrawn {
        link: link(0),
        from: from.into(),
        to: to.into(),
        effect: Effect::Harder,
        note,
    };
    check_note(Resident, |note| drawn("geld", "thuis", note));
    check(Resident, drawn("geld", "geld", String::new()), Err(Refusal::SameDomain));
    check_note(Resident, |question| Event::HelpAsked { mini_step: mini_step(0), question });
    let level = Level::new(3).unwrap();
    check_note(Caseworker, |note| Event::ViewRecorded { domain: "geld".into(), level, note });
}

#[test]
fn levels() {
    let levels: Vec<Option<u8>> = [0, 1, 5, 6, 255].map(|n| Level::new(n).map(Level::get)).into();
    assert_eq!(levels, [None, Some(1), Some(5), None, None]);
}

fn details(with: String, place: String, bring: String) -> AppointmentDetails {
    AppointmentDetails { with, day: day(9), time: Some(time(10, 0)), place, bring }
}

#[test]
fn appointments() {
    let none = String::new;
    let made = |details| Event::AppointmentMade { appointment: appointment(0), details };
    check_title(Resident, |with| made(details(with, none(), none())));
    check_note(Resident, |bring| made(details("Gesprek".to_owned(), none(), bring)));
    check(Resident, made(details("Gesprek".to_owned(), "p".repeat(200), none())), Ok(()));
    check(Resident, made(details("Gesprek".to_owned(), "p".repeat(201), none())), TITLE);
    check(Caseworker, made(details("Gesprek".to_owned(), none(), none())), Err(Refusal::NotYours));
}

#[test]
fn an_appointment_of_today_stays_until_the_day_is_over() {
    let mut live = Live::start(0);
    let details = details("Gesprek".to_owned(), String::new(), String::new());
    live.say_all(Resident, vec![Event::AppointmentMade { appointment: appointment(0), details }]);
    let next = |live: &Live, on| next_appointment(live.plan(Resident), day(on)).map(|(id, _)| id);
    assert_eq!([8, 9, 10].map(|on| next(&live, on)), [Some(appointment(0)), Some(appointment(0)), None]);
    live.say_all(Resident, vec![Event::AppointmentDeclined { appointment: appointment(0) }]);
    assert_eq!(next(&live, 9), None);
}

#[test]
fn reminders() {
    let reminder = |zone: String, words: String| Reminder { day: day(1), time: time(9, 0), zone, words };
    let set = |target, reminder| Event::ReminderSet { target, reminder };
    let known = ReminderTarget::MiniStep(mini_step(0));
    check_title(Resident, |zone| set(known, Some(reminder(zone, String::new()))));
    let zone = || "Europe/Amsterdam".to_owned();
    check(Resident, set(known, Some(reminder(zone(), "w".repeat(200)))), Ok(()));
    check(Resident, set(known, Some(reminder(zone(), "w".repeat(201)))), TITLE);
    let unknown = ReminderTarget::MiniStep(mini_step(9));
    check(Resident, set(unknown, Some(reminder(zone(), String::new()))), Err(Refusal::NotFound(Thing::MiniStep)));
}

#[test]
fn nothing_rings_for_an_appointment_that_is_gone() {
    let mut live = Live::start(0);
    let details = details("Gesprek".to_owned(), String::new(), String::new());
    let zone = "Europe/Amsterdam".to_owned();
    let reminder = Some(Reminder { day: day(9), time: time(9, 0), zone, words: String::new() });
    live.say_all(
        Resident,
        vec![
            Event::AppointmentMade { appointment: appointment(0), details },
            Event::ReminderSet { target: ReminderTarget::Appointment(appointment(0)), reminder },
        ],
    );
    assert_eq!(live.plan(Resident).reminders.len(), 1);
    live.say_all(Resident, vec![Event::AppointmentRemoved { appointment: appointment(0) }]);
    assert_eq!(live.plan(Resident).reminders.len(), 0);
}

#[test]
fn lists_hold_one_to_fifty() {
    for (count, expected) in
        [(0, Err(Refusal::ListLength)), (1, Ok(())), (50, Ok(())), (51, Err(Refusal::ListLength))]
    {
        let into = (100_u8..).take(count).map(|n| Part { mini_step: mini_step(n), title: "Deel".to_owned() });
        check(Resident, Event::MiniStepSplit { mini_step: mini_step(0), into: into.collect() }, expected);
        let events = vec![Event::RestEnded {}; count];
        check(Caseworker, Event::Proposed { proposal: proposal(0), events }, expected);
        let actions = vec![Action::Step(step(0)); count];
        check(Resident, Event::AgreementDrafted { agreement: agreement(1), actions }, expected);
    }
}

#[test]
fn a_split_needs_new_ids() {
    let split = |ids: &[u8]| Event::MiniStepSplit {
        mini_step: mini_step(0),
        into: ids.iter().map(|n| Part { mini_step: mini_step(*n), title: "Deel".to_owned() }).collect(),
    };
    let exists = Err(Refusal::Exists(Thing::MiniStep));
    check(Resident, split(&[10, 11]), Ok(()));
    check(Resident, split(&[10, 10]), exists);
    check(Resident, split(&[10, 0]), exists);
    check(Resident, split(&[1]), exists);
}

#[test]
fn a_mini_step_fits_in_a_day() {
    for (fits_in_a_day, expected) in [(true, Ok(())), (false, Err(Refusal::TooBigForADay))] {
        let title = "Los de schuld op".to_owned();
        check(
            Resident,
            Event::MiniStepAdded { mini_step: mini_step(9), step: step(0), title, fits_in_a_day },
            expected,
        );
    }
}

#[test]
fn vouchers() {
    let with = |change: &dyn Fn(&mut Event)| {
        let mut event = grant(voucher(1), VoucherKind::Appreciation {}, 2_500);
        change(&mut event);
        event
    };
    check_title(Caseworker, |text| with(&|event| if let Event::VoucherGranted { from, .. } = event { from.clone_from(&text) }));
    for (text, expected) in [("r".repeat(10_000), Ok(())), ("r".repeat(10_001), NOTE), (" ".to_owned(), SHORT)] {
        let event = with(&|event| if let Event::VoucherGranted { reason, .. } = event { reason.clone_from(&text) });
        check(Caseworker, event, expected);
        let reason = text;
        check(Caseworker, Event::VoucherWithdrawn { voucher: voucher(0), reason }, expected);
    }
    let replaced = |text: &str| Event::VoucherCodeReplaced { voucher: voucher(0), code: code(text) };
    check(Caseworker, replaced(&"9".repeat(64)), Ok(()));
    for text in ["", "é", "a\tb", &"9".repeat(65)] {
        check(Caseworker, replaced(text), Err(Refusal::BadCode));
    }
}

#[test]
fn a_voucher_can_be_used_up_to_and_on_its_last_day() {
    let live = Live::start(5);
    let voucher = &live.plan(Resident).rewards().unwrap().vouchers[&voucher(0)];
    assert_eq!([89, 90, 91].map(|on| voucher.lapsed(day(on))), [false, false, true]);
}

#[test]
fn a_voucher_is_used_once_and_by_the_resident() {
    let used = || Event::VoucherUsed { voucher: voucher(0), day: day(1) };
    check(Caseworker, used(), Err(Refusal::NotYours));
    let mut live = Live::start(5);
    live.say_all(Resident, vec![used()]);
    assert_eq!(live.say(Resident, used()), Err(Refusal::PastThat(Thing::Voucher)));
    let reason = "Te laat".to_owned();
    let withdrawn = live.say(Caseworker, Event::VoucherWithdrawn { voucher: voucher(0), reason });
    assert_eq!(withdrawn, Err(Refusal::PastThat(Thing::Voucher)));
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
    let mark = |on, level| match marked("geld", level, "Ik red mij.", String::new()) {
        Event::PositionMarked { domain, level, sentence, content, note, talk, .. } => {
            Event::PositionMarked { domain, level, sentence, content, day: on, note, talk }
        }
        other => other,
    };
    let (new_years_eve, new_year) = (date(2025, 12, 31), date(2026, 1, 1));
    live.say_all(Resident, vec![mark(new_years_eve, 2), mark(new_years_eve, 3), mark(new_year, 1)]);
    let change = |then| then_and_now(live.plan(Resident), &"geld".into(), then).change;
    assert_eq!(change(None), Change::New);
    assert_eq!(change(Some(date(2025, 12, 30))), Change::New);
    assert_eq!(change(Some(new_years_eve)), Change::Down(2));
    assert_eq!(change(Some(new_year)), Change::Held);
    assert_eq!(then_and_now(live.plan(Resident), &"thuis".into(), None).change, Change::Open);
}
