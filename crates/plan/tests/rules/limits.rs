//! The edges of every limit: one `check`, many small cases.

use mijn_brug_plan::event::Part;
use mijn_brug_plan::rules::Thing;
use mijn_brug_plan::values::{
    Action, AppointmentDetails, Effect, GoalAspect, IfThen, Level, Reminder, ReminderTarget,
};
use mijn_brug_plan::{Event, Refusal, Role};

use crate::support::live::Live;
use crate::support::{agreement, appointment, day, goal, link, mini_step, proposal, step, time};

use Role::{Caseworker, Resident};

pub const SHORT: Result<(), Refusal> = Err(Refusal::TextMissing);
const TITLE: Result<(), Refusal> = Err(Refusal::TextTooLong {
    max: 200,
    length: 201,
});
pub const NOTE: Result<(), Refusal> = Err(Refusal::TextTooLong {
    max: 10_000,
    length: 10_001,
});

/// Records an event on a plan with a goal, agreed actions and granted vouchers.
#[track_caller]
pub fn check(role: Role, event: Event, expected: Result<(), Refusal>) {
    assert_eq!(Live::start(5).say(role, event).map(|_| ()), expected);
}

/// Checks the limits of a required short text, which count characters and not bytes.
#[track_caller]
pub fn check_title(role: Role, event: impl Fn(String) -> Event) {
    check(role, event("a".to_owned()), Ok(()));
    check(role, event("é".repeat(200)), Ok(()));
    check(role, event("🌉".repeat(200)), Ok(()));
    check(role, event("🌉".repeat(201)), TITLE);
    check(role, event(String::new()), SHORT);
    check(role, event(" \n\u{3000}".to_owned()), SHORT);
}

/// Checks the limit of a long text that may be empty.
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
    check_title(Resident, |wish| Event::GoalSet {
        goal: goal(1),
        domain: "geld".into(),
        wish,
    });
    check_title(Resident, |wish| Event::GoalReworded { goal: goal(0), wish });
}

#[test]
fn titles_of_steps() {
    check_title(Resident, |title| Event::StepAdded {
        step: step(1),
        goal: goal(0),
        title,
    });
    check_title(Resident, |title| Event::StepReworded { step: step(0), title });
}

#[test]
fn titles_of_mini_steps() {
    let added = |title| Event::MiniStepAdded {
        mini_step: mini_step(9),
        step: step(0),
        title,
        fits_in_a_day: true,
    };
    check_title(Resident, added);
    check_title(Resident, |title| Event::MiniStepReworded {
        mini_step: mini_step(0),
        title,
    });
    let part = |title| Part {
        mini_step: mini_step(9),
        title,
    };
    check_title(Resident, |title| Event::MiniStepSplit {
        mini_step: mini_step(0),
        into: vec![part(title)],
    });
}

#[test]
fn if_then_plans_and_supporters() {
    let plan = |when: &str, then: String| IfThen {
        when: when.to_owned(),
        then,
    };
    let set = |if_then| Event::IfThenSet {
        mini_step: mini_step(0),
        if_then,
    };
    check_title(Resident, |then| set(Some(plan("Na de koffie", then))));
    check(Resident, set(Some(plan("", "bel ik".to_owned()))), SHORT);
    check(Resident, set(None), Ok(()));
    check_title(Resident, |name| Event::SupporterSet {
        mini_step: mini_step(0),
        supporter: Some(name),
    });
    check(
        Resident,
        Event::SupporterSet {
            mini_step: mini_step(0),
            supporter: None,
        },
        Ok(()),
    );
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
    check(
        Resident,
        marked("", 3, "Ik red mij.", String::new()),
        Err(Refusal::NotFound(Thing::Domain)),
    );
    check(
        Resident,
        marked(&"é".repeat(200), 3, "Ik red mij.", String::new()),
        Ok(()),
    );
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
    check(
        Resident,
        drawn("geld", "geld", String::new()),
        Err(Refusal::SameDomain),
    );
    check_note(Resident, |question| Event::HelpAsked {
        mini_step: mini_step(0),
        question,
    });
    check_note(Caseworker, |note| Event::ObservationRecorded {
        domain: "geld".into(),
        note,
    });
    check_note(Resident, |text| Event::GoalDescribed {
        goal: goal(0),
        aspect: GoalAspect::Why,
        text,
    });
}

