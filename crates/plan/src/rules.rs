//! The rules of the method. [`check`] is asked for every event, by `decide` before it is written and by `fold` before
//! it takes effect, so nothing leads past it: not another device, not an older version, not a forged entry.
//!
//! | rule | where |
//! |---|---|
//! | R1 the resident is at the wheel | [`may_say`]: who may write which event |
//! | R2 the reward comes after the plan | `RewardsAnnounced` needs an agreed action on a goal; a promise needs agreed actions; the rest needs the announcement |
//! | R3 a mini-step fits in a day | `MiniStepAdded` without a yes is refused |
//! | R4 no blame | no event and no state counts a miss; "niet gelukt" is four events with equal standing |
//! | R5 appreciation apart from success | `VoucherGranted`: only a *compensatie* needs done actions |
//! | R6 success under the magnifying glass | `MiniStepDone` carries the skill; done things never leave the look-back |
//! | R7 one thing at a time | [`crate::query::next_mini_step`] and [`crate::query::open_mini_steps`] derive one and at most three |

use std::collections::BTreeSet;

use crate::event::{Event, Role};
use crate::plan::{GoalState, MiniStepState, Plan};
use crate::reward::{VoucherCode, VoucherKind, VoucherState};
use crate::values::{Action, Confirmation, ReviewPart};

/// The longest title, wish or name, in characters.
pub const TITLE_MAX: usize = 200;
/// The longest note, in characters.
pub const NOTE_MAX: usize = 10_000;
/// The most parts of one split, events of one proposal, actions of one agreement.
pub const LIST_MAX: usize = 50;

/// A thing of the plan, as a message can name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the glossary's words")]
pub enum Thing {
    Domain,
    Link,
    Goal,
    Step,
    MiniStep,
    Appointment,
    Proposal,
    Agreement,
    Review,
    Promise,
    Voucher,
}

/// Why something cannot be done, or has no effect. Screens show a text by variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// R1: this is not for that role to say.
    #[error("this is not for that role to say")]
    NotYours,
    /// R2: no goal has agreed actions yet.
    #[error("no goal has agreed actions yet")]
    NothingAgreed,
    /// R2: nothing was announced.
    #[error("nothing was announced")]
    NotAnnounced,
    /// R2: an action was not agreed before.
    #[error("an action was not agreed before")]
    ActionNotAgreed,
    /// R3: it does not fit in a day: split it.
    #[error("it does not fit in a day: split it")]
    TooBigForADay,
    /// R5: a *compensatie* needs its actions done; a *waardering* does not.
    #[error("the promised actions are not done")]
    ActionsNotDone,
    /// A text is empty.
    #[error("a text is empty")]
    TextMissing,
    /// A text is too long.
    #[error("a text has {length} characters, {max} fit")]
    TextTooLong {
        /// Characters that fit.
        max: usize,
        /// Characters that it has.
        length: usize,
    },
    /// A list is empty or too long.
    #[error("a list is empty or too long")]
    ListLength,
    /// The thing is not there (any more).
    #[error("there is no such {0:?}")]
    NotFound(Thing),
    /// The thing is there already.
    #[error("there is such a {0:?} already")]
    Exists(Thing),
    /// It is not in a state for this: done already, let go, answered, used.
    #[error("{0:?} is past that")]
    PastThat(Thing),
    /// A link from a domain to itself.
    #[error("a link needs two domains")]
    SameDomain,
    /// A voucher's code has characters that no till can read, or is too long.
    #[error("a code has 1 to 64 plain characters")]
    BadCode,
    /// The amount is outside the policy.
    #[error("the amount is outside the policy")]
    AmountOutsidePolicy,
    /// The policy does not have this kind.
    #[error("the policy does not have this kind")]
    KindOutsidePolicy,
    /// A *compensatie* is worth what was promised.
    #[error("this is not what was promised")]
    AmountNotPromised,
    /// The last day is past.
    #[error("the last day is past")]
    Lapsed,
    /// The resident's maximum of the year would be passed.
    #[error("the resident's maximum of the year would be passed")]
    YearlyMaximum,
    /// The team's budget would be passed.
    #[error("the team's budget would be passed")]
    BudgetSpent,
    /// The entry's logical clock leaps so far ahead that no device can have counted there.
    #[error("the entry's clock is too far ahead")]
    ClockTooFarAhead,
}

