//! How one event changes the plan. Only events that [`crate::rules::check`] let through come here.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{
    Achieved, Agreement, Appointment, Goal, GoalState, Held, Link, Pairing, Plan, Position, Proposal, Rest,
    RestEnded, Review, Step, View,
};
use crate::Event;
use crate::event::Role;
use crate::ids::{StepId, VoucherId};
use crate::reward::{Promise, Rewards, Voucher, VoucherState};
use crate::rules::{self, Refusal};
use crate::values::ReminderTarget;

/// What an event's effect may depend on besides the event: its entry's facts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moment {
    pub at: DateTime<Utc>,
    pub role: Role,
}

impl Plan {
    /// Lets one event take effect, or says why it has none. The only way in which a plan changes.
    pub(crate) fn take(&mut self, event: &Event, moment: Moment) -> Result<(), Refusal> {
        rules::check(self, event, moment.role)?;
        self.apply(event, moment);
        Ok(())
    }

    #[expect(clippy::too_many_lines, reason = "one short arm for each kind of event")]
    fn apply(&mut self, event: &Event, moment: Moment) {
        match event.clone() {
            Event::NameGiven { name } => self.name = name,
            Event::PositionMarked {
                domain,
                level,
                sentence,
                content,
                day,
                note,
                talk,
            } => {
                let position = Position {
                    level,
                    sentence,
                    content,
                    day,
                    note,
                    talk,
                };
                let mut rise = None;
                self.positions.change(domain.clone(), |history| {
                    let is_rise = history.last().is_some_and(|last| position.level > last.level);
                    rise = is_rise.then_some(history.len());
                    history.push(position);
                });
                self.achieved
                    .extend(rise.map(|place| Achieved::Rise(domain, place)));
            }
            Event::UrgencyChosen { domain } => self.urgency = domain,
            Event::LinkDrawn {
                link,
                from,
                to,
                effect,
                note,
            } => {
                self.links.insert(
                    link,
                    Link {
                        from,
                        to,
                        effect,
                        note,
                    },
                );
            }
            Event::LinkRemoved { link } => {
                self.links.remove(&link);
            }
            Event::GoalSet { goal, domain, wish } => {
                self.goals.push(Goal {
                    id: goal,
                    domain,
                    wish,
                    state: GoalState::Active,
                    steps: Vec::new(),
                });
            }
            Event::GoalReworded { goal, wish } => self.with_goal(goal, |goal| goal.wish = wish),
            Event::GoalReached { goal, day } => {
                self.with_goal(goal, |goal| goal.state = GoalState::Reached(day));
                self.achieved.push(Achieved::Goal(goal));
            }
            Event::GoalLetGo { goal } => self.with_goal(goal, |goal| goal.state = GoalState::LetGo),
            Event::GoalReopened { goal } => self.with_goal(goal, |goal| goal.state = GoalState::Active),
            Event::StepAdded { step, goal, title } => {
                self.steps.insert(
                    step,
                    Step {
                        goal,
                        title,
                        mini_steps: Vec::new(),
                        removed: false,
                    },
                );
                self.with_goal(goal, |goal| goal.steps.push(step));
            }
            Event::StepReworded { step, title } => self.with_step(step, |step| step.title = title),
            Event::StepRemoved { step } => self.with_step(step, |step| step.removed = true),
            Event::StepsOrdered { goal, order } => {
                self.with_goal(goal, |goal| reorder(&mut goal.steps, &order));
            }
            Event::MiniStepAdded {
                mini_step,
                step,
                title,
                ..
            } => {
                let position = self.steps.get(&step).map_or(0, |step| step.mini_steps.len());
                self.insert_mini_step(mini_step, step, title, position, moment);
            }
            Event::MiniStepsOrdered { step, order } => {
                self.with_step(step, |step| reorder(&mut step.mini_steps, &order));
            }
            Event::MiniStepSplit { mini_step, into } => self.split(mini_step, into, moment),
            event @ (Event::MiniStepReworded { mini_step, .. }
            | Event::MiniStepPlanned { mini_step, .. }
            | Event::IfThenSet { mini_step, .. }
            | Event::SupporterSet { mini_step, .. }
            | Event::MiniStepBroughtForward { mini_step }
            | Event::MiniStepDone { mini_step, .. }
            | Event::MiniStepReopened { mini_step }
            | Event::MiniStepMoved { mini_step, .. }
            | Event::HelpAsked { mini_step, .. }
            | Event::HelpAnswered { mini_step, .. }
            | Event::MiniStepLetGo { mini_step }) => self.apply_to_mini_step(mini_step, event, moment),
            Event::RestStarted { until } => self.rest = Some(Rest { until }),
            Event::RestEnded {} => {
                self.rest = None;
                self.rest_ended = Some(RestEnded {
                    at: moment.at,
                    silent: self.reminders.keys().copied().collect(),
                });
            }
            Event::AppointmentMade { appointment, details }
            | Event::AppointmentChanged { appointment, details } => {
                let (before, day) = (self.appointments.get(&appointment), details.day);
                let before = before.map(|it| it.details.day);
                self.appointments.insert(
                    appointment,
                    Appointment {
                        details,
                        declined: false,
                        instead: None,
                    },
                );
                if let Some(before) = before {
                    self.reminder_goes_along_with_meeting(appointment, before, day);
                }
            }
            Event::AppointmentRemoved { appointment } => {
                self.appointments.remove(&appointment);
                self.reminders.remove(&ReminderTarget::Appointment(appointment));
                self.snoozed.remove(&ReminderTarget::Appointment(appointment));
                self.is_wished_anew(&ReminderTarget::Appointment(appointment));
            }
            Event::AppointmentDeclined { appointment, instead } => {
                if let Some(appointment) = self.appointments.get_mut(&appointment) {
                    appointment.declined = true;
                    appointment.instead = instead;
                }
            }
            Event::ReminderSet { target, reminder } => {
                // A new wish ends "not now".
                self.snoozed.remove(&target);
                self.is_wished_anew(&target);
                match reminder {
                    Some(reminder) => self.reminders.insert(target, reminder),
                    None => self.reminders.remove(&target),
                }
            }
            Event::ReminderSnoozed { target, until } => {
                self.is_wished_anew(&target);
                self.snoozed.insert(target, until);
            }
            Event::QuietHoursSet { hours } => self.quiet_hours = hours,
            Event::SharingChosen { scope, shared } => {
                self.sharing.insert(scope, shared);
            }
            Event::Paired {
                pairing,
                team,
                caseworker,
            } => {
                self.pairings = self.pairings.max(pairing.saturating_add(1));
                self.pairing = Some(Pairing {
                    number: pairing,
                    team,
                    caseworker,
                });
            }
            Event::Unpaired {} => self.pairing = None,
            Event::EvaluationChosen { allowed } => self.evaluation = allowed,
            event => self.apply_together(event, moment),
        }
        if moment.role == Role::Resident {
            self.last_sign = Some(moment.at);
            if let Some(ended) = &mut self.rest_ended {
                ended.at = ended.at.min(moment.at);
            }
        }
    }

