#![expect(clippy::unwrap_used, reason = "tests")]

use mijn_brug_plan::ids::ProposalId;
use mijn_brug_plan::{Entry, Role};

use super::super::support::event;
use super::*;

fn check(json: &[&str], expected: &[&str]) {
    crate::ui::texts::merge_json(include_str!("../../../../public/locales/nl.json"));
    let events: Vec<Event> = json.iter().map(|json| event(json)).collect();
    assert_eq!(changes(&events, &Plan::default(), None), expected);
}

#[test]
fn a_goal_with_its_first_step() {
    check(
        &[
            r#"{"goal_set":{"goal":"00000000000000b1","domain":"thuis.wonen","wish":"Een regeling"}}"#,
            r#"{"step_added":{"step":"00000000000000c1","goal":"00000000000000b1","title":"Bellen"}}"#,
            r#"{"mini_step_added":{"mini_step":"00000000000000d1","step":"00000000000000c1","title":"Zoek het nummer","fits_in_a_day":true}}"#,
        ],
        &[
            "Doel bij Wonen: Een regeling",
            "Stap: Bellen",
            "Ministap: Zoek het nummer",
        ],
    );
}

#[test]
fn whatever_can_be_proposed_has_words_of_its_own() {
    crate::ui::texts::merge_json(include_str!("../../../../public/locales/nl.json"));
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/crates/plan/tests/golden/entry_v1");
    let mut n_proposable = 0;
    for file in std::fs::read_dir(golden).unwrap() {
        let entry = Entry::read(&std::fs::read(file.unwrap().path()).unwrap()).unwrap();
        let plan = Plan::default();
        let proposed = Event::Proposed {
            proposal: ProposalId::from_random([0; 8]),
            events: vec![entry.event.clone()],
        };
        // The browser writes their days, and there is none here.
        let has_day = matches!(
            entry.event,
            Event::AppointmentMade { .. }
                | Event::AppointmentChanged { .. }
                | Event::MiniStepPlanned { .. }
                | Event::MiniStepMoved { .. }
                | Event::GoalLookBackPlanned { .. }
        );
        let has_words = has_day || change(&entry.event, &plan, None) != t("change.other");
        let is_proposable = plan.check(&proposed, Role::Caseworker).is_ok();
        assert_eq!(has_words, is_proposable, "{:?}", entry.event);
        n_proposable += usize::from(is_proposable);
    }
    assert_eq!(n_proposable, 35);
}

#[test]
fn removals_have_words_too() {
    let mini_step = "00000000000000d1";
    check(
        &[
            r#"{"urgency_chosen":{"domain":null}}"#,
            &format!(r#"{{"if_then_set":{{"mini_step":"{mini_step}","if_then":null}}}}"#),
            &format!(r#"{{"supporter_set":{{"mini_step":"{mini_step}","supporter":null}}}}"#),
            &format!(
                r#"{{"mini_step_added":{{"mini_step":"{mini_step}","step":"00000000000000c1","title":"Bellen","fits_in_a_day":true}}}}"#
            ),
        ],
        &[
            "Niets is nu het meest dringend",
            "Zonder als-dan: Bellen",
            "Zonder hulp: Bellen",
            "Ministap: Bellen",
        ],
    );
}
