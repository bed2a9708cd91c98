//! The example plan, `public/demo/*.json`, which newcomers and the README's screenshots show. It must be a plan that the app
//! itself could have made, the same one in both languages, with something for every screen to show.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::{DateTime, Days, NaiveDate, Utc};
use mijn_brug_plan::content::Content;
use mijn_brug_plan::ids::RecordId;
use mijn_brug_plan::plan::{GoalState, MiniStepState};
use mijn_brug_plan::query::{self, Change};
use mijn_brug_plan::values::GoalAspect;
use mijn_brug_plan::{Entry, Event, Log, Role};
use serde::Deserialize;

/// The format that the app reads: `src/resident/store/opening.rs`.
#[derive(Deserialize)]
struct Example {
    now: DateTime<Utc>,
    entries: Vec<Entry>,
}

const LANGUAGES: [&str; 2] = ["nl", "en"];

fn public(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("public").join(path)
}

fn example(language: &str) -> Example {
    let json = std::fs::read(public(&format!("demo/{language}.json"))).unwrap();
    serde_json::from_slice(&json).unwrap()
}

fn content(language: &str) -> Content {
    let json = std::fs::read_to_string(public(&format!("bridge/{language}.json"))).unwrap();
    Content::read(&json).unwrap()
}

fn numbered(entries: Vec<Entry>) -> impl Iterator<Item = (RecordId, Entry)> {
    (0_u128..)
        .map(|number| RecordId(number.to_be_bytes()))
        .zip(entries)
}

fn log(language: &str) -> Log {
    let mut log = Log::default();
    log.extend(numbered(example(language).entries));
    log
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 10, 13).unwrap()
}

/// The day on which the example is shown. In Dutch winter time, noon is on the same day in UTC.
fn today() -> NaiveDate {
    example("nl").now.date_naive()
}

#[test]
fn every_entry_has_an_effect() {
    for language in LANGUAGES {
        let log = log(language);
        assert_eq!(log.problems(), [], "{language}");
        assert_eq!(log.len(), example(language).entries.len(), "{language}");
    }
}

#[test]
fn it_is_the_residents_own_and_six_weeks_long() {
    for language in LANGUAGES {
        let example = example(language);
        assert!(
            example.entries.iter().all(|entry| entry.role == Role::Resident),
            "{language}"
        );
        let clocks: Vec<u64> = example.entries.iter().map(|entry| entry.lamport).collect();
        assert!(clocks.is_sorted_by(|left, right| left < right), "{language}");
        let times: Vec<_> = example.entries.iter().map(|entry| entry.at).collect();
        assert!(times.is_sorted(), "{language}");
        assert_eq!(times.first().unwrap().date_naive(), first_day(), "{language}");
        assert!(*times.last().unwrap() < example.now, "{language}");
    }
    assert_eq!(first_day() + Days::new(42), today());
}

#[test]
fn it_has_no_trace_of_a_reward() {
    for language in LANGUAGES {
        assert_eq!(log(language).plan().rewards(), None, "{language}");
        let json = std::fs::read_to_string(public(&format!("demo/{language}.json"))).unwrap();
        for word in ["reward", "voucher", "agreement", "beloning"] {
            assert!(!json.to_lowercase().contains(word), "{language}: {word}");
        }
    }
}

#[test]
fn positions_are_sentences_of_the_default_bridge() {
    for language in LANGUAGES {
        let content = content(language);
        let log = log(language);
        let marked: BTreeSet<_> = log.plan().positions.keys().collect();
        assert_eq!(
            marked.len(),
            content.domains().count(),
            "{language}: every domain is marked"
        );
        for (domain, history) in &log.plan().positions {
            let (.., known) = content.domain(domain).unwrap();
            for position in history {
                assert_eq!(
                    position.sentence,
                    known.sentence(position.level),
                    "{language}: {domain}"
                );
                assert_eq!(position.content, content.version, "{language}: {domain}");
            }
        }
    }
}

#[test]
fn skills_are_those_that_the_plan_names() {
    for language in LANGUAGES {
        let mut log = Log::default();
        for (record, entry) in numbered(example(language).entries) {
            if let Event::MiniStepDone { mini_step, skill, .. } = entry.event {
                assert_eq!(
                    skill,
                    query::skill_for(log.plan(), mini_step),
                    "{language}: {mini_step}"
                );
            }
            log.extend([(record, entry)]);
        }
    }
}

