//! How an event about one mini-step changes the plan, and what its parts take over when it is cut.

use super::apply::Moment;
use super::{Achieved, MiniStep, MiniStepState, Plan};
use crate::Event;
use crate::event::Part;
use crate::ids::{MiniStepId, StepId};
use crate::values::When;

impl Plan {
    pub(super) fn apply_to_mini_step(&mut self, id: MiniStepId, event: Event, moment: Moment) {
        let id = if matches!(event, Event::HelpAnswered { .. }) {
            self.asked_about(id)
        } else {
            id
        };
        let Some(mini_step) = self.mini_steps.get_mut(&id) else {
            return;
        };
        mini_step.changed = moment.at;
        let before = mini_step.when;
        let turn = self.turns.saturating_add(1);
        match event {
            Event::MiniStepReworded { title, .. } => mini_step.title = title,
            Event::MiniStepPlanned { when, .. } => {
                // A first day puts nothing off, nor does another hour of the same day.
                mini_step.put_off = before.day.is_some_and(|before| {
                    when.day
                        .is_none_or(|day| day > before || (mini_step.put_off && day == before))
                });
                mini_step.when = when;
                mini_step.chosen = turn;
            }
            Event::IfThenSet { if_then, .. } => mini_step.if_then = if_then,
            Event::SupporterSet { supporter, .. } => mini_step.supporter = supporter,
            Event::MiniStepBroughtForward { .. } => {
                mini_step.brought_forward = turn;
                mini_step.chosen = turn;
            }
            Event::MiniStepDone { day, skill, .. } => {
                mini_step.state = MiniStepState::Done(day, skill);
                self.achieved.push(Achieved::MiniStep(id));
            }
            Event::MiniStepReopened { .. } => mini_step.state = MiniStepState::Open,
            Event::MiniStepMoved { day, .. } => {
                mini_step.when = When {
                    day,
                    time: None,
                    ..mini_step.when
                };
                mini_step.moved = true;
                mini_step.put_off = true;
                mini_step.brought_forward = 0;
                mini_step.chosen = turn;
            }
            Event::HelpAsked { question, .. } => {
                mini_step.help_asked = Some(question);
                mini_step.help_answer = None;
            }
            Event::HelpAnswered { answer, .. } => {
                mini_step.help_answer = Some(answer);
                mini_step.help_answers = mini_step.help_answers.saturating_add(1);
            }
            Event::MiniStepLetGo { .. } => mini_step.state = MiniStepState::LetGo,
            _ => {}
        }
        let after = mini_step.when;
        if mini_step.chosen == turn {
            self.turns = turn;
        }
        self.reminder_goes_along(id, before, after);
    }

    /// Where a question about a mini-step stands now: it went along to the first part of one that was cut.
    fn asked_about(&self, mut id: MiniStepId) -> MiniStepId {
        while let Some(part) = self.mini_steps.get(&id).and_then(|whole| whole.parts.first()) {
            id = *part;
        }
        id
    }

    pub(super) fn split(&mut self, id: MiniStepId, into: Vec<Part>, moment: Moment) {
        let Some(whole) = self.mini_steps.get_mut(&id) else {
            return;
        };
        whole.state = MiniStepState::Split;
        whole.changed = moment.at;
        whole.parts = into.iter().map(|part| part.mini_step).collect();
        let first = whole.parts.first().copied();
        let (step, when) = (whole.step, whole.when);
        let (brought_forward, chosen) = (whole.brought_forward, whole.chosen);
        let asked = (
            whole.help_asked.clone(),
            whole.help_answer.clone(),
            whole.help_answers,
        );
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
                new.part_of = Some(id);
                // The first part takes the day and the place of the whole, and what was asked about it; the rest can wait.
                if offset == 0 {
                    new.when = When {
                        minutes: None,
                        ..when
                    };
                    new.brought_forward = brought_forward;
                    new.chosen = chosen;
                    (new.help_asked, new.help_answer, new.help_answers) = asked.clone();
                }
            }
        }
        if let Some(first) = first {
            self.reminder_goes_to_part(id, first);
        }
    }

    pub(super) fn insert_mini_step(
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
            part_of: None,
            moved: false,
            put_off: false,
            help_asked: None,
            help_answer: None,
            help_answers: 0,
            brought_forward: 0,
            chosen: 0,
            changed: moment.at,
        };
        self.mini_steps.insert(id, new);
        self.with_step(step, |step| {
            step.mini_steps.insert(place.min(step.mini_steps.len()), id);
        });
    }
}
