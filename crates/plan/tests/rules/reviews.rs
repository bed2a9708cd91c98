//! Reviews: what is new since the last one, and which one is in progress.

use mijn_brug_plan::query::{
    Achievement, achieved_since, digest, earlier_reviews, highlights, is_review_under_way, left_open_review,
    open_review,
};
use mijn_brug_plan::{Command, Event, Log, Role};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::support::entries::forged;
use crate::support::live::lives;
use crate::support::review;
use crate::support::values::any_day;

use Role::{Caseworker, Resident};

proptest! {
    /// Whatever the days, nothing is new right after a review is closed, and then exactly what is done after it.
    #[test]
    fn only_what_comes_after_a_review_is_new(live in lives(40), on in any_day(), again in any_day()) {
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
        prop_assert!(highlights(live.plan(Caseworker), on).has_earlier);
        prop_assert_eq!(open_review(live.plan(Caseworker)).map(|(id, _)| id), Some(second));
        prop_assert_eq!(is_review_under_way(live.plan(Resident), on), on == again);
    }

    /// Closing a review that was left open, on any day, does not hide what was achieved since.
    #[test]
    fn a_review_that_is_closed_later_absorbs_nothing(live in lives(40), on in any_day(), again in any_day()) {
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

    /// A review that was left open is in progress only on its own day, and cannot be continued once another one has begun.
    #[test]
    fn a_review_is_in_progress_on_one_day(live in lives(40), forged in vec(forged(), 0..20), today in any_day()) {
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
}
