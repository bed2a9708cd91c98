//! The digest for the caseload, and what a review shows.

use mijn_brug_plan::plan::Plan;
use mijn_brug_plan::query::{Change, Digest, digest, highlights, review_summary};
use mijn_brug_plan::values::{Action, Alternative, AppointmentDetails, Level, ReviewPart};
use mijn_brug_plan::{Command, Event, Role, fold};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::support::entries::forged;
use crate::support::live::{Live, lives};
use crate::support::values::any_day;
use crate::support::{
    appointment, day, goal, mini_step, moment, promise, proposal, review, step, time, voucher,
};

use Role::{Caseworker, Resident};

fn appointment_on(n: u8, on: i64) -> Event {
    Event::AppointmentMade {
        appointment: appointment(n),
        details: AppointmentDetails {
            with: "Gesprek".to_owned(),
            day: day(on),
            time: Some(time(10, 0)),
            place: String::new(),
            bring: String::new(),
        },
    }
}

fn marked(domain: &str, on: i64, level: u8, talk: bool) -> Event {
    Event::PositionMarked {
        domain: domain.into(),
        level: Level::new(level).unwrap(),
        sentence: "Ik red mij.".to_owned(),
        content: "voorbeeld-2026-1".into(),
        day: day(on),
        note: String::new(),
        talk,
    }
}

fn started(n: u8, on: i64) -> Event {
    Event::ReviewStarted {
        review: review(n),
        day: day(on),
    }
}

fn seen(live: &Live) -> Digest {
    digest(live.plan(Caseworker))
}

proptest! {
    /// For any entries; and a stored digest reads back as it was.
    #[test]
    fn a_digest_is_of_the_plan_and_can_be_kept(live in lives(40), forged in vec(forged(), 0..20), today in any_day()) {
        let (plan, _) = fold(live.entries.into_iter().chain(forged));
        let digest = digest(&plan);
        let written = serde_json::to_string(&digest).unwrap();
        prop_assert_eq!(serde_json::from_str::<Digest>(&written).unwrap(), digest.clone());
        prop_assert!(digest.questions.iter().all(|question| plan.is_to_do(question.mini_step)));
        prop_assert!(digest.next_appointment(today).is_none_or(|appointment| appointment.day >= today));
        prop_assert!(digest.lapsing(today) <= digest.last_days.len());
        prop_assert_eq!(plan.rewards().is_none() && !digest.last_days.is_empty(), false);
        let now = moment(0);
        prop_assert!(digest.last_activity(now).is_none_or(|sign| sign <= now));
    }

    /// Each review has a summary, which names only what is on the plan.
    #[test]
    fn a_summary_is_of_the_plan(live in lives(40), today in any_day()) {
        let plan = live.plan(Resident);
        for id in plan.reviews.keys() {
            let summary = review_summary(plan, *id, today).unwrap();
            prop_assert_eq!(summary.bridge.len(), plan.positions.len());
            prop_assert!(summary.agreed.iter().all(|action| plan.is_agreed(*action)));
            prop_assert!(summary.then.is_none_or(|then| then < summary.review.day));
            let mut first = summary.goals.iter().filter_map(|(_, first)| first.as_ref()?.mini_step);
            prop_assert!(first.all(|(id, _)| plan.is_to_do(id)));
        }
        let out = highlights(plan, today);
        prop_assert!(out.to_talk_about.iter().all(|domain| plan.position(domain).is_some_and(|it| it.talk)));
    }
}

#[test]
fn an_empty_plan_asks_for_nothing() {
    assert_eq!(digest(&Plan::default()), Digest::default());
    assert_eq!(review_summary(&Plan::default(), review(0), day(0)), None);
}

#[test]
fn a_request_for_help_waits_until_answered_or_needless() {
    let asked = |n| Event::HelpAsked {
        mini_step: mini_step(n),
        question: "Wie bel ik?".to_owned(),
    };
    let mut live = Live::start(1);
    live.say_all(Resident, vec![asked(0), asked(1)]);
    let questions = |live: &Live| {
        seen(live)
            .questions
            .into_iter()
            .map(|q| q.mini_step)
            .collect::<Vec<_>>()
    };
    assert_eq!(questions(&live), [mini_step(0), mini_step(1)]);
    let answered = Event::HelpAnswered {
        mini_step: mini_step(0),
        answer: "De woningbouw.".to_owned(),
    };
    live.say_all(Caseworker, vec![answered]);
    assert_eq!(questions(&live), [mini_step(1)]);
    live.say_all(Resident, vec![asked(0), Event::GoalLetGo { goal: goal(0) }]);
    assert_eq!(questions(&live), []);
}

