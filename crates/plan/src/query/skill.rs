//! The skill that a mini-step takes (R6).

use crate::ids::MiniStepId;
use crate::plan::{MiniStepState, Plan};
use crate::values::Skill;

/// The skill that finishing this mini-step takes (R6). Of several, the one that says most about what the person did.
pub fn skill_for(plan: &Plan, id: MiniStepId) -> Skill {
    let Some(mini_step) = plan.mini_steps.get(&id) else {
        return Skill::TookAStep;
    };
    let is_first = !plan
        .mini_steps
        .values()
        .any(|other| matches!(other.state, MiniStepState::Done(..)));
    let siblings = plan
        .steps
        .get(&mini_step.step)
        .map_or(&[][..], |step| &step.mini_steps);
    let finishes_step = siblings.len() > 1
        && !siblings
            .iter()
            .any(|sibling| *sibling != id && plan.is_to_do(*sibling));
    if is_first {
        Skill::Started
    } else if mini_step.from_split {
        Skill::MadeItSmaller
    } else if mini_step.moved {
        Skill::KeptGoing
    } else if finishes_step {
        Skill::FinishedAStep
    } else if mini_step.if_then.is_some() {
        Skill::ChoseAMoment
    } else if mini_step.help_asked.is_some() {
        Skill::AskedForHelp
    } else if mini_step.when.day.is_some() {
        Skill::PlannedAhead
    } else {
        Skill::TookAStep
    }
}
