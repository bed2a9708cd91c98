//! Mini-steps (R3), what became of them (R4), and help with them.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

use super::authorization::AllowedRoles;
use super::goals::reorder;
use super::repetition::Repetition;
use super::topics::{Topic, Topics};
use super::{Achieved, Moment, Plan};
use crate::event::{Event, MiniStepEvent, Part};
use crate::ids::{MiniStepId, StepId};
use crate::limits::{
    require_absent, require_exists, require_list_length, require_note, require_state, require_title,
};
use crate::refusal::{Refusal, Thing};
use crate::values::{IfThen, Skill, When};

/// The state of a mini-step. There is no "missed" (R4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MiniStepState {
    /// To do.
    Open,
    /// Done on that day, with the skill that it took (R6).
    Done(NaiveDate, Skill),
    /// Let go, without blame.
    LetGo,
    /// Replaced by smaller ones: [`MiniStep::parts`].
    Split,
}

/// A part of a step that fits in a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MiniStep {
    /// Its step.
    pub step: StepId,
    /// What to do.
    pub title: String,
    /// Day, time and length.
    pub when: When,
    /// "Als …, dan …"
    pub if_then: Option<IfThen>,
    /// Who helps.
    pub supporter: Option<String>,
    /// Its state.
    pub state: MiniStepState,
    /// Whether it is a part of a mini-step that was too large.
    pub from_split: bool,
    /// The smaller ones that took its place when it was split.
    pub parts: Vec<MiniStepId>,
    /// The mini-step that it is a part of.
    pub(crate) part_of: Option<MiniStepId>,
    /// Whether the resident chose another day for it with "Andere dag".
    pub moved: bool,
    /// Whether its day was put off, with "Andere dag" or on its own screen.
    pub(crate) put_off: bool,
    /// The resident's question, when they asked for help.
    pub help_asked: Option<String>,
    /// The caseworker's answer.
    pub help_answer: Option<String>,
    /// How often it was answered. A second answer counts as another one even in the same words.
    pub help_answers: u32,
    /// The number of the choice that brought it forward: a higher number is later, 0 means never.
    pub(crate) brought_forward: u32,
    /// The number of the last choice about it, its day or bringing it forward: a higher number is later, 0 means never.
    pub(crate) choice_number: u32,
    /// When it last changed, by the author's clock.
    pub changed: DateTime<Utc>,
}

impl MiniStep {
    /// Whether it is still to do.
    pub fn is_open(&self) -> bool {
        self.state == MiniStepState::Open
    }

    /// The day on which it was done.
    pub fn done_on(&self) -> Option<NaiveDate> {
        match self.state {
            MiniStepState::Done(day, _) => Some(day),
            MiniStepState::Open | MiniStepState::LetGo | MiniStepState::Split => None,
        }
    }
}

pub(super) fn allowed_roles(event: MiniStepEvent<'_>) -> AllowedRoles {
    match event {
        MiniStepEvent::MiniStepAdded { .. }
        | MiniStepEvent::MiniStepReworded { .. }
        | MiniStepEvent::MiniStepPlanned { .. }
        | MiniStepEvent::IfThenSet { .. }
        | MiniStepEvent::SupporterSet { .. }
        | MiniStepEvent::MiniStepsOrdered { .. }
        | MiniStepEvent::MiniStepBroughtForward { .. }
        | MiniStepEvent::MiniStepDone { .. }
        | MiniStepEvent::MiniStepReopened { .. }
        | MiniStepEvent::MiniStepSplit { .. }
        | MiniStepEvent::MiniStepMoved { .. }
        | MiniStepEvent::HelpAsked { .. }
        | MiniStepEvent::MiniStepLetGo { .. } => AllowedRoles::RESIDENT_OR_PROPOSED,
        MiniStepEvent::HelpAnswered { .. } => AllowedRoles::CASEWORKER,
    }
}

