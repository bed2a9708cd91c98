//! What the screens promise in use, as rules: who says yes for whom, what "since the last time" is, what belongs together, and that
//! a clock that was wrong hides nothing.

use chrono::TimeDelta;
use mijn_brug_plan::event::Part;
use mijn_brug_plan::plan::Plan;
use mijn_brug_plan::query::{
    Achievement, achieved_since, digest, earlier_reviews, is_clock_behind, is_review_under_way,
    left_open_review, next_mini_step, open_review, standing_out,
};
use mijn_brug_plan::reminder::{About, due, fired};
use mijn_brug_plan::rules::TAKE_BACK_SECONDS;
use mijn_brug_plan::values::{Action, Confirmation, Reminder, ReminderTarget, When};
use mijn_brug_plan::{Command, Event, Log, Refusal, Role};
use proptest::collection::vec;
use proptest::prelude::*;

use super::reminders::{remind, snooze, to_utc};
use crate::support::entries::{Sealed, forged};
use crate::support::live::{Live, acts, confirm, lives};
use crate::support::values::{any_day, any_moment};
use crate::support::{agreement, day, mini_step, moment, review, time};

use Confirmation::{OwnDevice, SharedScreen};
use Role::{Caseworker, Resident};

fn paired() -> Event {
    Event::Paired {
        pairing: 0,
        team: "Wijkteam Zuid".to_owned(),
        caseworker: "Sanne".to_owned(),
    }
}

fn drafted(n: u8) -> Event {
    Event::AgreementDrafted {
        agreement: agreement(n),
        actions: vec![Action::MiniStep(mini_step(0))],
    }
}

fn taken_back(by: Role) -> Event {
    Event::ConfirmationTakenBack {
        agreement: agreement(0),
        by,
    }
}

/// Each entry in its order, with the plan before and after it.
fn step_by_step(mut entries: Vec<Sealed>, mut check: impl FnMut(&Sealed, &Plan, &Plan)) {
    entries.sort_by_key(|(record, entry)| (entry.lamport, entry.author, *record));
    let mut log = Log::default();
    for entry in entries {
        let before = log.plan().clone();
        log.extend([entry.clone()]);
        check(&entry, &before, log.plan());
    }
}