    /// The events in which the caseworker has a part.
    fn apply_together(&mut self, event: Event, moment: Moment) {
        if let Event::Proposed { .. } | Event::AgreementDrafted { .. } | Event::ReviewStarted { .. } = event {
            self.joint = self.joint.saturating_add(1);
        }
        match event {
            Event::Proposed { proposal, events } => {
                self.proposals.insert(
                    proposal,
                    Proposal {
                        events,
                        at: moment.at,
                        number: self.joint,
                        answer: None,
                    },
                );
            }
            Event::ProposalAnswered {
                proposal,
                accepted,
                how,
            } => {
                let Some(proposal) = self.proposals.get_mut(&proposal) else {
                    return;
                };
                proposal.answer = Some((accepted, how));
                if accepted {
                    let as_resident = Moment {
                        role: Role::Resident,
                        ..moment
                    };
                    for event in proposal.events.clone() {
                        // One that no longer makes sense has no effect; the others still count.
                        self.take(&event, as_resident).ok();
                    }
                }
            }
            Event::ViewRecorded { domain, level, note } => {
                self.views.insert(
                    domain,
                    View {
                        level,
                        note,
                        at: moment.at,
                    },
                );
            }
            Event::AgreementDrafted { agreement, actions } => {
                self.agreements.insert(
                    agreement,
                    Agreement {
                        actions,
                        at: moment.at,
                        number: self.joint,
                        resident: None,
                        caseworker: None,
                        held: None,
                    },
                );
            }
            Event::AgreementConfirmed { agreement, by, how } => {
                if let Some(agreement) = self.agreements.get_mut(&agreement) {
                    match by {
                        Role::Resident => agreement.resident = Some(how),
                        Role::Caseworker => agreement.caseworker = Some(how),
                    }
                    if by != moment.role {
                        agreement.held = Some(Held {
                            of: by,
                            at: moment.at,
                        });
                    }
                }
            }
            Event::ConfirmationTakenBack { agreement, by } => {
                if let Some(agreement) = self.agreements.get_mut(&agreement) {
                    match by {
                        Role::Resident => agreement.resident = None,
                        Role::Caseworker => agreement.caseworker = None,
                    }
                    agreement.held = None;
                }
            }
            event => self.apply_to_review(event, moment),
        }
    }

