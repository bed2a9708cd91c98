//! What stands out when a review begins.

use chrono::NaiveDate;

use super::questions::{Question, questions};
use super::reviews::last_review;
use super::{Achievement, achieved_since, declined_appointment};
use crate::ids::DomainId;
use crate::plan::{Appointment, Plan};

/// What stands out when a review begins: what went well comes first, then what the resident wants to talk about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Highlights<'a> {
    /// What was achieved since the last closed review, newest first (R6).
    pub achieved: Vec<(NaiveDate, Achievement<'a>)>,
    /// The domains with "hier wil ik over praten".
    pub to_talk_about: Vec<&'a DomainId>,
    /// The domain to work on first.
    pub urgency: Option<&'a DomainId>,
    /// Questions without an answer.
    pub questions: Vec<Question>,
    /// The next appointment that the resident declined.
    pub declined: Option<&'a Appointment>,
    /// Whether there was a review before. Without one, nothing is "since the last time".
    pub has_earlier: bool,
}

/// What stands out now.
pub fn highlights(plan: &Plan, today: NaiveDate) -> Highlights<'_> {
    let now = plan
        .positions
        .keys()
        .filter_map(|domain| Some((domain, plan.position(domain)?)));
    let to_talk_about = now
        .filter(|(_, position)| position.talk)
        .map(|(domain, _)| domain);
    Highlights {
        achieved: achieved_since(plan),
        to_talk_about: to_talk_about.collect(),
        urgency: plan.urgency.as_ref(),
        questions: questions(plan),
        declined: declined_appointment(plan, today).map(|(_, appointment)| appointment),
        has_earlier: last_review(plan).is_some(),
    }
}