#[test]
fn both_languages_tell_the_same() {
    let [dutch, english] = LANGUAGES.map(example);
    assert_eq!(dutch.now, english.now);
    // Only the texts differ: none of these events has text as an id, a day, a level or a choice.
    let shape = |example: &Example| -> Vec<_> {
        let bare = |entry: &Entry| {
            let mut value = serde_json::to_value(entry).unwrap();
            without_texts(&mut value);
            value
        };
        example.entries.iter().map(bare).collect()
    };
    assert_eq!(shape(&dutch), shape(&english));
}

fn without_texts(value: &mut serde_json::Value) {
    const TEXTS: [&str; 10] = [
        "sentence",
        "note",
        "wish",
        "text",
        "title",
        "with",
        "bring",
        "supporter",
        "when",
        "then",
    ];
    match value {
        serde_json::Value::Object(fields) => {
            for (name, field) in fields {
                if TEXTS.contains(&name.as_str()) && field.is_string() {
                    *field = serde_json::Value::Bool(field != "");
                } else {
                    without_texts(field);
                }
            }
        }
        serde_json::Value::Array(items) => items.iter_mut().for_each(without_texts),
        _ => {}
    }
}

#[test]
fn the_next_mini_step_is_the_call_of_today() {
    let log = log("nl");
    let (_, next) = query::next_mini_step(log.plan(), today()).unwrap();
    assert_eq!(next.title, "Bel de woningbouw over een regeling");
    assert_eq!((next.when.day, next.when.minutes), (Some(today()), Some(10)));
    assert_eq!(next.supporter.as_deref(), Some("mijn zus"));
    let if_then = next.if_then.as_ref().unwrap();
    assert!(content("nl").moments.contains(&if_then.when));
    assert_eq!(if_then.then, "bel de woningbouw over een regeling");
    assert_eq!(query::open_mini_steps(log.plan(), today()).len(), query::OPEN_MAX);
}

#[test]
fn every_screen_has_something_to_show() {
    for language in LANGUAGES {
        let log = log(language);
        let plan = log.plan();
        let changes: Vec<Change> = plan
            .positions
            .keys()
            .map(|domain| query::then_and_now(plan, domain, Some(first_day())).change)
            .collect();
        assert!(
            changes.iter().any(|change| matches!(change, Change::Up(_))),
            "{language}"
        );
        assert!(changes.contains(&Change::Held), "{language}");
        assert_eq!(
            changes
                .iter()
                .filter(|change| matches!(change, Change::Down(_)))
                .count(),
            1,
            "{language}"
        );

        let positions = || plan.positions.values().flatten();
        assert!(
            positions().any(|position| !position.note.is_empty()),
            "{language}"
        );
        assert_eq!(
            positions().filter(|position| position.talk).count(),
            1,
            "{language}"
        );
        assert_eq!(
            plan.urgency.as_ref().unwrap().as_str(),
            "geld.schulden",
            "{language}"
        );
        assert_eq!(plan.links.len(), 2, "{language}");

        let goals =
            |wanted: fn(GoalState) -> bool| plan.goals.iter().filter(|goal| wanted(goal.state)).count();
        assert_eq!(goals(|state| state == GoalState::Active), 2, "{language}");
        assert_eq!(
            goals(|state| matches!(state, GoalState::Reached(_))),
            1,
            "{language}"
        );

        let main = &plan.goals[0];
        assert_eq!(Some(&main.domain), plan.urgency.as_ref(), "{language}");
        assert_eq!(main.aspects.len(), GoalAspect::ALL.len(), "{language}");
        assert!(main.look_back.unwrap() > today(), "{language}");

        let states = || plan.mini_steps.values().map(|mini_step| mini_step.state);
        assert!(states().any(|state| state == MiniStepState::Split), "{language}");
        assert!(states().any(|state| state == MiniStepState::LetGo), "{language}");
        let skills: BTreeSet<_> = states()
            .filter_map(|state| {
                if let MiniStepState::Done(_, skill) = state {
                    Some(skill)
                } else {
                    None
                }
            })
            .collect();
        assert!(skills.len() >= 5, "{language}: {skills:?}");
        assert!(query::look_back(plan).len() >= 8, "{language}");

        let (_, appointment) = query::next_appointment(plan, today()).unwrap();
        assert_eq!(
            appointment.details.day,
            NaiveDate::from_ymd_opt(2026, 12, 1).unwrap(),
            "{language}"
        );
        assert!(!appointment.details.bring.is_empty(), "{language}");
        assert!(!query::is_resting(plan, today()), "{language}");
    }
}