#[test]
fn levels() {
    let levels: Vec<Option<u8>> = [0, 1, 5, 6, 255].map(|n| Level::new(n).map(Level::get)).into();
    assert_eq!(levels, [None, Some(1), Some(5), None, None]);
}

fn details(with: String, place: String, bring: String) -> AppointmentDetails {
    AppointmentDetails {
        with,
        day: day(9),
        time: Some(time(10, 0)),
        place,
        bring,
    }
}

#[test]
fn appointments() {
    let none = String::new;
    let made = |details| Event::AppointmentMade {
        appointment: appointment(0),
        details,
    };
    check_title(Resident, |with| made(details(with, none(), none())));
    check_note(Resident, |bring| {
        made(details("Gesprek".to_owned(), none(), bring))
    });
    check(
        Resident,
        made(details("Gesprek".to_owned(), "p".repeat(200), none())),
        Ok(()),
    );
    check(
        Resident,
        made(details("Gesprek".to_owned(), "p".repeat(201), none())),
        TITLE,
    );
    check(
        Caseworker,
        made(details("Gesprek".to_owned(), none(), none())),
        Err(Refusal::NotYours),
    );
}

#[test]
fn reminders() {
    let reminder = |zone: String, words: String| Reminder {
        day: day(1),
        time: time(9, 0),
        zone,
        words,
    };
    let set = |target, reminder| Event::ReminderSet { target, reminder };
    let known = ReminderTarget::MiniStep(mini_step(0));
    check_title(Resident, |zone| set(known, Some(reminder(zone, String::new()))));
    let zone = || "Europe/Amsterdam".to_owned();
    check(
        Resident,
        set(known, Some(reminder(zone(), "w".repeat(200)))),
        Ok(()),
    );
    check(
        Resident,
        set(known, Some(reminder(zone(), "w".repeat(201)))),
        TITLE,
    );
    let unknown = ReminderTarget::MiniStep(mini_step(9));
    check(
        Resident,
        set(unknown, Some(reminder(zone(), String::new()))),
        Err(Refusal::NotFound(Thing::MiniStep)),
    );
}

#[test]
fn nothing_fires_for_a_removed_appointment() {
    let mut live = Live::start(0);
    let details = details("Gesprek".to_owned(), String::new(), String::new());
    let zone = "Europe/Amsterdam".to_owned();
    let reminder = Some(Reminder {
        day: day(9),
        time: time(9, 0),
        zone,
        words: String::new(),
    });
    live.say_all(
        Resident,
        vec![
            Event::AppointmentMade {
                appointment: appointment(0),
                details,
            },
            Event::ReminderSet {
                target: ReminderTarget::Appointment(appointment(0)),
                reminder,
            },
        ],
    );
    assert_eq!(live.plan(Resident).reminders.len(), 1);
    live.say_all(
        Resident,
        vec![Event::AppointmentRemoved {
            appointment: appointment(0),
        }],
    );
    assert_eq!(live.plan(Resident).reminders.len(), 0);
}

#[test]
fn lists_hold_one_to_fifty() {
    for (count, expected) in [
        (0, Err(Refusal::ListLength)),
        (1, Ok(())),
        (50, Ok(())),
        (51, Err(Refusal::ListLength)),
    ] {
        let into = (100_u8..).take(count).map(|n| Part {
            mini_step: mini_step(n),
            title: "Deel".to_owned(),
        });
        check(
            Resident,
            Event::MiniStepSplit {
                mini_step: mini_step(0),
                into: into.collect(),
            },
            expected,
        );
        let events = vec![Event::UrgencyChosen { domain: None }; count];
        check(
            Caseworker,
            Event::Proposed {
                proposal: proposal(0),
                events,
            },
            expected,
        );
        let actions = vec![Action::Step(step(0)); count];
        check(
            Resident,
            Event::AgreementDrafted {
                agreement: agreement(1),
                actions,
            },
            expected,
        );
    }
}

#[test]
fn a_split_needs_new_ids() {
    let split = |ids: &[u8]| Event::MiniStepSplit {
        mini_step: mini_step(0),
        into: ids
            .iter()
            .map(|n| Part {
                mini_step: mini_step(*n),
                title: "Deel".to_owned(),
            })
            .collect(),
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
            Event::MiniStepAdded {
                mini_step: mini_step(9),
                step: step(0),
                title,
                fits_in_a_day,
            },
            expected,
        );
    }
}
