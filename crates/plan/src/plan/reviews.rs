//! Joint reviews.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::authorization::AllowedRoles;
use super::repetition::Repetition;
use super::topics::Topic;
use super::{Moment, Plan};
use crate::event::{ReviewEvent, Role};
use crate::ids::ReviewId;
use crate::limits::{require_absent, require_note, require_state};
use crate::refusal::{Refusal, Thing};
use crate::values::ReviewPart;

/// A joint review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Review {
    /// The local day on which it began.
    pub day: NaiveDate,
    /// The parts that are finished.
    pub finished: BTreeSet<ReviewPart>,
    /// The notes, with their part and author, oldest first.
    pub notes: Vec<(ReviewPart, Role, String)>,
    /// Whether it was closed.
    pub closed: bool,
    /// Its number in the one count of proposals, agreements and reviews.
    pub number: u32,
    /// How many things were achieved when it began, or when its last part was finished.
    pub(crate) until: usize,
}

pub(super) fn allowed_roles(event: ReviewEvent<'_>) -> AllowedRoles {
    match event {
        ReviewEvent::ReviewStarted { .. }
        | ReviewEvent::ReviewPartFinished { .. }
        | ReviewEvent::ReviewNoted { .. }
        | ReviewEvent::ReviewClosed { .. } => AllowedRoles::EITHER,
    }
}

pub(super) fn check(plan: &Plan, event: ReviewEvent<'_>) -> Result<(), Refusal> {
    match event {
        ReviewEvent::ReviewStarted { review, day: _ } => {
            require_absent(!plan.reviews.contains_key(review), Thing::Review)
        }
        ReviewEvent::ReviewPartFinished { review, part } => {
            require_part(plan, *part)?;
            require_open(plan, *review)
        }
        ReviewEvent::ReviewNoted { review, part, note } => {
            require_note(note)?;
            require_part(plan, *part)?;
            require_open(plan, *review)
        }
        ReviewEvent::ReviewClosed { review } => require_open(plan, *review),
    }
}

/// Nothing names the part about appreciation before there is an agreement (R2).
fn require_part(plan: &Plan, part: ReviewPart) -> Result<(), Refusal> {
    if part != ReviewPart::Appreciate || plan.has_agreed_action() {
        Ok(())
    } else {
        Err(Refusal::NothingAgreed)
    }
}

fn require_open(plan: &Plan, review: ReviewId) -> Result<(), Refusal> {
    let review = plan
        .reviews
        .get(&review)
        .ok_or(Refusal::NotFound(Thing::Review))?;
    require_state(!review.closed, Thing::Review)
}

pub(super) fn repetition(plan: &Plan, event: ReviewEvent<'_>, role: Role) -> Repetition {
    let open = |id: &ReviewId| plan.reviews.get(id).filter(|review| !review.closed);
    match event {
        ReviewEvent::ReviewStarted { review, day } => {
            Repetition::same_if(open(review).is_some_and(|known| known.day == *day))
        }
        ReviewEvent::ReviewNoted { review, part, note } => {
            let noted = (*part, role, note.clone());
            Repetition::same_if(open(review).is_some_and(|known| known.notes.contains(&noted)))
        }
        ReviewEvent::ReviewPartFinished { .. } | ReviewEvent::ReviewClosed { .. } => Repetition::No,
    }
}

pub(super) fn apply(plan: &mut Plan, event: ReviewEvent<'_>, moment: Moment) {
    match event {
        ReviewEvent::ReviewStarted { review, day } => {
            let new = Review {
                day: *day,
                finished: BTreeSet::new(),
                notes: Vec::new(),
                closed: false,
                number: plan.next_number(),
                until: plan.achieved.len(),
            };
            plan.reviews.insert(*review, new);
        }
        ReviewEvent::ReviewPartFinished { review, part } => {
            if let Some(review) = plan.reviews.get_mut(review) {
                review.finished.insert(*part);
                review.until = plan.achieved.len();
            }
        }
        ReviewEvent::ReviewNoted { review, part, note } => {
            if let Some(review) = plan.reviews.get_mut(review) {
                review.notes.push((*part, moment.role, note.clone()));
            }
        }
        ReviewEvent::ReviewClosed { review } => {
            // A review that was left open may be closed weeks later. `until` stays, so that what was achieved meanwhile is
            // new in the next review.
            if let Some(review) = plan.reviews.get_mut(review) {
                review.closed = true;
            }
        }
    }
}

pub(super) fn topic(event: ReviewEvent<'_>) -> Topic {
    match event {
        ReviewEvent::ReviewStarted { .. }
        | ReviewEvent::ReviewPartFinished { .. }
        | ReviewEvent::ReviewNoted { .. }
        | ReviewEvent::ReviewClosed { .. } => Topic::AlwaysShared,
    }
}