proptest! {
    /// Forged entries and all: with a link no entry of the resident's is the caseworker's yes, and theirs for the resident is
    /// always the gesture.
    #[test]
    fn nobody_says_yes_for_the_other_alone(live in lives(50), forged in vec(forged(), 0..30)) {
        let mut wrong = Vec::new();
        step_by_step(live.entries.into_iter().chain(forged).collect(), |(_, entry), before, after| {
            for (id, now) in after.agreements.iter() {
                let known = before.agreements.get(id);
                let is_new = |of: fn(&mijn_brug_plan::plan::Agreement) -> Option<Confirmation>| {
                    of(now).filter(|_| known.and_then(of).is_none())
                };
                let says_caseworkers = is_new(|it| it.caseworker).is_some_and(|how| {
                    entry.role == Resident && (before.pairing.is_some() || how != SharedScreen)
                });
                let says_residents = is_new(|it| it.resident).is_some_and(|how| {
                    entry.role == Caseworker && how != SharedScreen
                });
                if says_caseworkers || says_residents {
                    wrong.push(entry.clone());
                }
            }
        });
        prop_assert_eq!(wrong, vec![]);
    }

    /// What is taken back was never there, but for the memory that it was held.
    #[test]
    fn what_was_held_for_the_other_can_be_taken_back((stage, acts) in acts(25), is_tablet in any::<bool>()) {
        let mut live = Live::start(stage);
        for act in acts {
            live.act(act).ok();
        }
        live.sync();
        let (role, by) = if is_tablet { (Caseworker, Resident) } else { (Resident, Caseworker) };
        live.say(role, drafted(9)).ok();
        live.sync();
        let before = live.plan(role).clone();
        let Some(was) = before.agreements.get(&agreement(9)) else { return Ok(()) };
        let held = Event::AgreementConfirmed { agreement: agreement(9), by, how: SharedScreen };
        if live.say(role, held).is_err() {
            prop_assert!(role == Resident && before.pairing.is_some());
            return Ok(());
        }
        live.now += TimeDelta::seconds(TAKE_BACK_SECONDS);
        let back = Event::ConfirmationTakenBack { agreement: agreement(9), by };
        prop_assert_eq!(live.say(if is_tablet { Resident } else { Caseworker }, back.clone()).is_ok(), false);
        live.say(role, back).unwrap();
        prop_assert_eq!(live.plan(role).agreements.get(&agreement(9)), Some(was));
        prop_assert_eq!(&live.plan(role).reviews, &before.reviews);
    }

    /// Whatever the days say: after a session is closed nothing is new, and then exactly what is done after it.
    #[test]
    fn only_what_comes_after_a_session_is_new(live in lives(40), on in any_day(), again in any_day()) {
        let mut live = live;
        let [first, second] = [8, 9].map(review);
        live.say_all(Caseworker, vec![
            Event::ReviewStarted { review: first, day: on },
            Event::ReviewClosed { review: first },
        ]);
        prop_assert_eq!(achieved_since(live.plan(Resident)), vec![]);
        prop_assert_eq!(digest(live.plan(Caseworker)).done_since, 0);
        let to_do = live.plan(Resident).mini_steps.keys().copied()
            .find(|id| live.plan(Resident).mini_steps.get(id).unwrap().is_open());
        if let Some(id) = to_do {
            live.say(Resident, Command::Finish(id)).unwrap();
            live.sync();
        }
        live.say_all(Caseworker, vec![Event::ReviewStarted { review: second, day: again }]);
        let new = achieved_since(live.plan(Caseworker));
        prop_assert_eq!(new.len(), usize::from(to_do.is_some()));
        prop_assert!(new.iter().all(|(_, it)| matches!(it, Achievement::MiniStep(id, ..) if Some(*id) == to_do)));
        prop_assert!(standing_out(live.plan(Caseworker), on).has_earlier);
        prop_assert_eq!(open_review(live.plan(Caseworker)).map(|(id, _)| id), Some(second));
        prop_assert_eq!(is_review_under_way(live.plan(Resident), on), on == again);
    }

    /// Two doors to one choice: a day that is put off by "Niet gelukt" and on the mini-step's own screen has the same next one.
    #[test]
    fn a_later_day_means_the_same_on_both_screens(live in lives(40), n in 0_u8..6, ahead in 1_i64..30) {
        // "Another day" also takes back that it was brought forward, which a day on its own screen does not.
        prop_assume!(!live.entries.iter().any(|(_, entry)| brings_forward(&entry.event)));
        let next_after = |event: Event| {
            let mut live = live.clone();
            live.say(Resident, planned(n, 0)).ok()?;
            live.say(Resident, event).ok()?;
            next_mini_step(live.plan(Resident), day(0)).map(|(id, it)| (id, it.when.day))
        };
        prop_assert_eq!(next_after(planned(n, ahead)), next_after(moved(n, Some(ahead))));
    }

    /// A session that was left open and is closed as it is, on any day, swallows nothing of what was achieved since.
    #[test]
    fn a_session_that_is_closed_later_swallows_nothing(live in lives(40), on in any_day(), again in any_day()) {
        let mut live = live;
        let [first, second] = [8, 9].map(review);
        live.say_all(Caseworker, vec![Event::ReviewStarted { review: first, day: on }]);
        let left = left_open_review(live.plan(Caseworker), again).map(|(id, _)| id);
        prop_assert_eq!(left, (on != again).then_some(first));
        let to_do = live.plan(Resident).mini_steps.keys().copied()
            .find(|id| live.plan(Resident).mini_steps.get(id).unwrap().is_open());
        if let Some(id) = to_do {
            live.say(Resident, Command::Finish(id)).unwrap();
            live.sync();
        }
        live.say_all(Caseworker, vec![
            Event::ReviewClosed { review: first },
            Event::ReviewStarted { review: second, day: again },
        ]);
        prop_assert_eq!(left_open_review(live.plan(Caseworker), again), None);
        prop_assert_eq!(achieved_since(live.plan(Caseworker)).len(), usize::from(to_do.is_some()));
    }

    /// A session that was left is under way on its own day and on no other, and one that another began after is not gone on with.
    #[test]
    fn a_session_is_under_way_on_one_day(live in lives(40), forged in vec(forged(), 0..20), today in any_day()) {
        let mut log = Log::default();
        log.extend(live.entries.into_iter().chain(forged));
        let plan = log.plan();
        let open = open_review(plan);
        prop_assert_eq!(is_review_under_way(plan, today), open.is_some_and(|(_, review)| review.day == today));
        prop_assert_eq!(earlier_reviews(plan).len() + usize::from(open.is_some()), plan.reviews.len());
        if let Some((_, open)) = open {
            prop_assert!(!open.closed && plan.reviews.values().all(|other| other.number <= open.number));
        }
    }

    /// Cutting a mini-step costs no reminder: what rang for it rings for its first part.
    #[test]
    fn a_reminder_goes_to_the_first_part(live in lives(50), n in 0_u8..6, now in any_moment()) {
        let mut live = live;
        let (whole, part) = (mini_step(n), mini_step(200));
        let into = vec![Part { mini_step: part, title: "Zoek het nummer".to_owned() }];
        let before = live.plan(Resident).clone();
        if live.say(Resident, Event::MiniStepSplit { mini_step: whole, into }).is_err() {
            return Ok(());
        }
        let after = live.plan(Resident);
        let goes = |id| if id == whole { part } else { id };
        let mut expected: Vec<_> = fired(&before, &to_utc, now, now.date_naive());
        for (_, id) in &mut expected {
            *id = goes(*id);
        }
        expected.sort_unstable();
        let mut told = fired(after, &to_utc, now, now.date_naive());
        told.sort_unstable();
        prop_assert_eq!(told, expected);
        // "After a week away" is counted from the split: the same week, or what rings is not gathered any more.
        let about = |plan: &Plan| {
            let mut all: Vec<_> = due(plan, &to_utc, now).into_iter().flat_map(|due| match due.about {
                About::MiniStep(id) => vec![goes(id)],
                About::Gathered(ids) => ids.into_iter().map(goes).collect(),
                About::Appointment(_) | About::Voucher(..) => vec![],
            }).collect();
            all.sort_unstable();
            all
        };
        prop_assert_eq!(about(&before), about(after));
    }

    /// What is set after a rest is told, whatever the clock said when the rest ended.
    #[test]
    fn a_wrong_clock_hides_no_later_reminder(live in lives(30), wrong in any_moment(), n in 0_u8..6) {
        let mut live = live;
        let right = moment(0);
        live.now = wrong;
        live.say(Resident, Event::RestEnded {}).unwrap();
        live.now = right;
        if !live.plan(Resident).is_to_do(mini_step(n)) || live.say(Resident, remind(n, day(0), 10)).is_err() {
            return Ok(());
        }
        live.say(Resident, Event::QuietHoursSet { hours: None }).unwrap();
        let noon = right + TimeDelta::hours(3);
        let told = fired(live.plan(Resident), &to_utc, noon, noon.date_naive());
        prop_assert!(told.iter().any(|(_, id)| *id == mini_step(n)), "{told:?}");
    }

    /// A zone that the device does not know is its own.
    #[test]
    fn an_unknown_zone_rings_all_the_same(zone in "(Etc/Unknown|local|UTC\\+1|[ -~]{1,20})", n in 0_u8..3) {
        let knows_none = |wall, zone: Option<&str>| if zone.is_none() { to_utc(wall, None) } else { None };
        let mut live = Live::start(1);
        if zone.trim().is_empty() {
            return Ok(());
        }
        let reminder = Reminder { day: day(1), time: time(9, 30), zone, words: String::new() };
        let target = ReminderTarget::MiniStep(mini_step(n));
        live.say(Resident, Event::ReminderSet { target, reminder: Some(reminder) }).unwrap();
        let rings = due(live.plan(Resident), &knows_none, live.now);
        prop_assert_eq!(rings.len(), 1);
        prop_assert_eq!(Some(rings[0].at), to_utc(day(1).and_time(time(9, 30)), None));
    }
}

