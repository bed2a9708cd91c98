//! Strategies for events and commands of all kinds and both roles.

use mijn_brug_plan::event::Part;
use mijn_brug_plan::ids::AgreementId;
use mijn_brug_plan::values::{Confirmation, GoalAspect};
use mijn_brug_plan::{Command, Event, Role};
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use super::values::{
    action, actions, amount, any_day, any_time, code, confirmation, content, details, domain, effect, hours,
    if_then, instead, kind, level, note, part, reminder, scope, skill, target, title, when,
};
use super::{agreement, appointment, goal, link, mini_step, promise, proposal, review, step, voucher};

/// Either role.
pub fn role() -> impl Strategy<Value = Role> {
    select(vec![Role::Resident, Role::Caseworker])
}

/// Any command, including impossible ones.
pub fn command() -> impl Strategy<Value = Command> {
    prop_oneof![
        12 => event().prop_map(Command::Record),
        2 => (0_u8..6).prop_map(|n| Command::Finish(mini_step(n))),
        1 => vec(event().prop_map(Command::Record), 1..4).prop_map(Command::All),
        1 => (0_u8..3, role()).prop_map(|(n, by)| held_and_taken_back(agreement(n), by)),
    ]
}

/// A slip of the finger, within the seconds in which it can be taken back.
fn held_and_taken_back(agreement: AgreementId, by: Role) -> Command {
    let held = Event::AgreementConfirmed {
        agreement,
        by,
        how: Confirmation::SharedScreen,
    };
    Command::All(vec![
        held.into(),
        Event::ConfirmationTakenBack { agreement, by }.into(),
    ])
}

/// Every kind of event.
pub fn event() -> BoxedStrategy<Event> {
    let proposed = (0_u8..3, vec(any_but_proposed(), 0..4)).prop_map(|(n, events)| Event::Proposed {
        proposal: proposal(n),
        events,
    });
    // A proposal in a proposal has to be refused, and so does a long one.
    let nested = (0_u8..3, any_but_proposed(), select(vec![1_usize, 51])).prop_map(|(n, event, count)| {
        let inner = Event::Proposed {
            proposal: proposal(n),
            events: vec![event; count],
        };
        Event::Proposed {
            proposal: proposal(n),
            events: vec![inner],
        }
    });
    prop_oneof![30 => any_but_proposed(), 2 => proposed, 1 => nested].boxed()
}

fn any_but_proposed() -> BoxedStrategy<Event> {
    prop_oneof![
        3 => on_the_bridge(),
        5 => on_goals(),
        12 => on_mini_steps(),
        4 => around(),
        8 => together(),
        5 => rewards(),
    ]
    .boxed()
}

fn on_the_bridge() -> impl Strategy<Value = Event> {
    let marked = (
        domain(),
        level(),
        title(),
        content(),
        any_day(),
        note(),
        any::<bool>(),
    )
        .prop_map(
            |(domain, level, sentence, content, day, note, talk)| Event::PositionMarked {
                domain,
                level,
                sentence,
                content,
                day,
                note,
                talk,
            },
        );
    prop_oneof![
        1 => title().prop_map(|name| Event::NameGiven { name }),
        1 => title().prop_map(|number| Event::DoctorGiven { number }),
        3 => marked,
        1 => domain().prop_map(|domain| Event::NotApplicableMarked { domain }),
        2 => domain().prop_map(|domain| Event::PositionTakenBack { domain }),
        1 => option::of(domain()).prop_map(|domain| Event::UrgencyChosen { domain }),
        1 => (0_u8..2, domain(), domain(), effect(), note())
            .prop_map(|(n, from, to, effect, note)| Event::LinkDrawn { link: link(n), from, to, effect, note }),
        1 => (0_u8..2).prop_map(|n| Event::LinkRemoved { link: link(n) }),
    ]
}