pub(super) fn check(plan: &Plan, event: MiniStepEvent<'_>) -> Result<(), Refusal> {
    let mini_step_with = |id: &MiniStepId| plan.mini_steps.get(id).ok_or(Refusal::NotFound(Thing::MiniStep));
    let require_open = |id: &MiniStepId| require_state(mini_step_with(id)?.is_open(), Thing::MiniStep);
    let require_new = |id: &MiniStepId| require_absent(!plan.mini_steps.contains_key(id), Thing::MiniStep);
    match event {
        MiniStepEvent::MiniStepAdded {
            mini_step,
            step,
            title,
            fits_in_a_day,
        } => {
            require_title(title)?;
            require_exists(plan.steps.contains_key(step), Thing::Step)?;
            require_new(mini_step)?;
            if *fits_in_a_day {
                Ok(())
            } else {
                Err(Refusal::TooBigForADay)
            }
        }
        MiniStepEvent::MiniStepReworded { mini_step, title } => {
            require_title(title)?;
            require_open(mini_step)
        }
        MiniStepEvent::MiniStepPlanned { mini_step, when: _ }
        | MiniStepEvent::MiniStepBroughtForward { mini_step }
        | MiniStepEvent::MiniStepDone {
            mini_step,
            day: _,
            skill: _,
        }
        | MiniStepEvent::MiniStepMoved { mini_step, day: _ }
        | MiniStepEvent::MiniStepLetGo { mini_step } => require_open(mini_step),
        MiniStepEvent::IfThenSet { mini_step, if_then } => {
            if let Some(IfThen { when, then }) = if_then {
                require_title(when)?;
                require_title(then)?;
            }
            require_open(mini_step)
        }
        MiniStepEvent::SupporterSet { mini_step, supporter } => {
            if let Some(supporter) = supporter {
                require_title(supporter)?;
            }
            require_open(mini_step)
        }
        MiniStepEvent::MiniStepsOrdered { step, order: _ } => {
            require_exists(plan.steps.contains_key(step), Thing::Step)
        }
        MiniStepEvent::MiniStepReopened { mini_step } => {
            let can_reopen = match mini_step_with(mini_step)?.state {
                MiniStepState::Done(..) | MiniStepState::LetGo => true,
                MiniStepState::Open | MiniStepState::Split => false,
            };
            require_state(can_reopen, Thing::MiniStep)
        }
        MiniStepEvent::MiniStepSplit { mini_step, into } => {
            require_open(mini_step)?;
            require_list_length(into.len())?;
            let mut seen = BTreeSet::new();
            into.iter().try_for_each(|part| {
                require_title(&part.title)?;
                require_new(&part.mini_step)?;
                require_absent(seen.insert(part.mini_step), Thing::MiniStep)
            })
        }
        MiniStepEvent::HelpAsked { mini_step, question } => {
            require_note(question)?;
            require_open(mini_step)
        }
        MiniStepEvent::HelpAnswered { mini_step, answer } => {
            require_note(answer)?;
            require_state(mini_step_with(mini_step)?.help_asked.is_some(), Thing::MiniStep)
        }
    }
}

