//! Goals: what the resident says about them, and when one is reached (R6).

use mijn_brug_plan::values::GoalAspect;
use mijn_brug_plan::{Command, Event, Refusal, Role};

use crate::support::live::Live;
use crate::support::{day, goal, mini_step};

use Role::Resident;

fn described(text: &str) -> Event {
    Event::GoalDescribed {
        goal: goal(0),
        aspect: GoalAspect::Success,
        text: text.to_owned(),
    }
}

#[test]
fn an_aspect_keeps_the_last_words_and_empty_words_clear_it() {
    let mut live = Live::start(1);
    live.say_all(Resident, vec![described("Eerst"), described("Toen")]);
    let aspects = &live.plan(Resident).goals[0].aspects;
    assert_eq!(
        aspects.get(&GoalAspect::Success).map(String::as_str),
        Some("Toen")
    );
    live.say_all(Resident, vec![described("  ")]);
    assert!(live.plan(Resident).goals[0].aspects.is_empty());
}

#[test]
fn a_day_to_look_back_can_be_set_and_cleared() {
    let mut live = Live::start(1);
    let set = |on| Event::GoalLookBackPlanned {
        goal: goal(0),
        day: on,
    };
    live.say_all(Resident, vec![set(Some(day(30)))]);
    assert_eq!(live.plan(Resident).goals[0].look_back, Some(day(30)));
    live.say_all(Resident, vec![set(None)]);
    assert_eq!(live.plan(Resident).goals[0].look_back, None);
}

#[test]
fn a_goal_is_reached_only_after_something_was_done() {
    let mut live = Live::start(1);
    let reached = || Event::GoalReached {
        goal: goal(0),
        day: day(1),
    };
    assert_eq!(
        live.say(Resident, reached()).map(|_| ()),
        Err(Refusal::NothingDone)
    );
    live.say(Resident, Command::Finish(mini_step(0))).unwrap();
    assert_eq!(live.say(Resident, reached()).map(|_| ()), Ok(()));
}
