//! The stories keep the rules and make sense, on whichever weekday the demo is made.
#![expect(clippy::unwrap_used, reason = "tests")]

use chrono::{Days, NaiveDate};
use mijn_brug_plan::content::Content;
use mijn_brug_plan::plan::{GoalState, Plan};
use mijn_brug_plan::{query, team};
use mijn_brug_seal::TeamKey;

use super::life::Life;
use super::story::{Now, STORIES};

/// Tells all stories as of each day of a week, because they depend on weekdays.
fn on_each_weekday(check: impl Fn(NaiveDate, &[Life<'_>])) {
    let content = std::fs::read_to_string(crate::step::root().join("public/bridge/nl.json")).unwrap();
    let content = Content::read(&content).unwrap();
    let key = TeamKey::from_random([3; 32]);
    let names: Vec<String> = (1..=12).map(|number| format!("Inwoner {number}")).collect();
    let first = NaiveDate::from_ymd_opt(2026, 10, 12).unwrap();
    for today in first.iter_days().take(7) {
        check(today, &super::lives(&key, &content, &names, today).unwrap());
    }
}

#[test]
fn every_story_keeps_the_rules_and_the_ledger_has_every_voucher() {
    on_each_weekday(|today, lives| {
        let n_vouchers: usize = lives
            .iter()
            .filter_map(|life| life.plan().rewards())
            .map(|rewards| rewards.vouchers.len())
            .sum();
        let entries = super::team::entries(lives, today.and_hms_opt(12, 0, 0).unwrap().and_utc());
        let numbered = (0_u128..).map(|number| mijn_brug_plan::ids::RecordId(number.to_be_bytes()));
        let team = team::fold(numbered.zip(entries));
        assert_eq!(team.cases.len(), 12);
        let n_issued: usize = team.issued_sums().iter().map(|sum| sum.count).sum();
        assert_eq!(n_issued, n_vouchers);
        assert!(n_vouchers > 12, "{n_vouchers}");
        assert_eq!(team.duplicate_codes().count(), 0);
    });
}

#[test]
fn the_most_urgent_domain_is_that_of_the_goal_and_asks_for_work() {
    on_each_weekday(|today, lives| {
        for life in lives {
            let (plan, name) = (life.plan(), life.name);
            for goal in &plan.goals {
                let first = plan.positions.get(&goal.domain).and_then(|all| all.first());
                assert!(first.unwrap().level.get() < 5, "{today}, {name}: {}", goal.wish);
            }
            let mut active = plan.goals.iter().filter(|goal| goal.state == GoalState::Active);
            let goal = active.next();
            assert_eq!(
                goal.map(|goal| &goal.domain),
                plan.urgency.as_ref(),
                "{today}, {name}"
            );
            assert_eq!(active.next(), None, "{today}, {name}");
            assert_eq!(
                goal.is_none(),
                matches!(life.story.now, Now::Ended),
                "{today}, {name}"
            );
            if let Some(domain) = &plan.urgency {
                assert!(plan.position(domain).unwrap().level.get() < 5, "{today}, {name}");
            }
        }
        let does_not_apply = |life: &&Life<'_>| {
            let mut domains = life.story.bridge.iter();
            domains.any(|(domain, _)| life.plan().is_not_applicable(&(*domain).into()))
        };
        assert!(lives.iter().filter(does_not_apply).count() >= 3);
    });
}

#[test]
fn days_do_not_pile_up_and_the_next_meeting_is_to_come() {
    on_each_weekday(|today, lives| {
        for life in lives {
            let (plan, name) = (life.plan(), life.name);
            let n_due = to_do(plan)
                .filter(|day| day.is_some_and(|day| day <= today))
                .count();
            assert!(n_due <= query::OPEN_MAX, "{today}, {name}: {n_due}");
            assert_eq!(
                to_do(plan).next().is_none(),
                matches!(life.story.now, Now::Ended),
                "{today}, {name}"
            );
            let last = query::last_review(plan).map(|review| review.day);
            assert!(last.is_none_or(|last| last < today), "{today}, {name}: {last:?}");
            // The story has every review that the weeks have room for.
            let all = life.story.reviews.len();
            assert!(life.review_day(all).unwrap() >= today, "{today}, {name}");
            let coming = plan.appointments.values().filter(|it| it.details.day >= today);
            let n_coming = usize::from(life.story.next.is_some());
            assert_eq!(coming.count(), n_coming, "{today}, {name}");
            let age = Days::new(u64::try_from(7 * life.story.weeks).unwrap());
            assert!(life.begun.date_naive() < today - age, "{today}, {name}");
        }
    });
}

/// The days of what is to do.
fn to_do(plan: &Plan) -> impl Iterator<Item = Option<NaiveDate>> {
    let open = plan.mini_steps.iter().filter(|(id, _)| plan.is_to_do(**id));
    open.map(|(_, mini_step)| mini_step.when.day)
}

#[test]
fn no_step_is_too_long_for_the_weeks_between_two_reviews() {
    for (story, number) in STORIES.iter().zip(1..) {
        let steps = (0..).map_while(|nth| story.step(nth));
        let n_ended = story.reviews.len();
        for (nth, (_, step)) in steps.enumerate() {
            let most = if nth == 0 && n_ended > 0 { 2 } else { 4 };
            assert!(step.mini_steps.len() <= most, "Inwoner {number}: {}", step.title);
        }
    }
}
