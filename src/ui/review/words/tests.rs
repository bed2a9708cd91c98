use super::super::support::event;
use super::*;

fn check(json: &[&str], expected: &[&str]) {
    crate::ui::texts::take(include_str!("../../../../public/locales/nl.json"));
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
fn a_change_without_words_of_its_own() {
    check(
        &[r#"{"steps_ordered":{"goal":"00000000000000b1","order":[]}}"#],
        &["Een verandering in het plan"],
    );
}