fn on_goals() -> impl Strategy<Value = Event> {
    let goals = || (0_u8..2).prop_map(goal);
    let steps = || (0_u8..3).prop_map(step);
    prop_oneof![
        3 => (goals(), domain(), title()).prop_map(|(goal, domain, wish)| Event::GoalSet { goal, domain, wish }),
        1 => (goals(), title()).prop_map(|(goal, wish)| Event::GoalReworded { goal, wish }),
        1 => (goals(), select(GoalAspect::ALL.to_vec()), note())
            .prop_map(|(goal, aspect, text)| Event::GoalDescribed { goal, aspect, text }),
        1 => (goals(), option::of(any_day())).prop_map(|(goal, day)| Event::GoalLookBackPlanned { goal, day }),
        1 => (goals(), any_day()).prop_map(|(goal, day)| Event::GoalReached { goal, day }),
        1 => goals().prop_map(|goal| Event::GoalLetGo { goal }),
        2 => goals().prop_map(|goal| Event::GoalReopened { goal }),
        4 => (steps(), goals(), title()).prop_map(|(step, goal, title)| Event::StepAdded { step, goal, title }),
        1 => (steps(), title()).prop_map(|(step, title)| Event::StepReworded { step, title }),
        1 => steps().prop_map(|step| Event::StepRemoved { step }),
        1 => (goals(), vec(steps(), 0..4)).prop_map(|(goal, order)| Event::StepsOrdered { goal, order }),
    ]
}

fn on_mini_steps() -> impl Strategy<Value = Event> {
    let minis = || (0_u8..6).prop_map(mini_step);
    let steps = || (0_u8..3).prop_map(step);
    let parts = || {
        let some = vec((0_u8..12, title()), 1..4);
        let many = Just((100_u8..=150).map(|n| (n, "Deel".to_owned())).collect());
        prop_oneof![15 => some, 1 => Just(Vec::new()), 1 => many].prop_map(|parts: Vec<(u8, String)>| {
            parts
                .into_iter()
                .map(|(n, title)| Part {
                    mini_step: mini_step(n),
                    title,
                })
                .collect()
        })
    };
    prop_oneof![
        8 => (minis(), steps(), title(), prop::bool::weighted(0.8)).prop_map(
            |(mini_step, step, title, fits_in_a_day)| Event::MiniStepAdded { mini_step, step, title, fits_in_a_day }
        ),
        1 => (minis(), title()).prop_map(|(mini_step, title)| Event::MiniStepReworded { mini_step, title }),
        3 => (minis(), when()).prop_map(|(mini_step, when)| Event::MiniStepPlanned { mini_step, when }),
        1 => (minis(), option::of(if_then()))
            .prop_map(|(mini_step, if_then)| Event::IfThenSet { mini_step, if_then }),
        1 => (minis(), option::of(title()))
            .prop_map(|(mini_step, supporter)| Event::SupporterSet { mini_step, supporter }),
        1 => (steps(), vec(minis(), 0..6)).prop_map(|(step, order)| Event::MiniStepsOrdered { step, order }),
        2 => minis().prop_map(|mini_step| Event::MiniStepBroughtForward { mini_step }),
        2 => (minis(), any_day(), skill())
            .prop_map(|(mini_step, day, skill)| Event::MiniStepDone { mini_step, day, skill }),
        2 => minis().prop_map(|mini_step| Event::MiniStepReopened { mini_step }),
        2 => (minis(), parts()).prop_map(|(mini_step, into)| Event::MiniStepSplit { mini_step, into }),
        2 => (minis(), option::of(any_day())).prop_map(|(mini_step, day)| Event::MiniStepMoved { mini_step, day }),
        2 => (minis(), note()).prop_map(|(mini_step, question)| Event::HelpAsked { mini_step, question }),
        1 => minis().prop_map(|mini_step| Event::MiniStepLetGo { mini_step }),
    ]
}

