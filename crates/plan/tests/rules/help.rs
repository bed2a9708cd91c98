//! Questions about a mini-step, and their answers.

use mijn_brug_plan::event::Part;
use mijn_brug_plan::query::digest;
use mijn_brug_plan::{Event, Role};

use crate::support::live::Live;
use crate::support::mini_step;

use Role::{Caseworker, Resident};

#[test]
fn a_second_answer_counts_even_in_the_same_words() {
    let mut live = Live::start(1);
    let asked = Event::HelpAsked {
        mini_step: mini_step(0),
        question: String::new(),
    };
    let answered = Event::HelpAnswered {
        mini_step: mini_step(0),
        answer: "Ja.".to_owned(),
    };
    let mut seen = Vec::new();
    for _ in 0..2 {
        live.say_all(Resident, vec![asked.clone()]);
        live.say_all(Caseworker, vec![answered.clone()]);
        seen.push(
            live.plan(Resident)
                .mini_steps
                .get(&mini_step(0))
                .unwrap()
                .help_answers,
        );
    }
    assert_eq!(seen, [1, 2]);
}

/// A question is not lost when the mini-step is split: it moves to the first part, and so does an answer to the whole.
#[test]
fn a_question_goes_to_the_first_part() {
    let mut live = Live::start(1);
    let into = vec![Part {
        mini_step: mini_step(20),
        title: "Zoek het nummer".to_owned(),
    }];
    live.say_all(
        Resident,
        vec![
            Event::HelpAsked {
                mini_step: mini_step(0),
                question: "Wie bel ik?".to_owned(),
            },
            Event::MiniStepSplit {
                mini_step: mini_step(0),
                into,
            },
        ],
    );
    assert_eq!(
        digest(live.plan(Caseworker)).questions[0].mini_step,
        mini_step(20)
    );
    let answered = Event::HelpAnswered {
        mini_step: mini_step(0),
        answer: "De woningbouw.".to_owned(),
    };
    live.say_all(Caseworker, vec![answered]);
    let part = live.plan(Resident).mini_steps.get(&mini_step(20)).unwrap();
    assert_eq!(part.help_answer.as_deref(), Some("De woningbouw."));
    assert_eq!(digest(live.plan(Caseworker)).questions, []);
}
