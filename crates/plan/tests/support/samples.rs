//! One event of every kind, each with a value in every field.

use std::fmt::Debug;

use chrono::{NaiveDate, NaiveTime};
use mijn_brug_plan::event::Part;
use mijn_brug_plan::reward::{Symbology, VoucherCode, VoucherKind};
use mijn_brug_plan::values::{
    Action, AppointmentDetails, Cents, Confirmation, Effect, GoalAspect, IfThen, Level, QuietHours, Reminder,
    ReminderTarget, ReviewPart, SharingScope, Skill, When,
};
use mijn_brug_plan::{Event, Role};

/// One event of every kind, with the role that records it.
pub fn one_of_each_kind() -> Vec<(Role, Event)> {
    let by = |role: Role| move |event: Event| (role, event);
    let residents = of_the_resident()
        .into_iter()
        .chain(of_goals())
        .chain(of_mini_steps())
        .map(by(Role::Resident));
    residents
        .chain(of_the_caseworker().into_iter().map(by(Role::Caseworker)))
        .collect()
}

/// An id of which every byte differs, so that a swapped byte shows.
pub fn id<T: std::str::FromStr<Err: Debug>>(last: u8) -> T {
    format!("f0e1d2c3b4a596{last:02x}").parse().unwrap()
}

pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, 31).unwrap()
}

fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
}

fn level(level: u8) -> Level {
    Level::new(level).unwrap()
}

fn text(text: &str) -> String {
    text.to_owned()
}

fn code() -> VoucherCode {
    VoucherCode {
        text: text("8412 0937 5526 1180"),
        symbology: Symbology::Qr,
        shop_line: text("Scan als cadeaukaart"),
    }
}

fn details() -> AppointmentDetails {
    AppointmentDetails {
        with: text("Gesprek met je begeleider"),
        day: day(),
        time: Some(time(10, 0)),
        place: text("Serviceplein"),
        bring: text("De brief van de bank"),
    }
}

/// The other events that are the resident's to say.
fn of_the_resident() -> Vec<Event> {
    let (link, appointment, voucher) = (id(4), id(5), id(6));
    vec![
        Event::NameGiven { name: text("Zoë") },
        Event::DoctorGiven {
            number: text("088 - 123 45 67"),
        },
        Event::PositionMarked {
            domain: "geld.schulden".into(),
            level: level(2),
            sentence: text("Ik betaal een deel van mijn schulden."),
            content: "voorbeeld-2026-1".into(),
            day: day(),
            note: text("Het is \"soms\" moeilijk.\nمرحبا 🌉"),
            talk: true,
        },
        Event::NotApplicableMarked {
            domain: "werk.werk".into(),
        },
        Event::PositionTakenBack {
            domain: "geld.schulden".into(),
        },
        Event::UrgencyChosen {
            domain: Some("geld.schulden".into()),
        },
        Event::LinkDrawn {
            link,
            from: "geld.schulden".into(),
            to: "welzijn.rust".into(),
            effect: Effect::Harder,
            note: text("Ik slaap slecht"),
        },
        Event::LinkRemoved { link },
        Event::RestStarted { until: Some(day()) },
        Event::RestEnded {},
        Event::AppointmentMade {
            appointment,
            details: details(),
        },
        Event::AppointmentChanged {
            appointment,
            details: AppointmentDetails {
                time: None,
                ..details()
            },
        },
        Event::AppointmentRemoved { appointment },
        // As the first records had it; `golden_values.rs` has those that say what suits instead.
        Event::AppointmentDeclined {
            appointment,
            instead: None,
        },
        Event::ReminderSet {
            target: ReminderTarget::MiniStep(id(3)),
            reminder: Some(Reminder {
                day: day(),
                time: time(9, 15),
                zone: text("Europe/Amsterdam"),
                words: text("Bellen"),
            }),
        },
        Event::ReminderSnoozed {
            target: ReminderTarget::Appointment(appointment),
            until: Some(day().and_time(time(9, 30))),
        },
        Event::QuietHoursSet {
            hours: Some(QuietHours {
                from: time(22, 0),
                until: time(7, 30),
            }),
        },
        Event::Paired {
            pairing: 3,
            team: text("Wijkteam Zuid"),
            caseworker: text("Begeleider"),
        },
        Event::Unpaired {},
        Event::SharingChosen {
            scope: SharingScope::Domain("geld.schulden".into()),
            shared: true,
        },
        Event::EvaluationChosen { allowed: false },
        Event::ProposalAnswered {
            proposal: id(12),
            accepted: true,
            how: Confirmation::OwnDevice,
        },
        Event::AgreementConfirmed {
            agreement: id(13),
            by: Role::Resident,
            how: Confirmation::OwnDevice,
        },
        Event::ConfirmationTakenBack {
            agreement: id(13),
            by: Role::Caseworker,
        },
        Event::VoucherUsed { voucher, day: day() },
    ]
}