fn around() -> impl Strategy<Value = Event> {
    let appointments = || (0_u8..2).prop_map(appointment);
    prop_oneof![
        1 => option::of(any_day()).prop_map(|until| Event::RestStarted { until }),
        1 => Just(Event::RestEnded {}),
        2 => (appointments(), details())
            .prop_map(|(appointment, details)| Event::AppointmentMade { appointment, details }),
        2 => (appointments(), details())
            .prop_map(|(appointment, details)| Event::AppointmentChanged { appointment, details }),
        1 => appointments().prop_map(|appointment| Event::AppointmentRemoved { appointment }),
        3 => (appointments(), option::of(instead()))
            .prop_map(|(appointment, instead)| Event::AppointmentDeclined { appointment, instead }),
        1 => (target(), option::of(reminder()))
            .prop_map(|(target, reminder)| Event::ReminderSet { target, reminder }),
        1 => (target(), option::of((any_day(), any_time())))
            .prop_map(|(target, until)| Event::ReminderSnoozed { target, until: until.map(|(day, time)| day.and_time(time)) }),
        1 => option::of(hours()).prop_map(|hours| Event::QuietHoursSet { hours }),
        1 => (0_u32..3, title(), title()).prop_map(|(pairing, team, caseworker)| Event::Paired {
            pairing,
            team,
            caseworker
        }),
        1 => Just(Event::Unpaired {}),
        1 => (scope(), any::<bool>()).prop_map(|(scope, shared)| Event::SharingChosen { scope, shared }),
        1 => any::<bool>().prop_map(|allowed| Event::EvaluationChosen { allowed }),
    ]
}

fn together() -> impl Strategy<Value = Event> {
    let reviews = || (0_u8..2).prop_map(review);
    prop_oneof![
        2 => (0_u8..3, any::<bool>(), confirmation())
            .prop_map(|(n, accepted, how)| Event::ProposalAnswered { proposal: proposal(n), accepted, how }),
        1 => (domain(), note()).prop_map(|(domain, note)| Event::ObservationRecorded { domain, note }),
        4 => (0_u8..6, note())
            .prop_map(|(n, answer)| Event::HelpAnswered { mini_step: mini_step(n), answer }),
        2 => (0_u8..3, actions())
            .prop_map(|(n, actions)| Event::AgreementDrafted { agreement: agreement(n), actions }),
        4 => (0_u8..3, role(), confirmation())
            .prop_map(|(n, by, how)| Event::AgreementConfirmed { agreement: agreement(n), by, how }),
        2 => (0_u8..3, role())
            .prop_map(|(n, by)| Event::ConfirmationTakenBack { agreement: agreement(n), by }),
        1 => (reviews(), any_day()).prop_map(|(review, day)| Event::ReviewStarted { review, day }),
        1 => (reviews(), part()).prop_map(|(review, part)| Event::ReviewPartFinished { review, part }),
        1 => (reviews(), part(), note()).prop_map(|(review, part, note)| Event::ReviewNoted { review, part, note }),
        1 => reviews().prop_map(|review| Event::ReviewClosed { review }),
        2 => Just(Event::RewardsAnnounced {}),
    ]
}

fn rewards() -> impl Strategy<Value = Event> {
    let vouchers = || (0_u8..4).prop_map(voucher);
    let granted = (
        vouchers(),
        kind(),
        amount(),
        title(),
        skill(),
        title(),
        code(),
        any_day(),
        option::of(any_day()),
    )
        .prop_map(
            |(voucher, kind, amount, reason, skill, from, code, valid_until, day)| Event::VoucherGranted {
                voucher,
                kind,
                amount,
                reason,
                skill,
                from,
                code,
                valid_until,
                day,
            },
        );
    prop_oneof![
        3 => (0_u8..2, vec(action(), 1..3), amount())
            .prop_map(|(n, actions, amount)| Event::RewardPromised { promise: promise(n), actions, amount }),
        4 => granted,
        1 => (vouchers(), code()).prop_map(|(voucher, code)| Event::VoucherCodeReplaced { voucher, code }),
        1 => (vouchers(), any_day()).prop_map(|(voucher, day)| Event::VoucherHandedOver { voucher, day }),
        1 => (vouchers(), note()).prop_map(|(voucher, reason)| Event::VoucherWithdrawn { voucher, reason }),
        1 => (vouchers(), any_day()).prop_map(|(voucher, day)| Event::VoucherUsed { voucher, day }),
    ]
}