/// Whether an event may take effect on this plan when it comes from that role.
#[expect(clippy::too_many_lines, reason = "one short arm for each kind of event")]
pub fn check(plan: &Plan, event: &Event, role: Role) -> Result<(), Refusal> {
    may_say(event, role)?;
    match event {
        Event::NameGiven { name } => title(name),
        Event::PositionMarked {
            domain,
            sentence,
            note: words,
            content,
            ..
        } => {
            word(domain.as_str(), Thing::Domain)?;
            title(content.as_str())?;
            title(sentence)?;
            note(words)
        }
        Event::UrgencyChosen { domain } => domain
            .as_ref()
            .map_or(Ok(()), |domain| word(domain.as_str(), Thing::Domain)),
        Event::LinkDrawn {
            link,
            from,
            to,
            note: words,
            ..
        } => {
            word(from.as_str(), Thing::Domain)?;
            word(to.as_str(), Thing::Domain)?;
            note(words)?;
            free(!plan.links.contains_key(link), Thing::Link)?;
            if from == to {
                Err(Refusal::SameDomain)
            } else {
                Ok(())
            }
        }
        Event::LinkRemoved { link } => found(plan.links.contains_key(link), Thing::Link),
        Event::GoalSet { goal, domain, wish } => {
            word(domain.as_str(), Thing::Domain)?;
            title(wish)?;
            free(plan.goal(*goal).is_none(), Thing::Goal)
        }
        Event::GoalReworded { goal, wish } => {
            title(wish)?;
            found(plan.goal(*goal).is_some(), Thing::Goal)
        }
        Event::GoalReached { goal, .. } | Event::GoalLetGo { goal } => {
            let goal = plan.goal(*goal).ok_or(Refusal::NotFound(Thing::Goal))?;
            ready(goal.state == GoalState::Active, Thing::Goal)
        }
        Event::GoalReopened { goal } => {
            let goal = plan.goal(*goal).ok_or(Refusal::NotFound(Thing::Goal))?;
            ready(goal.state != GoalState::Active, Thing::Goal)
        }
        Event::StepAdded {
            step,
            goal,
            title: words,
        } => {
            title(words)?;
            found(plan.goal(*goal).is_some(), Thing::Goal)?;
            free(!plan.steps.contains_key(step), Thing::Step)
        }
        Event::StepReworded { step, title: words } => {
            title(words)?;
            found(plan.steps.contains_key(step), Thing::Step)
        }
        Event::StepRemoved { step } => {
            let step = plan.steps.get(step).ok_or(Refusal::NotFound(Thing::Step))?;
            ready(!step.removed, Thing::Step)
        }
        Event::StepsOrdered { goal, .. } => found(plan.goal(*goal).is_some(), Thing::Goal),
        Event::MiniStepsOrdered { step, .. } => found(plan.steps.contains_key(step), Thing::Step),
        Event::RestStarted { .. }
        | Event::RestEnded {}
        | Event::QuietHoursSet { .. }
        | Event::Unpaired {}
        | Event::EvaluationChosen { .. } => Ok(()),
        Event::Paired { team, caseworker, .. } => title(team).and_then(|()| at_most(caseworker, TITLE_MAX)),
        Event::SharingChosen { scope, .. } => match scope {
            crate::values::SharingScope::Pillar(pillar) => word(pillar.as_str(), Thing::Domain),
            crate::values::SharingScope::Domain(domain) => word(domain.as_str(), Thing::Domain),
        },
        Event::AppointmentMade { appointment, details } => {
            appointment_texts(details)?;
            free(!plan.appointments.contains_key(appointment), Thing::Appointment)
        }
        Event::AppointmentChanged { appointment, details } => {
            appointment_texts(details)?;
            found(plan.appointments.contains_key(appointment), Thing::Appointment)
        }
        Event::AppointmentRemoved { appointment } | Event::AppointmentDeclined { appointment } => {
            found(plan.appointments.contains_key(appointment), Thing::Appointment)
        }
        Event::ReminderSet { target, reminder } => {
            if let Some(reminder) = reminder {
                title(&reminder.zone)?;
                at_most(&reminder.words, TITLE_MAX)?;
            }
            match target {
                crate::values::ReminderTarget::MiniStep(id) => {
                    found(plan.mini_steps.contains_key(id), Thing::MiniStep)
                }
                crate::values::ReminderTarget::Appointment(id) => {
                    found(plan.appointments.contains_key(id), Thing::Appointment)
                }
            }
        }
        _ => check_mini_step(plan, event).unwrap_or_else(|| check_together(plan, event, role)),
    }
}

