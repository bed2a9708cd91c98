//! Answers on the bridge: positions, "geldt niet voor mij", and taking the last one back.

use mijn_brug_plan::plan::Plan;
use mijn_brug_plan::query::{Change, then_and_now};
use mijn_brug_plan::rules::Thing;
use mijn_brug_plan::values::Level;
use mijn_brug_plan::{Event, Refusal, Role};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::support::day;
use crate::support::live::{Live, lives};

use Role::{Caseworker, Resident};

fn marked(level: u8, on: i64) -> Event {
    Event::PositionMarked {
        domain: "geld".into(),
        level: Level::new(level).unwrap(),
        sentence: format!("Zin {level}"),
        content: "v1".into(),
        day: day(on),
        note: String::new(),
        talk: false,
    }
}

fn not_applicable() -> Event {
    Event::NotApplicableMarked {
        domain: "geld".into(),
    }
}

fn taken_back() -> Event {
    Event::PositionTakenBack {
        domain: "geld".into(),
    }
}

/// The level on the domain now; 0 when it does not apply, `None` when it was never answered.
fn answer(plan: &Plan) -> Option<u8> {
    let domain = "geld".into();
    match plan.position(&domain) {
        Some(position) => Some(position.level.get()),
        None => plan.is_not_applicable(&domain).then_some(0),
    }
}

/// Records the events and checks the answer that stands afterwards.
#[track_caller]
fn check(events: Vec<Event>, expected: Option<u8>) {
    let mut live = Live::start(0);
    live.say_all(Resident, events);
    assert_eq!(answer(live.plan(Resident)), expected);
}

#[test]
fn the_last_answer_counts() {
    check(vec![], None);
    check(vec![marked(2, 0)], Some(2));
    check(vec![marked(2, 0), not_applicable()], Some(0));
    check(vec![not_applicable(), marked(2, 0)], Some(2));
    check(vec![marked(2, 0), marked(3, 1)], Some(3));
}

#[test]
fn taking_back_restores_the_answer_before() {
    check(vec![marked(2, 0), taken_back()], None);
    check(vec![not_applicable(), taken_back()], None);
    check(vec![marked(2, 0), marked(3, 1), taken_back()], Some(2));
    check(vec![marked(2, 0), not_applicable(), taken_back()], Some(2));
    check(vec![not_applicable(), marked(2, 0), taken_back()], Some(0));
    check(
        vec![
            marked(2, 0),
            not_applicable(),
            marked(4, 1),
            taken_back(),
            taken_back(),
        ],
        Some(2),
    );
}

#[test]
fn a_note_on_the_same_answer_is_not_another_answer() {
    let mut live = Live::start(0);
    live.say_all(Resident, vec![marked(2, 0)]);
    let mut noted = marked(2, 0);
    if let Event::PositionMarked { note, talk, .. } = &mut noted {
        "Mijn zus helpt.".clone_into(note);
        *talk = true;
    }
    live.say_all(Resident, vec![noted]);
    let history = &live.plan(Resident).positions[&"geld".into()];
    assert_eq!(history.len(), 1);
    assert_eq!(
        (history[0].note.as_str(), history[0].talk),
        ("Mijn zus helpt.", true)
    );
    live.say_all(Resident, vec![taken_back()]);
    assert_eq!(answer(live.plan(Resident)), None);
}

#[test]
fn without_an_answer_there_is_nothing_to_take_back() {
    let mut live = Live::start(0);
    let refused = Err(Refusal::NotFound(Thing::Position));
    assert_eq!(live.say(Resident, taken_back()).map(|_| ()), refused);
}

#[test]
fn a_caseworker_cannot_answer_or_take_back() {
    for event in [not_applicable(), taken_back()] {
        let mut live = Live::start(0);
        live.say_all(Resident, vec![marked(2, 0)]);
        live.sync();
        assert_eq!(live.say(Caseworker, event).map(|_| ()), Err(Refusal::NotYours));
    }
}

/// The change between day 1 and now, after these levels on day 0, 1, 2 and so on.
#[track_caller]
fn check_change(levels: &[u8], expected: Change) {
    let mut live = Live::start(0);
    let events = levels.iter().zip(0..).map(|(level, on)| marked(*level, on));
    live.say_all(Resident, events.collect());
    let domain = "geld".into();
    assert_eq!(
        then_and_now(live.plan(Resident), &domain, Some(day(1))).change,
        expected
    );
}

#[test]
fn only_what_is_worth_naming_held() {
    check_change(&[1, 1, 1], Change::Same);
    check_change(&[2, 2, 2], Change::Same);
    check_change(&[3, 3, 3], Change::Held);
    check_change(&[5, 5, 5], Change::Held);
    check_change(&[1, 2, 2], Change::Held);
    check_change(&[3, 2, 2], Change::Same);
    check_change(&[4, 4, 3], Change::Down(1));
}

proptest! {
    /// "Dit bleef goed" is never said of a level below 3, unless the domain had risen to it.
    #[test]
    fn held_is_never_said_below_three_unless_it_rose(live in lives(40), then in 0_i64..40) {
        let plan = live.plan(Resident);
        for (domain, history) in &plan.positions {
            if then_and_now(plan, domain, Some(day(then))).change == Change::Held {
                let now = plan.position(domain).unwrap().level;
                let rose = history.iter().any(|earlier| earlier.level < now);
                prop_assert!(now.get() >= 3 || rose);
            }
        }
    }

    /// Any answers, each taken back, leave the bridge as it was.
    #[test]
    fn taking_everything_back_leaves_the_bridge_as_it_was(levels in vec(0_u8..=5, 0..8)) {
        let mut live = Live::start(0);
        live.say_all(Resident, vec![marked(3, 0)]);
        let before = live.plan(Resident).positions.clone();
        let mut n_recorded = 0;
        for (level, on) in levels.into_iter().zip(1..) {
            let event = if level == 0 { not_applicable() } else { marked(level, on) };
            n_recorded += live.say(Resident, event).unwrap().len();
        }
        for _ in 0..n_recorded {
            live.say(Resident, taken_back()).unwrap();
        }
        prop_assert_eq!(&live.plan(Resident).positions, &before);
        prop_assert_eq!(answer(live.plan(Resident)), Some(3));
    }
}