/// The events of goals and steps.
fn of_goals() -> Vec<Event> {
    let (goal, step) = (id(1), id(2));
    vec![
        Event::GoalSet {
            goal,
            domain: "geld.schulden".into(),
            wish: text("Een regeling voor de huur"),
        },
        Event::GoalReworded {
            goal,
            wish: text("Rust in mijn geld"),
        },
        Event::GoalDescribed {
            goal,
            aspect: GoalAspect::Success,
            text: text("Ik heb een lijst met alle bedragen."),
        },
        Event::GoalLookBackPlanned {
            goal,
            day: Some(day()),
        },
        Event::GoalReached { goal, day: day() },
        Event::GoalLetGo { goal },
        Event::GoalReopened { goal },
        Event::StepAdded {
            step,
            goal,
            title: text("Met de woningbouw praten"),
        },
        Event::StepReworded {
            step,
            title: text("De woningbouw spreken"),
        },
        Event::StepRemoved { step },
        Event::StepsOrdered {
            goal,
            order: vec![id(8), step],
        },
    ]
}

/// The events of mini-steps.
fn of_mini_steps() -> Vec<Event> {
    let (step, mini_step) = (id(2), id(3));
    vec![
        Event::MiniStepAdded {
            mini_step,
            step,
            title: text("Bel de woningbouw"),
            fits_in_a_day: true,
        },
        Event::MiniStepReworded {
            mini_step,
            title: text("Bel de woningbouw over een regeling"),
        },
        Event::MiniStepPlanned {
            mini_step,
            when: When {
                day: Some(day()),
                time: Some(time(9, 30)),
                minutes: Some(10),
            },
        },
        Event::IfThenSet {
            mini_step,
            if_then: Some(IfThen {
                when: text("Als ik mijn koffie op heb"),
                then: text("dan bel ik"),
            }),
        },
        Event::SupporterSet {
            mini_step,
            supporter: Some(text("mijn zus")),
        },
        Event::MiniStepsOrdered {
            step,
            order: vec![mini_step, id(9)],
        },
        Event::MiniStepBroughtForward { mini_step },
        Event::MiniStepDone {
            mini_step,
            day: day(),
            skill: Skill::Started,
        },
        Event::MiniStepReopened { mini_step },
        Event::MiniStepSplit {
            mini_step,
            into: vec![
                Part {
                    mini_step: id(10),
                    title: text("Zoek het nummer"),
                },
                Part {
                    mini_step: id(11),
                    title: text("Bel"),
                },
            ],
        },
        Event::MiniStepMoved {
            mini_step,
            day: Some(day()),
        },
        Event::HelpAsked {
            mini_step,
            question: text("Wat moet ik zeggen?"),
        },
        Event::MiniStepLetGo { mini_step },
    ]
}

/// The events that a caseworker's device writes.
fn of_the_caseworker() -> Vec<Event> {
    let (mini_step, review, voucher) = (id(3), id(7), id(6));
    let actions = vec![Action::Step(id(2)), Action::MiniStep(mini_step)];
    vec![
        Event::Proposed {
            proposal: id(12),
            events: vec![
                Event::StepAdded {
                    step: id(2),
                    goal: id(1),
                    title: text("Een budget maken"),
                },
                Event::RestEnded {},
            ],
        },
        Event::ObservationRecorded {
            domain: "leren.taal".into(),
            note: text("Gaat elke week"),
        },
        Event::HelpAnswered {
            mini_step,
            answer: text("Zeg dat je een regeling wilt."),
        },
        Event::AgreementDrafted {
            agreement: id(13),
            actions: actions.clone(),
        },
        Event::ReviewStarted { review, day: day() },
        Event::ReviewPartFinished {
            review,
            part: ReviewPart::LookBack,
        },
        Event::ReviewNoted {
            review,
            part: ReviewPart::Bridge,
            note: text("Thuis is het rustiger."),
        },
        Event::ReviewClosed { review },
        Event::RewardsAnnounced {},
        Event::RewardPromised {
            promise: id(14),
            actions,
            amount: Cents(3_000),
        },
        Event::VoucherGranted {
            voucher,
            kind: VoucherKind::Compensation { promise: id(14) },
            amount: Cents(3_000),
            reason: text("Omdat je zelf de woningbouw hebt gebeld."),
            skill: Skill::KeptGoing,
            from: text("Je begeleider"),
            code: code(),
            valid_until: day(),
            // As the first records had it; `golden_values.rs` has one with a day.
            day: None,
        },
        Event::VoucherCodeReplaced {
            voucher,
            code: VoucherCode {
                symbology: Symbology::Code128,
                ..code()
            },
        },
        Event::VoucherHandedOver { voucher, day: day() },
        Event::VoucherWithdrawn {
            voucher,
            reason: text("De code werkte niet."),
        },
    ]
}