    /// The events of a joint session, and what comes after an agreement.
    fn apply_to_review(&mut self, event: Event, moment: Moment) {
        match event {
            Event::ReviewStarted { review, day } => {
                let new = Review {
                    day,
                    finished: BTreeSet::new(),
                    notes: Vec::new(),
                    closed: false,
                    number: self.joint,
                    until: self.achieved.len(),
                };
                self.reviews.insert(review, new);
            }
            Event::ReviewPartFinished { review, part } => {
                if let Some(review) = self.reviews.get_mut(&review) {
                    review.finished.insert(part);
                    review.until = self.achieved.len();
                }
            }
            Event::ReviewNoted { review, part, note } => {
                if let Some(review) = self.reviews.get_mut(&review) {
                    review.notes.push((part, moment.role, note));
                }
            }
            Event::ReviewClosed { review } => {
                // One that was left may be closed weeks later, as it was: what was achieved meanwhile is new to the next one.
                if let Some(review) = self.reviews.get_mut(&review) {
                    review.closed = true;
                }
            }
            Event::RewardsAnnounced {} => self.rewards = Some(Rewards::default()),
            event => self.apply_reward(event, moment),
        }
    }

    fn apply_reward(&mut self, event: Event, moment: Moment) {
        let Some(rewards) = self.rewards.as_mut() else {
            return;
        };
        let mut with_voucher = |id: VoucherId, change: &mut dyn FnMut(&mut Voucher)| {
            if let Some(voucher) = rewards.vouchers.get_mut(&id) {
                change(voucher);
            }
        };
        match event {
            Event::RewardPromised {
                promise,
                actions,
                amount,
            } => {
                rewards.promises.insert(promise, Promise { actions, amount });
            }
            Event::VoucherGranted {
                voucher,
                kind,
                amount,
                reason,
                skill,
                from,
                code,
                valid_until,
                day,
            } => {
                let new = Voucher {
                    kind,
                    amount,
                    reason,
                    skill,
                    from,
                    code,
                    valid_until,
                    granted: moment.at,
                    day: day.unwrap_or_else(|| moment.at.date_naive()),
                    state: VoucherState::Granted,
                };
                rewards.vouchers.insert(voucher, new);
            }
            Event::VoucherCodeReplaced { voucher, code } => {
                with_voucher(voucher, &mut |voucher| voucher.code = code.clone());
            }
            Event::VoucherHandedOver { voucher, day } => {
                with_voucher(voucher, &mut |voucher| {
                    voucher.state = VoucherState::HandedOver(day);
                });
            }
            Event::VoucherWithdrawn { voucher, reason } => {
                with_voucher(voucher, &mut |voucher| {
                    voucher.state = VoucherState::Withdrawn(reason.clone());
                });
            }
            Event::VoucherUsed { voucher, day } => {
                with_voucher(voucher, &mut |voucher| voucher.state = VoucherState::Used(day));
            }
            _ => {}
        }
    }

    fn with_goal(&mut self, goal: crate::ids::GoalId, change: impl FnOnce(&mut Goal)) {
        if let Some(goal) = self.goals.iter_mut().find(|candidate| candidate.id == goal) {
            change(goal);
        }
    }

    pub(super) fn with_step(&mut self, step: StepId, change: impl FnOnce(&mut Step)) {
        if let Some(step) = self.steps.get_mut(&step) {
            change(step);
        }
    }
}

/// Puts `items` in `order`. What the order does not name (added meanwhile on another device) keeps its place at the
/// end; what it names and is gone is left out.
fn reorder<T: Copy + PartialEq>(items: &mut [T], order: &[T]) {
    crate::order::sort_by_key(items, |item| {
        order
            .iter()
            .position(|candidate| candidate == item)
            .unwrap_or(usize::MAX)
    });
}
