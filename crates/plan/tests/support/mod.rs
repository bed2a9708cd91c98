//! Building blocks of plans for the tests. Ids come from a small pool, so that random events are about the same things.

pub mod entries;
pub mod events;
pub mod live;
pub mod values;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use mijn_brug_plan::ids::{
    AgreementId, AppointmentId, AuthorId, GoalId, LinkId, MiniStepId, PromiseId, ProposalId, ReviewId,
    StepId, VoucherId,
};
use mijn_brug_plan::reward::{Symbology, VoucherCode, VoucherKind};
use mijn_brug_plan::values::{Cents, Skill};
use mijn_brug_plan::{Event, Plan};

macro_rules! pool {
    ($($name:ident: $id:ident;)*) => {$(
        /// The id with this number.
        pub fn $name(n: u8) -> $id {
            $id::from_random([0, 0, 0, 0, 0, 0, 0, n])
        }
    )*};
}

pool! {
    author: AuthorId;
    goal: GoalId;
    step: StepId;
    mini_step: MiniStepId;
    link: LinkId;
    appointment: AppointmentId;
    proposal: ProposalId;
    agreement: AgreementId;
    review: ReviewId;
    promise: PromiseId;
    voucher: VoucherId;
}

/// The day `offset` days after 2 March 2026.
pub fn day(offset: i64) -> NaiveDate {
    date(2026, 3, 2) + TimeDelta::days(offset)
}

/// A day.
pub fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// The moment `minutes` minutes after 2 March 2026, 9:00 UTC.
pub fn moment(minutes: i64) -> DateTime<Utc> {
    day(0).and_hms_opt(9, 0, 0).unwrap().and_utc() + TimeDelta::minutes(minutes)
}

/// A time of the day.
pub fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
}

/// A code that a till can read.
pub fn code(text: &str) -> VoucherCode {
    VoucherCode {
        text: text.to_owned(),
        symbology: Symbology::Qr,
        shop_line: "Scan als cadeaukaart".to_owned(),
    }
}

/// Everything that only the resident may record, part by part as text.
pub fn residents_own(plan: &Plan) -> Vec<String> {
    vec![
        format!(
            "{:?}",
            (
                &plan.name,
                &plan.urgency,
                &plan.rest,
                &plan.quiet_hours,
                &plan.evaluation
            )
        ),
        format!("{:?}", (&plan.positions, &plan.links, &plan.sharing)),
        format!("{:?}", (&plan.goals, &plan.steps)),
        format!("{:?}", plan.mini_steps),
        format!("{:?}", (&plan.appointments, &plan.reminders, &plan.snoozed)),
    ]
}

/// A valid voucher with this kind and amount.
pub fn grant(id: VoucherId, kind: VoucherKind, amount: u32) -> Event {
    Event::VoucherGranted {
        voucher: id,
        kind,
        amount: Cents(amount),
        reason: "Je hebt zelf gebeld.".to_owned(),
        skill: Skill::TookAStep,
        from: "Je begeleider".to_owned(),
        code: code("8412 0937"),
        valid_until: day(90),
        day: Some(day(0)),
    }
}
