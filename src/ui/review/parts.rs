//! Which of the eight parts of a review there are, and their order.

use mijn_brug_plan::plan::{Agreement, Review};
use mijn_brug_plan::values::ReviewPart;
use mijn_brug_plan::{Plan, Role};

use super::ReviewContext;
use crate::ui::texts::t;

/// All parts, in order.
pub const ALL: [ReviewPart; 8] = [
    ReviewPart::Welcome,
    ReviewPart::LookBack,
    ReviewPart::Bridge,
    ReviewPart::Goals,
    ReviewPart::Agree,
    ReviewPart::Appreciate,
    ReviewPart::NextTime,
    ReviewPart::Summary,
];

/// The parts that may be named now. Part 6 is named once the plan has rewards, which is when they are announced, and
/// on a caseworker's device as soon as part 5 is finished with an agreement (R2).
pub fn parts(plan: &Plan, review: &Review, role: Role) -> Vec<ReviewPart> {
    let is_agreed =
        || review.finished.contains(&ReviewPart::Agree) && plan.agreements.values().any(Agreement::is_agreed);
    let has_rewards_part = plan.rewards().is_some() || (role == Role::Caseworker && is_agreed());
    let is_there = |part: &ReviewPart| *part != ReviewPart::Appreciate || has_rewards_part;
    ALL.into_iter().filter(is_there).collect()
}

/// The part to continue with: the first unfinished one, or else the last.
pub fn to_go_on(parts: &[ReviewPart], review: &Review) -> ReviewPart {
    let mut open = parts.iter().filter(|part| !review.finished.contains(part));
    open.next().copied().unwrap_or(ReviewPart::Summary)
}

/// The part after `part`; `None` after the last.
pub fn after(parts: &[ReviewPart], part: ReviewPart) -> Option<ReviewPart> {
    parts.iter().copied().find(|candidate| *candidate > part)
}

/// The index of a part among all eight, by which drafts name it.
pub fn number(part: ReviewPart) -> String {
    let place = ALL.iter().position(|candidate| *candidate == part);
    place.unwrap_or_default().to_string()
}

/// The part with an index of [`number`].
pub fn read(number: &str) -> Option<ReviewPart> {
    ALL.get(number.parse::<usize>().ok()?).copied()
}

/// The title of a part in the list.
pub fn name(context: ReviewContext, part: ReviewPart) -> String {
    match part {
        ReviewPart::Welcome => t("review.welcome"),
        ReviewPart::LookBack => t("review.look_back"),
        ReviewPart::Bridge => t("review.bridge"),
        ReviewPart::Goals => t("review.goals"),
        ReviewPart::Agree => t("review.agree"),
        ReviewPart::Appreciate => context.rewards_title().unwrap_or_default(),
        ReviewPart::NextTime => t("review.next_time"),
        ReviewPart::Summary => t("review.summary"),
    }
}

#[cfg(test)]
mod tests;
