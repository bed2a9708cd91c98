//! Splitting a mini-step into smaller ones (R3), and what its first part takes over.

use super::mini_steps::MiniStepState;
use super::{Moment, Plan};
use crate::event::Part;
use crate::ids::MiniStepId;
use crate::values::When;

impl Plan {
    /// The mini-step that a question is about now. When a mini-step is split, its question moves to its first part.
    pub(super) fn question_holder(&self, mut id: MiniStepId) -> MiniStepId {
        while let Some(part) = self.mini_steps.get(&id).and_then(|whole| whole.parts.first()) {
            id = *part;
        }
        id
    }

    pub(super) fn split(&mut self, id: MiniStepId, into: &[Part], moment: Moment) {
        let Some(whole) = self.mini_steps.get_mut(&id) else {
            return;
        };
        whole.state = MiniStepState::Split;
        whole.changed = moment.at;
        whole.parts = into.iter().map(|part| part.mini_step).collect();
        let whole = whole.clone();
        let place = self
            .steps
            .get(&whole.step)
            .and_then(|step| step.mini_steps.iter().position(|candidate| *candidate == id))
            .map_or(0, |place| place.saturating_add(1));
        for (offset, part) in into.iter().enumerate() {
            let place = place.saturating_add(offset);
            self.insert_mini_step(part.mini_step, whole.step, &part.title, place, moment);
            if let Some(new) = self.mini_steps.get_mut(&part.mini_step) {
                new.from_split = true;
                new.part_of = Some(id);
                // The first part takes over the day and the place of the whole, and what was asked about it. The others can
                // wait.
                if offset == 0 {
                    new.when = When {
                        minutes: None,
                        ..whole.when
                    };
                    new.brought_forward = whole.brought_forward;
                    new.choice_number = whole.choice_number;
                    new.help_asked.clone_from(&whole.help_asked);
                    new.help_answer.clone_from(&whole.help_answer);
                    new.help_answers = whole.help_answers;
                }
            }
        }
        if let Some(first) = whole.parts.first() {
            self.move_reminder_to_part(id, *first);
        }
    }
}
