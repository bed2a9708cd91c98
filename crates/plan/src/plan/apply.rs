//! How one event changes the plan. Only events that [`crate::rules::check`] let through come here.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{
    Agreement, Appointment, Goal, GoalState, Link, MiniStep, MiniStepState, Pairing, Plan, Position,
    Proposal, Rest, Review, Step, View,
};
use crate::Event;
use crate::event::Role;
use crate::ids::{MiniStepId, StepId, VoucherId};
use crate::reward::{Promise, Rewards, Voucher, VoucherState};
use crate::rules::{self, Refusal};
use crate::values::{ReminderTarget, When};

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
                self.positions.change(domain, |history| history.push(position));
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
                self.rest_ended = self.rest_ended.max(Some(moment.at));
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
                match reminder {
                    Some(reminder) => self.reminders.insert(target, reminder),
                    None => self.reminders.remove(&target),
                }
            }
            Event::ReminderSnoozed { target, until } => {
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
            self.last_sign = self.last_sign.max(Some(moment.at));
        }
    }

    fn apply_to_mini_step(&mut self, id: MiniStepId, event: Event, moment: Moment) {
        let Some(mini_step) = self.mini_steps.get_mut(&id) else {
            return;
        };
        mini_step.changed = moment.at;
        let before = mini_step.when;
        match event {
            Event::MiniStepReworded { title, .. } => mini_step.title = title,
            Event::MiniStepPlanned { when, .. } => mini_step.when = when,
            Event::IfThenSet { if_then, .. } => mini_step.if_then = if_then,
            Event::SupporterSet { supporter, .. } => mini_step.supporter = supporter,
            Event::MiniStepBroughtForward { .. } => {
                self.turns = self.turns.saturating_add(1);
                mini_step.brought_forward = self.turns;
            }
            Event::MiniStepDone { day, skill, .. } => mini_step.state = MiniStepState::Done(day, skill),
            Event::MiniStepReopened { .. } => mini_step.state = MiniStepState::Open,
            Event::MiniStepMoved { day, .. } => {
                mini_step.when = When {
                    day,
                    time: None,
                    ..mini_step.when
                };
                mini_step.moved = true;
                mini_step.brought_forward = 0;
            }
            Event::HelpAsked { question, .. } => {
                mini_step.help_asked = Some(question);
                mini_step.help_answer = None;
            }
            Event::HelpAnswered { answer, .. } => mini_step.help_answer = Some(answer),
            Event::MiniStepLetGo { .. } => mini_step.state = MiniStepState::LetGo,
            _ => {}
        }
        let after = mini_step.when;
        self.reminder_goes_along(id, before, after);
    }

    /// The events in which the caseworker has a part.
    fn apply_together(&mut self, event: Event, moment: Moment) {
        match event {
            Event::Proposed { proposal, events } => {
                self.proposals.insert(
                    proposal,
                    Proposal {
                        events,
                        at: moment.at,
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
                        resident: None,
                        caseworker: None,
                    },
                );
            }
            Event::AgreementConfirmed { agreement, by, how } => {
                if let Some(agreement) = self.agreements.get_mut(&agreement) {
                    match by {
                        Role::Resident => agreement.resident = Some(how),
                        Role::Caseworker => agreement.caseworker = Some(how),
                    }
                }
            }
            Event::ReviewStarted { review, day } => {
                let new = Review {
                    day,
                    finished: BTreeSet::new(),
                    notes: Vec::new(),
                    closed: false,
                };
                self.reviews.insert(review, new);
            }
            Event::ReviewPartFinished { review, part } => {
                if let Some(review) = self.reviews.get_mut(&review) {
                    review.finished.insert(part);
                }
            }
            Event::ReviewNoted { review, part, note } => {
                if let Some(review) = self.reviews.get_mut(&review) {
                    review.notes.push((part, moment.role, note));
                }
            }
            Event::ReviewClosed { review } => {
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

    fn split(&mut self, id: MiniStepId, into: Vec<crate::event::Part>, moment: Moment) {
        let Some(whole) = self.mini_steps.get_mut(&id) else {
            return;
        };
        whole.state = MiniStepState::Split;
        whole.changed = moment.at;
        whole.parts = into.iter().map(|part| part.mini_step).collect();
        let (step, when, brought_forward) = (whole.step, whole.when, whole.brought_forward);
        let place = self
            .steps
            .get(&step)
            .and_then(|step| step.mini_steps.iter().position(|candidate| *candidate == id))
            .map_or(0, |place| place.saturating_add(1));
        for (offset, part) in into.into_iter().enumerate() {
            self.insert_mini_step(
                part.mini_step,
                step,
                part.title,
                place.saturating_add(offset),
                moment,
            );
            if let Some(new) = self.mini_steps.get_mut(&part.mini_step) {
                new.from_split = true;
                // The first part takes the day and the place of the whole; the rest can wait.
                if offset == 0 {
                    new.when = When {
                        minutes: None,
                        ..when
                    };
                    new.brought_forward = brought_forward;
                }
            }
        }
    }

    fn insert_mini_step(
        &mut self,
        id: MiniStepId,
        step: StepId,
        title: String,
        place: usize,
        moment: Moment,
    ) {
        let new = MiniStep {
            step,
            title,
            when: When::default(),
            if_then: None,
            supporter: None,
            state: MiniStepState::Open,
            from_split: false,
            parts: Vec::new(),
            moved: false,
            help_asked: None,
            help_answer: None,
            brought_forward: 0,
            changed: moment.at,
        };
        self.mini_steps.insert(id, new);
        self.with_step(step, |step| {
            step.mini_steps.insert(place.min(step.mini_steps.len()), id);
        });
    }

    fn with_goal(&mut self, goal: crate::ids::GoalId, change: impl FnOnce(&mut Goal)) {
        if let Some(goal) = self.goals.iter_mut().find(|candidate| candidate.id == goal) {
            change(goal);
        }
    }

    fn with_step(&mut self, step: StepId, change: impl FnOnce(&mut Step)) {
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