/// R1. What is the resident's, what is the caseworker's, and what either may say.
fn may_say(event: &Event, role: Role) -> Result<(), Refusal> {
    let allowed = match event {
        Event::Proposed { .. }
        | Event::ViewRecorded { .. }
        | Event::HelpAnswered { .. }
        | Event::RewardsAnnounced {}
        | Event::RewardPromised { .. }
        | Event::VoucherGranted { .. }
        | Event::VoucherCodeReplaced { .. }
        | Event::VoucherHandedOver { .. }
        | Event::VoucherWithdrawn { .. } => role == Role::Caseworker,
        Event::AgreementDrafted { .. }
        | Event::ReviewStarted { .. }
        | Event::ReviewPartFinished { .. }
        | Event::ReviewNoted { .. }
        | Event::ReviewClosed { .. } => true,
        Event::AgreementConfirmed { by, how, .. } => *by == role || *how == Confirmation::SharedScreen,
        Event::ProposalAnswered { how, .. } => role == Role::Resident || *how == Confirmation::SharedScreen,
        // Everything else is about the resident's life.
        _ => role == Role::Resident,
    };
    if allowed { Ok(()) } else { Err(Refusal::NotYours) }
}

/// What a proposal may hold: only what the resident says and a caseworker does not, and so no proposal within a
/// proposal. Not what nobody says for another: an answer, a confirmation, what is shared, and what no caseworker sees, such
/// as rest and reminders (R8). And no voucher: a proposal lies on the resident's device before rewards are announced (R2).
fn may_propose(event: &Event) -> Result<(), Refusal> {
    let is_residents = may_say(event, Role::Resident).is_ok() && may_say(event, Role::Caseworker).is_err();
    match event {
        Event::ProposalAnswered { .. }
        | Event::AgreementConfirmed { .. }
        | Event::SharingChosen { .. }
        | Event::Paired { .. }
        | Event::Unpaired {}
        | Event::RestStarted { .. }
        | Event::RestEnded {}
        | Event::ReminderSet { .. }
        | Event::QuietHoursSet { .. }
        | Event::EvaluationChosen { .. }
        | Event::VoucherUsed { .. } => Err(Refusal::NotYours),
        _ if is_residents => Ok(()),
        _ => Err(Refusal::NotYours),
    }
}

/// `None` when the event is not about a mini-step.
fn check_mini_step(plan: &Plan, event: &Event) -> Option<Result<(), Refusal>> {
    let is_free = |id| free(!plan.mini_steps.contains_key(&id), Thing::MiniStep);
    let there = |id| plan.mini_steps.get(&id).ok_or(Refusal::NotFound(Thing::MiniStep));
    let open = |id| there(id).and_then(|mini_step| ready(mini_step.is_open(), Thing::MiniStep));
    Some(match event {
        Event::MiniStepAdded {
            mini_step,
            step,
            title: words,
            fits_in_a_day,
        } => title(words)
            .and_then(|()| found(plan.steps.contains_key(step), Thing::Step))
            .and_then(|()| is_free(*mini_step))
            .and(if *fits_in_a_day {
                Ok(())
            } else {
                Err(Refusal::TooBigForADay)
            }),
        Event::MiniStepReworded {
            mini_step,
            title: words,
        } => title(words).and_then(|()| open(*mini_step)),
        Event::MiniStepPlanned { mini_step, .. }
        | Event::MiniStepBroughtForward { mini_step }
        | Event::MiniStepDone { mini_step, .. }
        | Event::MiniStepMoved { mini_step, .. }
        | Event::MiniStepLetGo { mini_step } => open(*mini_step),
        Event::IfThenSet { mini_step, if_then } => if_then
            .as_ref()
            .map_or(Ok(()), |if_then| {
                title(&if_then.when).and_then(|()| title(&if_then.then))
            })
            .and_then(|()| open(*mini_step)),
        Event::SupporterSet { mini_step, supporter } => supporter
            .as_deref()
            .map_or(Ok(()), title)
            .and_then(|()| open(*mini_step)),
        Event::MiniStepReopened { mini_step } => there(*mini_step).and_then(|mini_step| {
            let can = matches!(mini_step.state, MiniStepState::Done(..) | MiniStepState::LetGo);
            ready(can, Thing::MiniStep)
        }),
        Event::MiniStepSplit { mini_step, into } => {
            open(*mini_step).and_then(|()| list(into.len())).and_then(|()| {
                let mut seen = BTreeSet::new();
                into.iter().try_for_each(|part| {
                    title(&part.title)?;
                    is_free(part.mini_step)?;
                    free(seen.insert(part.mini_step), Thing::MiniStep)
                })
            })
        }
        Event::HelpAsked { mini_step, question } => note(question).and_then(|()| open(*mini_step)),
        Event::HelpAnswered { mini_step, answer } => note(answer).and_then(|()| {
            let asked = there(*mini_step)?.help_asked.is_some();
            ready(asked, Thing::MiniStep)
        }),
        _ => return None,
    })
}