pub(super) fn repetition(plan: &Plan, event: MiniStepEvent<'_>) -> Repetition {
    match event {
        MiniStepEvent::MiniStepAdded {
            mini_step,
            step,
            title,
            fits_in_a_day: true,
        } => match plan.mini_steps.get(mini_step).filter(|known| known.step == *step) {
            Some(known) if known.title != *title => Repetition::Reworded(Event::MiniStepReworded {
                mini_step: *mini_step,
                title: title.clone(),
            }),
            known => Repetition::same_if(known.is_some()),
        },
        MiniStepEvent::MiniStepSplit { mini_step, into } => {
            let is_same_part = |part: &Part| {
                let known = plan.mini_steps.get(&part.mini_step);
                known.is_some_and(|known| known.title == part.title)
            };
            let whole = plan.mini_steps.get(mini_step);
            Repetition::same_if(whole.is_some_and(|whole| {
                whole.state == MiniStepState::Split
                    && whole.parts.iter().eq(into.iter().map(|part| &part.mini_step))
                    && into.iter().all(is_same_part)
            }))
        }
        MiniStepEvent::MiniStepAdded {
            fits_in_a_day: false, ..
        }
        | MiniStepEvent::MiniStepReworded { .. }
        | MiniStepEvent::MiniStepPlanned { .. }
        | MiniStepEvent::IfThenSet { .. }
        | MiniStepEvent::SupporterSet { .. }
        | MiniStepEvent::MiniStepsOrdered { .. }
        | MiniStepEvent::MiniStepBroughtForward { .. }
        | MiniStepEvent::MiniStepDone { .. }
        | MiniStepEvent::MiniStepReopened { .. }
        | MiniStepEvent::MiniStepMoved { .. }
        | MiniStepEvent::HelpAsked { .. }
        | MiniStepEvent::HelpAnswered { .. }
        | MiniStepEvent::MiniStepLetGo { .. } => Repetition::No,
    }
}

pub(super) fn apply(plan: &mut Plan, event: MiniStepEvent<'_>, moment: Moment) {
    match event {
        MiniStepEvent::MiniStepAdded {
            mini_step,
            step,
            title,
            fits_in_a_day: _,
        } => {
            let place = plan.steps.get(step).map_or(0, |step| step.mini_steps.len());
            plan.insert_mini_step(*mini_step, *step, title, place, moment);
        }
        MiniStepEvent::MiniStepsOrdered { step, order } => {
            plan.with_step(*step, &mut |step| reorder(&mut step.mini_steps, order));
        }
        MiniStepEvent::MiniStepSplit { mini_step, into } => plan.split(*mini_step, into, moment),
        MiniStepEvent::MiniStepReworded { mini_step, title } => {
            plan.change_mini_step(*mini_step, moment, &mut |it, _| it.title.clone_from(title));
        }
        MiniStepEvent::MiniStepPlanned { mini_step, when } => {
            plan.change_mini_step(*mini_step, moment, &mut |it, choice_number| {
                it.plan(*when, choice_number);
            });
        }
        MiniStepEvent::IfThenSet { mini_step, if_then } => {
            plan.change_mini_step(*mini_step, moment, &mut |it, _| it.if_then.clone_from(if_then));
        }
        MiniStepEvent::SupporterSet { mini_step, supporter } => {
            plan.change_mini_step(*mini_step, moment, &mut |it, _| {
                it.supporter.clone_from(supporter);
            });
        }
        MiniStepEvent::MiniStepBroughtForward { mini_step } => {
            plan.change_mini_step(*mini_step, moment, &mut |it, choice_number| {
                it.brought_forward = choice_number;
                it.choice_number = choice_number;
            });
        }
        MiniStepEvent::MiniStepDone {
            mini_step,
            day,
            skill,
        } => {
            plan.change_mini_step(*mini_step, moment, &mut |it, _| {
                it.state = MiniStepState::Done(*day, *skill);
            });
            plan.achieved.push(Achieved::MiniStep(*mini_step));
        }
        MiniStepEvent::MiniStepReopened { mini_step } => {
            plan.change_mini_step(*mini_step, moment, &mut |it, _| it.state = MiniStepState::Open);
        }
        MiniStepEvent::MiniStepMoved { mini_step, day } => {
            plan.change_mini_step(*mini_step, moment, &mut |it, choice_number| {
                it.move_to(*day, choice_number);
            });
        }
        MiniStepEvent::HelpAsked { mini_step, question } => {
            plan.change_mini_step(*mini_step, moment, &mut |it, _| {
                it.help_asked = Some(question.clone());
                it.help_answer = None;
            });
        }
        MiniStepEvent::HelpAnswered { mini_step, answer } => {
            plan.change_mini_step(plan.question_holder(*mini_step), moment, &mut |it, _| {
                it.help_answer = Some(answer.clone());
                it.help_answers = it.help_answers.saturating_add(1);
            });
        }
        MiniStepEvent::MiniStepLetGo { mini_step } => {
            plan.change_mini_step(*mini_step, moment, &mut |it, _| it.state = MiniStepState::LetGo);
        }
    }
}