#[test]
fn with_a_link_the_caseworkers_yes_comes_from_their_own_device() {
    let mut live = Live::start(1);
    live.say_all(Resident, vec![paired(), drafted(0), confirm(Resident, OwnDevice)]);
    for how in [OwnDevice, SharedScreen] {
        assert_eq!(
            live.say(Resident, confirm(Caseworker, how)),
            Err(Refusal::NotYours)
        );
    }
    live.say_all(Caseworker, vec![confirm(Caseworker, OwnDevice)]);
    assert!(live.plan(Resident).is_agreed(Action::MiniStep(mini_step(0))));
}

#[test]
fn on_one_phone_without_a_link_the_gesture_counts_and_goes_back_for_ten_seconds() {
    let mut live = Live::start(1);
    live.say_all(
        Resident,
        vec![
            drafted(0),
            confirm(Resident, OwnDevice),
            confirm(Caseworker, SharedScreen),
        ],
    );
    let is_agreed = |live: &Live| live.plan(Resident).is_agreed(Action::MiniStep(mini_step(0)));
    assert!(is_agreed(&live));
    let mut late = live.clone();
    live.now += TimeDelta::seconds(TAKE_BACK_SECONDS);
    assert_eq!(live.say(Resident, taken_back(Resident)), Err(Refusal::NotYours));
    live.say(Resident, taken_back(Caseworker)).unwrap();
    assert!(!is_agreed(&live));
    late.now += TimeDelta::minutes(1);
    assert!(late.say(Resident, taken_back(Caseworker)).is_err());
    assert!(is_agreed(&late));
}