/// The events of a joint session, and rewards.
fn check_together(plan: &Plan, event: &Event, role: Role) -> Result<(), Refusal> {
    match event {
        Event::Proposed { proposal, events } => {
            free(!plan.proposals.contains_key(proposal), Thing::Proposal)?;
            list(events.len())?;
            events.iter().try_for_each(may_propose)
        }
        Event::ProposalAnswered { proposal, .. } => {
            let proposal = plan
                .proposals
                .get(proposal)
                .ok_or(Refusal::NotFound(Thing::Proposal))?;
            ready(proposal.answer.is_none(), Thing::Proposal)
        }
        Event::ViewRecorded {
            domain, note: words, ..
        } => {
            word(domain.as_str(), Thing::Domain)?;
            note(words)
        }
        Event::AgreementDrafted { agreement, actions } => {
            free(!plan.agreements.contains_key(agreement), Thing::Agreement)?;
            list(actions.len())?;
            actions.iter().try_for_each(|action| action_exists(plan, *action))
        }
        Event::AgreementConfirmed { agreement, by, .. } => {
            let agreement = plan
                .agreements
                .get(agreement)
                .ok_or(Refusal::NotFound(Thing::Agreement))?;
            let given = match by {
                Role::Resident => agreement.resident,
                Role::Caseworker => agreement.caseworker,
            };
            ready(given.is_none(), Thing::Agreement)
        }
        Event::ReviewStarted { review, .. } => free(!plan.reviews.contains_key(review), Thing::Review),
        Event::ReviewPartFinished { review, .. }
        | Event::ReviewNoted { review, .. }
        | Event::ReviewClosed { review } => {
            if let Event::ReviewNoted { note: words, .. } = event {
                note(words)?;
            }
            if let Event::ReviewPartFinished { part, .. } | Event::ReviewNoted { part, .. } = event {
                // Nothing names the sixth part before the fifth is agreed (R2).
                let is_open = *part != ReviewPart::Appreciate || has_agreed_action(plan);
                if !is_open {
                    return Err(Refusal::NothingAgreed);
                }
            }
            let review = plan.reviews.get(review).ok_or(Refusal::NotFound(Thing::Review))?;
            ready(!review.closed, Thing::Review)
        }
        Event::RewardsAnnounced {} => {
            ready(plan.rewards().is_none(), Thing::Promise)?;
            if has_agreed_action(plan) {
                Ok(())
            } else {
                Err(Refusal::NothingAgreed)
            }
        }
        _ => check_reward(plan, event, role),
    }
}