pub(super) fn topic(topics: &mut Topics<'_>, event: MiniStepEvent<'_>) -> Topic {
    match event {
        MiniStepEvent::MiniStepAdded { mini_step, step, .. } => {
            topics.mini_steps.insert(*mini_step, *step);
            topics.of_step(*step)
        }
        MiniStepEvent::MiniStepsOrdered { step, .. } => topics.of_step(*step),
        MiniStepEvent::MiniStepSplit { mini_step, into } => {
            if let Some(step) = topics.step_of(*mini_step) {
                for part in into {
                    topics.mini_steps.insert(part.mini_step, step);
                }
            }
            topics.of_mini_step(*mini_step)
        }
        MiniStepEvent::MiniStepReworded { mini_step, .. }
        | MiniStepEvent::MiniStepPlanned { mini_step, .. }
        | MiniStepEvent::IfThenSet { mini_step, .. }
        | MiniStepEvent::SupporterSet { mini_step, .. }
        | MiniStepEvent::MiniStepBroughtForward { mini_step }
        | MiniStepEvent::MiniStepDone { mini_step, .. }
        | MiniStepEvent::MiniStepReopened { mini_step }
        | MiniStepEvent::MiniStepMoved { mini_step, .. }
        | MiniStepEvent::HelpAsked { mini_step, .. }
        | MiniStepEvent::HelpAnswered { mini_step, .. }
        | MiniStepEvent::MiniStepLetGo { mini_step } => topics.of_mini_step(*mini_step),
    }
}

impl MiniStep {
    fn plan(&mut self, when: When, choice_number: u32) {
        let before = self.when.day;
        // A first day does not put anything off, and neither does another hour of the same day.
        self.put_off = before.is_some_and(|before| {
            when.day
                .is_none_or(|day| day > before || (self.put_off && day == before))
        });
        self.when = when;
        self.choice_number = choice_number;
    }

    fn move_to(&mut self, day: Option<NaiveDate>, choice_number: u32) {
        self.when = When {
            day,
            time: None,
            ..self.when
        };
        self.moved = true;
        self.put_off = true;
        self.brought_forward = 0;
        self.choice_number = choice_number;
    }
}

impl Plan {
    /// Changes a mini-step, and moves its reminder accordingly. `change` gets the next choice number, which is used up only if
    /// `change` sets [`MiniStep::choice_number`] to it.
    fn change_mini_step(
        &mut self,
        id: MiniStepId,
        moment: Moment,
        change: &mut dyn FnMut(&mut MiniStep, u32),
    ) {
        let Some(mini_step) = self.mini_steps.get_mut(&id) else {
            return;
        };
        mini_step.changed = moment.at;
        let before = mini_step.when;
        let choice_number = self.n_choices.saturating_add(1);
        change(mini_step, choice_number);
        let after = mini_step.when;
        if mini_step.choice_number == choice_number {
            self.n_choices = choice_number;
        }
        self.reschedule_mini_step(id, before, after);
    }

    pub(super) fn insert_mini_step(
        &mut self,
        id: MiniStepId,
        step: StepId,
        title: &str,
        place: usize,
        moment: Moment,
    ) {
        let new = MiniStep {
            step,
            title: title.to_owned(),
            when: When::default(),
            if_then: None,
            supporter: None,
            state: MiniStepState::Open,
            from_split: false,
            parts: Vec::new(),
            part_of: None,
            moved: false,
            put_off: false,
            help_asked: None,
            help_answer: None,
            help_answers: 0,
            brought_forward: 0,
            choice_number: 0,
            changed: moment.at,
        };
        self.mini_steps.insert(id, new);
        self.with_step(step, &mut |step| {
            step.mini_steps.insert(place.min(step.mini_steps.len()), id);
        });
    }
}
