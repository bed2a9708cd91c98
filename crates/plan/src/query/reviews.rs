//! The review that is under way, the last one, and those that are over.

use chrono::NaiveDate;

use crate::ids::ReviewId;
use crate::plan::{Plan, Review};

/// The last review that was closed.
pub fn last_review(plan: &Plan) -> Option<&Review> {
    let closed = plan.reviews.values().filter(|review| review.closed);
    closed.max_by_key(|review| (review.until, review.number))
}

/// The review that can be continued: the one that began last, as long as it is open. A review that was left open is over as
/// soon as another one begins.
pub fn open_review(plan: &Plan) -> Option<(ReviewId, &Review)> {
    let all = plan.reviews.iter().map(|(id, review)| (*id, review));
    all.max_by_key(|(_, review)| review.number)
        .filter(|(_, review)| !review.closed)
}

/// Whether the two are in a review now. A review that was left without closing it counts as under way on the day on which it
/// began, and not longer; it can still be continued.
pub fn is_review_under_way(plan: &Plan, today: NaiveDate) -> bool {
    open_review(plan).is_some_and(|(_, review)| review.day == today)
}

/// The review that was left open on another day. Whoever sits down again chooses between continuing it and a new one, or
/// else what they say would be recorded under a day that is long past.
pub fn left_open_review(plan: &Plan, today: NaiveDate) -> Option<(ReviewId, &Review)> {
    open_review(plan).filter(|(_, review)| review.day != today)
}

/// The reviews that are over, the last one first.
pub fn earlier_reviews(plan: &Plan) -> Vec<(ReviewId, &Review)> {
    let open = open_review(plan).map(|(id, _)| id);
    let all = plan.reviews.iter().map(|(id, review)| (*id, review));
    let mut over: Vec<_> = all.filter(|(id, _)| Some(*id) != open).collect();
    over.sort_by_key(|(_, review)| std::cmp::Reverse(review.number));
    over
}