fn check_reward(plan: &Plan, event: &Event, role: Role) -> Result<(), Refusal> {
    let rewards = plan.rewards().ok_or(Refusal::NotAnnounced)?;
    let voucher = |id| rewards.vouchers.get(id).ok_or(Refusal::NotFound(Thing::Voucher));
    let live = |id| {
        voucher(id).and_then(|voucher| {
            ready(
                matches!(voucher.state, VoucherState::Granted | VoucherState::HandedOver(_)),
                Thing::Voucher,
            )
        })
    };
    match event {
        Event::RewardPromised { promise, actions, .. } => {
            free(!rewards.promises.contains_key(promise), Thing::Promise)?;
            list(actions.len())?;
            let all_agreed = actions.iter().all(|action| plan.is_agreed(*action));
            if all_agreed {
                Ok(())
            } else {
                Err(Refusal::ActionNotAgreed)
            }
        }
        Event::VoucherGranted {
            voucher,
            kind,
            reason,
            from,
            code,
            ..
        } => {
            free(!rewards.vouchers.contains_key(voucher), Thing::Voucher)?;
            title(from)?;
            if reason.trim().is_empty() {
                return Err(Refusal::TextMissing);
            }
            note(reason)?;
            usable(code)?;
            match kind {
                VoucherKind::Appreciation {} => Ok(()),
                VoucherKind::Compensation { promise } => {
                    let promise = rewards
                        .promises
                        .get(promise)
                        .ok_or(Refusal::NotFound(Thing::Promise))?;
                    let all_done = promise.actions.iter().all(|action| plan.is_done(*action));
                    if all_done {
                        Ok(())
                    } else {
                        Err(Refusal::ActionsNotDone)
                    }
                }
            }
        }
        Event::VoucherCodeReplaced { voucher, code } => {
            usable(code)?;
            live(voucher)
        }
        Event::VoucherHandedOver { voucher: id, .. } => ready(
            matches!(voucher(id)?.state, VoucherState::Granted),
            Thing::Voucher,
        ),
        Event::VoucherWithdrawn { voucher, reason } => {
            if reason.trim().is_empty() {
                return Err(Refusal::TextMissing);
            }
            note(reason)?;
            live(voucher)
        }
        Event::VoucherUsed { voucher, .. } if role == Role::Resident => live(voucher),
        _ => Err(Refusal::NotYours),
    }
}

fn has_agreed_action(plan: &Plan) -> bool {
    plan.agreements
        .values()
        .any(|agreement| agreement.is_agreed() && !agreement.actions.is_empty())
}

fn action_exists(plan: &Plan, action: Action) -> Result<(), Refusal> {
    match action {
        Action::Step(id) => found(plan.steps.contains_key(&id), Thing::Step),
        Action::MiniStep(id) => found(plan.mini_steps.contains_key(&id), Thing::MiniStep),
    }
}

fn appointment_texts(details: &crate::values::AppointmentDetails) -> Result<(), Refusal> {
    title(&details.with)?;
    at_most(&details.place, TITLE_MAX)?;
    note(&details.bring)
}

fn usable(code: &VoucherCode) -> Result<(), Refusal> {
    at_most(&code.shop_line, TITLE_MAX)?;
    if code.is_valid() {
        Ok(())
    } else {
        Err(Refusal::BadCode)
    }
}

/// A short text that must be there.
pub fn title(text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::TextMissing);
    }
    at_most(text, TITLE_MAX)
}

/// A long text that may be empty.
pub fn note(text: &str) -> Result<(), Refusal> {
    at_most(text, NOTE_MAX)
}

fn at_most(text: &str, max: usize) -> Result<(), Refusal> {
    let length = text.chars().count();
    if length > max {
        Err(Refusal::TextTooLong { max, length })
    } else {
        Ok(())
    }
}

fn word(text: &str, thing: Thing) -> Result<(), Refusal> {
    title(text).map_err(|_| Refusal::NotFound(thing))
}

fn list(length: usize) -> Result<(), Refusal> {
    if (1..=LIST_MAX).contains(&length) {
        Ok(())
    } else {
        Err(Refusal::ListLength)
    }
}

fn found(is_there: bool, thing: Thing) -> Result<(), Refusal> {
    if is_there {
        Ok(())
    } else {
        Err(Refusal::NotFound(thing))
    }
}

fn free(is_free: bool, thing: Thing) -> Result<(), Refusal> {
    if is_free {
        Ok(())
    } else {
        Err(Refusal::Exists(thing))
    }
}

fn ready(is_ready: bool, thing: Thing) -> Result<(), Refusal> {
    if is_ready {
        Ok(())
    } else {
        Err(Refusal::PastThat(thing))
    }
}