#[test]
fn a_declined_appointment_is_named_unless_another_is_planned() {
    let mut live = Live::start(0);
    let next = |live: &Live, on| {
        seen(live)
            .next_appointment(day(on))
            .map(|next| (next.day, next.declined))
    };
    live.say_all(Resident, vec![appointment_on(0, 3)]);
    assert_eq!([3, 4].map(|on| next(&live, on)), [Some((day(3), false)), None]);
    let declined = Event::AppointmentDeclined {
        appointment: appointment(0),
        instead: Some(Alternative::Call),
    };
    live.say_all(Resident, vec![declined]);
    assert_eq!(seen(&live).appointments[0].instead, Some(Alternative::Call));
    assert_eq!(next(&live, 0), Some((day(3), true)));
    assert!(highlights(live.plan(Caseworker), day(3)).declined.is_some());
    assert!(highlights(live.plan(Caseworker), day(4)).declined.is_none());
    live.say_all(Resident, vec![appointment_on(1, 9)]);
    assert_eq!(next(&live, 0), Some((day(9), false)));
}

#[test]
fn steps_count_from_the_last_closed_review() {
    let mut live = Live::start(1);
    live.say(Resident, Command::Finish(mini_step(0))).unwrap();
    live.say_all(Caseworker, vec![started(0, 5)]);
    assert_eq!(seen(&live).done_since, 1);
    assert_eq!(seen(&live).open_review, Some((review(0), day(5))));
    live.say_all(Caseworker, vec![Event::ReviewClosed { review: review(0) }]);
    assert_eq!(
        (seen(&live).done_since, seen(&live).last_review),
        (0, Some(day(5)))
    );
    live.now = moment(60 * 24 * 6);
    live.say(Resident, Command::Finish(mini_step(1))).unwrap();
    live.sync();
    assert_eq!((seen(&live).done_since, seen(&live).open_review), (1, None));
    assert_eq!(highlights(live.plan(Caseworker), day(6)).achieved.len(), 1);
}

#[test]
fn vouchers_lapse_soon_from_thirty_days_before() {
    let mut live = Live::start(5);
    let digest = seen(&live);
    assert_eq!([59, 60, 90, 91].map(|on| digest.lapsing(day(on))), [0, 1, 1, 0]);
    let used = Event::VoucherUsed {
        voucher: voucher(0),
        day: day(1),
    };
    live.say_all(Resident, vec![used]);
    assert_eq!(seen(&live).lapsing(day(60)), 0);
}

#[test]
fn proposals_wait_until_they_are_answered() {
    let mut live = Live::start(1);
    let proposed = Event::Proposed {
        proposal: proposal(0),
        events: vec![appointment_on(0, 3)],
    };
    live.say_all(Caseworker, vec![proposed]);
    assert_eq!(seen(&live).waiting_proposals, 1);
    let answered = Event::ProposalAnswered {
        proposal: proposal(0),
        accepted: true,
        how: mijn_brug_plan::values::Confirmation::OwnDevice,
    };
    live.say_all(Resident, vec![answered]);
    assert_eq!(seen(&live).waiting_proposals, 0);
}

#[test]
fn the_highlights_are_what_the_resident_wants_to_talk_about() {
    let mut live = Live::start(0);
    live.say_all(
        Resident,
        vec![
            marked("geld", 0, 2, true),
            marked("thuis", 0, 4, true),
            marked("thuis", 1, 4, false),
        ],
    );
    let out = highlights(live.plan(Resident), day(2));
    assert_eq!(out.to_talk_about, [&"geld".into()]);
}

/// A first review on day 0 with positions of that day, and a second one on day 30.
#[test]
fn a_summary_compares_with_the_review_before() {
    let mut live = Live::start(4);
    live.say_all(
        Resident,
        vec![marked("geld", 0, 2, false), marked("thuis", 0, 3, false)],
    );
    live.say_all(
        Caseworker,
        vec![started(0, 0), Event::ReviewClosed { review: review(0) }],
    );
    let noted = Event::ReviewNoted {
        review: review(1),
        part: ReviewPart::LookBack,
        note: "Zelf gebeld.".to_owned(),
    };
    live.say_all(Caseworker, vec![started(1, 30), noted]);
    live.say_all(
        Resident,
        vec![
            marked("geld", 30, 4, false),
            marked("werk", 30, 1, false),
            appointment_on(0, 60),
            appointment_on(1, 45),
        ],
    );
    let plan = live.plan(Resident);
    let summary = review_summary(plan, review(1), day(30)).unwrap();
    assert_eq!(summary.then, Some(day(0)));
    let changes = summary
        .bridge
        .iter()
        .map(|(domain, both)| (domain.as_str(), both.change));
    assert_eq!(
        changes.collect::<Vec<_>>(),
        [
            ("geld", Change::Up(2)),
            ("thuis", Change::Held),
            ("werk", Change::New)
        ]
    );
    let first = summary.goals[0].1.as_ref().unwrap();
    assert_eq!(
        (first.step.0, first.mini_step.unwrap().0),
        (step(0), mini_step(0))
    );
    assert_eq!(summary.agreed, [Action::MiniStep(mini_step(0))]);
    assert_eq!(summary.review.notes.len(), 1);
    let appointments: Vec<_> = summary.appointments.iter().map(|(id, _)| *id).collect();
    assert_eq!(appointments, [appointment(1), appointment(0)]);
    assert_eq!(
        plan.rewards().unwrap().promises.keys().collect::<Vec<_>>(),
        [&promise(0)]
    );
    let first = review_summary(plan, review(0), day(30)).unwrap();
    assert_eq!(first.then, None);
}
