//! A resident's plan in a few lines, for the caseload: what a caseworker should look at. Never a score, never a ranking.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};

use super::questions::{Question, questions};
use super::reviews::{last_review, open_review};
use super::{Achievement, achieved_since};
use crate::ids::ReviewId;
use crate::plan::Plan;
use crate::values::Alternative;

/// A resident's plan in a few lines. It holds days and no counts of days, so a stored digest stays valid until the plan
/// changes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// What the resident wants to be called; empty until they said so.
    pub name: String,
    /// When the resident last recorded something, by their device's clock: see [`Digest::last_activity`].
    #[serde(default)]
    pub said: Option<DateTime<Utc>>,
    /// All appointments, soonest first: see [`Digest::next_appointment`].
    #[serde(default)]
    pub appointments: Vec<AppointmentSummary>,
    /// Questions without an answer, on mini-steps that are to do.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// How many mini-steps were done since the last closed review; all of them when there was none.
    #[serde(default)]
    pub done_since: usize,
    /// The day of the last closed review.
    #[serde(default)]
    pub last_review: Option<NaiveDate>,
    /// The open review, with the day on which it began.
    #[serde(default)]
    pub open_review: Option<(ReviewId, NaiveDate)>,
    /// The number of proposals that wait for the resident's answer.
    #[serde(default)]
    pub waiting_proposals: usize,
    /// The last days of the usable vouchers, soonest first: see [`Digest::lapsing`].
    #[serde(default)]
    pub last_days: Vec<NaiveDate>,
    /// Whether the resident allows research.
    #[serde(default)]
    pub evaluation: bool,
}

/// An appointment, in local wall time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct AppointmentSummary {
    /// The day.
    pub day: NaiveDate,
    /// The time, if known.
    pub time: Option<NaiveTime>,
    /// Whether the resident said "ik kan niet".
    pub declined: bool,
    /// What suits them instead, if they said so.
    #[serde(default)]
    pub instead: Option<Alternative>,
}

/// How long before its last day a voucher is about to lapse.
const LAPSES_WITHIN: Days = Days::new(30);

/// The digest of a plan.
pub fn digest(plan: &Plan) -> Digest {
    let achieved = achieved_since(plan);
    let is_step = |(_, it): &&(NaiveDate, Achievement<'_>)| matches!(it, Achievement::MiniStep(..));
    let appointments = plan.appointments.values();
    let mut appointments: Vec<_> = appointments
        .map(|appointment| AppointmentSummary {
            day: appointment.details.day,
            time: appointment.details.time,
            declined: appointment.declined,
            instead: appointment.instead,
        })
        .collect();
    appointments.sort_unstable();
    let vouchers = plan
        .rewards()
        .into_iter()
        .flat_map(|rewards| rewards.vouchers.values());
    let mut last_days: Vec<_> = vouchers
        .filter(|voucher| voucher.is_usable())
        .map(|voucher| voucher.valid_until)
        .collect();
    last_days.sort_unstable();
    let is_waiting = |proposal: &&crate::plan::Proposal| proposal.answer.is_none();
    Digest {
        name: plan.name.clone(),
        said: plan.last_activity,
        appointments,
        questions: questions(plan),
        done_since: achieved.iter().filter(is_step).count(),
        last_review: last_review(plan).map(|review| review.day),
        open_review: open_review(plan).map(|(id, review)| (id, review.day)),
        waiting_proposals: plan.proposals.values().filter(is_waiting).count(),
        last_days,
        evaluation: plan.evaluation,
    }
}

impl Digest {
    /// The resident's last sign of life. Never later than `now`, because a phone's clock may be wrong.
    pub fn last_activity(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        self.said.map(|said| said.min(now))
    }

    /// The next appointment that was not declined; one of today counts until the day is over. When all are declined, the next
    /// of those: somebody has to find another moment.
    pub fn next_appointment(&self, today: NaiveDate) -> Option<AppointmentSummary> {
        let coming = || {
            self.appointments
                .iter()
                .copied()
                .filter(|appointment| appointment.day >= today)
        };
        coming()
            .find(|appointment| !appointment.declined)
            .or_else(|| coming().next())
    }

    /// The number of usable vouchers that lapse within thirty days.
    pub fn lapsing(&self, today: NaiveDate) -> usize {
        let soon = today.checked_add_days(LAPSES_WITHIN).unwrap_or(NaiveDate::MAX);
        let lapsing = |day: &&NaiveDate| **day >= today && **day <= soon;
        self.last_days.iter().filter(lapsing).count()
    }
}