#[test]
fn what_was_built_on_stays() {
    let mut live = Live::start(1);
    live.say_all(
        Caseworker,
        vec![
            drafted(0),
            confirm(Caseworker, OwnDevice),
            confirm(Resident, SharedScreen),
        ],
    );
    live.say_all(Caseworker, vec![Event::RewardsAnnounced {}]);
    assert!(matches!(
        live.say(Caseworker, taken_back(Resident)),
        Err(Refusal::WrongState(_))
    ));
    assert!(live.plan(Resident).rewards().is_some());
}

#[test]
fn a_second_answer_is_another_one_in_the_same_words_too() {
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

/// A question is not lost when the step is cut: it goes to the first part, and so does an answer to the whole that was under way.
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

#[test]
fn a_reminder_that_was_put_off_goes_along_as_it_was() {
    let mut live = Live::start(1);
    let into = vec![Part {
        mini_step: mini_step(20),
        title: "Zoek het nummer".to_owned(),
    }];
    let until = Some(day(2).and_time(time(12, 0)));
    live.say_all(
        Resident,
        vec![
            remind(0, day(1), 9),
            snooze(0, until),
            Event::MiniStepSplit {
                mini_step: mini_step(0),
                into,
            },
        ],
    );
    let plan = live.plan(Resident);
    let part = ReminderTarget::MiniStep(mini_step(20));
    assert_eq!(plan.reminders.keys().collect::<Vec<_>>(), [&part]);
    assert_eq!(plan.snoozed.get(&part), Some(&until));
}

fn planned(n: u8, on: i64) -> Event {
    Event::MiniStepPlanned {
        mini_step: mini_step(n),
        when: When {
            day: Some(day(on)),
            ..When::default()
        },
    }
}

fn moved(n: u8, on: Option<i64>) -> Event {
    Event::MiniStepMoved {
        mini_step: mini_step(n),
        day: on.map(day),
    }
}

/// Whether an event, or one of a proposal, brings a mini-step forward.
fn brings_forward(event: &Event) -> bool {
    if let Event::Proposed { events, .. } = event {
        events.iter().any(brings_forward)
    } else {
        matches!(event, Event::MiniStepBroughtForward { .. })
    }
}

/// The next mini-step on day 0, after these events about three mini-steps of one step.
#[track_caller]
fn check_next(events: Vec<Event>, expected: u8) {
    let mut live = Live::start(1);
    live.say_all(Resident, events);
    let next = next_mini_step(live.plan(Resident), day(0)).map(|(id, _)| id);
    assert_eq!(next, Some(mini_step(expected)));
}

#[test]
fn what_comes_after_a_mini_step_that_was_put_off_waits_for_it() {
    check_next(vec![moved(0, Some(1))], 0);
    check_next(vec![planned(0, 0), planned(1, 0), moved(0, Some(1))], 0);
    check_next(vec![planned(1, 0), moved(0, None)], 0);
    // Until its day, and not before what comes first in the resident's order.
    check_next(vec![moved(1, Some(1))], 0);
}

#[test]
fn who_chooses_a_day_after_that_means_it() {
    check_next(vec![moved(0, Some(1)), planned(1, 0)], 1);
    check_next(
        vec![
            moved(0, Some(1)),
            Event::MiniStepBroughtForward {
                mini_step: mini_step(2),
            },
        ],
        2,
    );
    // A day that was planned and not put off holds nothing up.
    check_next(vec![planned(0, 1)], 1);
}

/// Whichever screen it is put off on: what comes after waits.
#[test]
fn a_later_day_on_its_own_screen_holds_up_what_comes_after() {
    check_next(vec![planned(0, 0), planned(1, 0), planned(0, 7)], 0);
    // The last word counts, and today holds nothing up.
    check_next(vec![planned(0, 0), planned(0, 7), planned(1, 0)], 1);
    check_next(vec![planned(0, 0), planned(0, 7), planned(0, 0)], 0);
    // Another hour of that day puts nothing off, and takes nothing back.
    check_next(vec![planned(0, 0), planned(0, 7), planned(0, 7)], 0);
    check_next(vec![planned(0, 7), planned(0, 7)], 1);
    // What comes before does not wait for what comes after it.
    check_next(vec![planned(1, 0), planned(1, 7)], 0);
}

#[test]
fn the_parts_of_one_mini_step_keep_their_order() {
    let part = |n: u8| Part {
        mini_step: mini_step(n),
        title: "Deel".to_owned(),
    };
    let split = Event::MiniStepSplit {
        mini_step: mini_step(0),
        into: vec![part(20), part(21)],
    };
    let let_go = |n| Event::MiniStepLetGo {
        mini_step: mini_step(n),
    };
    check_next(vec![let_go(1), let_go(2), planned(0, 1), split], 20);
}

/// Case 33: the clock is forty days ahead while a rest begins and ends, then right again.
#[test]
fn a_rest_that_ended_in_the_future_hides_nothing() {
    let mut live = Live::start(1);
    let right = live.now;
    live.say_all(Resident, vec![remind(1, day(0), 10)]);
    live.now = right + TimeDelta::days(40);
    live.say_all(
        Resident,
        vec![Event::RestStarted { until: None }, Event::RestEnded {}],
    );
    live.now = right + TimeDelta::hours(3);
    let told = |live: &Live| {
        let all = fired(live.plan(Resident), &to_utc, live.now, day(0));
        all.into_iter().map(|(_, id)| id).collect::<Vec<_>>()
    };
    assert_eq!(told(&live), [mini_step(1)], "before anything else was said");
    assert!(is_clock_behind(live.plan(Resident), live.now));
    assert_eq!(digest(live.plan(Resident)).last_sign(live.now), Some(live.now));
    live.say_all(Resident, vec![remind(0, day(0), 12)]);
    live.now = right + TimeDelta::hours(4);
    assert_eq!(
        told(&live),
        [mini_step(0)],
        "what was silent in the rest is not told"
    );
    assert!(!is_clock_behind(live.plan(Resident), live.now));
    assert_eq!(
        digest(live.plan(Resident)).last_sign(live.now),
        Some(right + TimeDelta::hours(3)),
        "the next word sets it right"
    );
}

/// A clock from before everything else is no reason to fall silent or to blame.
#[test]
fn a_clock_from_long_ago_is_only_told_of() {
    let live = Live::start(1);
    let long_ago = moment(-60 * 24 * 365 * 6);
    assert!(is_clock_behind(live.plan(Resident), long_ago));
    assert!(next_mini_step(live.plan(Resident), long_ago.date_naive()).is_some());
    assert_eq!(
        fired(live.plan(Resident), &to_utc, long_ago, long_ago.date_naive()),
        []
    );
}
