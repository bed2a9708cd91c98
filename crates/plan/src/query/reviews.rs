//! Which review is under way, which is the last, and which are over.

use chrono::NaiveDate;

use crate::ids::ReviewId;
use crate::plan::{Plan, Review};

/// The last session that was closed.
pub fn last_review(plan: &Plan) -> Option<&Review> {
    let closed = plan.reviews.values().filter(|review| review.closed);
    closed.max_by_key(|review| (review.until, review.number))
}

/// The session that can be gone on with: the one that began last, as long as it is open. One that was left open is over as soon as
/// another began.
pub fn open_review(plan: &Plan) -> Option<(ReviewId, &Review)> {
    let all = plan.reviews.iter().map(|(id, review)| (*id, review));
    all.max_by_key(|(_, review)| review.number)
        .filter(|(_, review)| !review.closed)
}

/// Whether two people are at it now: a session that was left and not closed is under way on the day on which it began, and no
/// longer. It can still be gone on with.
pub fn is_review_under_way(plan: &Plan, today: NaiveDate) -> bool {
    open_review(plan).is_some_and(|(_, review)| review.day == today)
}

/// The session that was left open on another day. Whoever sits down again chooses between going on with it and a new one: else
/// what they say would fall under a day that is long past.
pub fn left_open_review(plan: &Plan, today: NaiveDate) -> Option<(ReviewId, &Review)> {
    open_review(plan).filter(|(_, review)| review.day != today)
}

/// The sessions that are over, the last first.
pub fn earlier_reviews(plan: &Plan) -> Vec<(ReviewId, &Review)> {
    let open = open_review(plan).map(|(id, _)| id);
    let all = plan.reviews.iter().map(|(id, review)| (*id, review));
    let mut over: Vec<_> = all.filter(|(id, _)| Some(*id) != open).collect();
    over.sort_by_key(|(_, review)| std::cmp::Reverse(review.number));
    over
}
