//! The resident's questions that nobody has answered yet.

use serde::{Deserialize, Serialize};

use crate::ids::MiniStepId;
use crate::plan::Plan;

/// Help that the resident asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Hash)]
pub struct Question {
    /// The mini-step that they asked help with.
    pub mini_step: MiniStepId,
    /// The title of the mini-step.
    pub title: String,
    /// The question; may be empty.
    pub question: String,
}

/// The questions without an answer, on mini-steps that are to do.
pub(super) fn questions(plan: &Plan) -> Vec<Question> {
    let asked = plan.mini_steps.iter().filter_map(|(id, mini_step)| {
        let question = mini_step.help_asked.clone()?;
        let is_open = mini_step.help_answer.is_none() && plan.is_to_do(*id);
        is_open.then(|| Question {
            mini_step: *id,
            title: mini_step.title.clone(),
            question,
        })
    });
    asked.collect()
}
