//! R3: a mini-step fits in a day. And what a mini-step needs besides.

use std::collections::BTreeSet;

use super::{Refusal, Thing};
use crate::event::Event;
use crate::limits::{
    require_absent, require_exists, require_list_length, require_note, require_state, require_title,
};
use crate::plan::{MiniStepState, Plan};

/// `None` when the event is not about a mini-step.
pub(super) fn check_mini_step(plan: &Plan, event: &Event) -> Option<Result<(), Refusal>> {
    let is_free = |id| require_absent(!plan.mini_steps.contains_key(&id), Thing::MiniStep);
    let there = |id| plan.mini_steps.get(&id).ok_or(Refusal::NotFound(Thing::MiniStep));
    let open = |id| there(id).and_then(|mini_step| require_state(mini_step.is_open(), Thing::MiniStep));
    Some(match event {
        Event::MiniStepAdded {
            mini_step,
            step,
            title: words,
            fits_in_a_day,
        } => require_title(words)
            .and_then(|()| require_exists(plan.steps.contains_key(step), Thing::Step))
            .and_then(|()| is_free(*mini_step))
            .and(if *fits_in_a_day {
                Ok(())
            } else {
                Err(Refusal::TooBigForADay)
            }),
        Event::MiniStepReworded {
            mini_step,
            title: words,
        } => require_title(words).and_then(|()| open(*mini_step)),
        Event::MiniStepPlanned { mini_step, .. }
        | Event::MiniStepBroughtForward { mini_step }
        | Event::MiniStepDone { mini_step, .. }
        | Event::MiniStepMoved { mini_step, .. }
        | Event::MiniStepLetGo { mini_step } => open(*mini_step),
        Event::IfThenSet { mini_step, if_then } => if_then
            .as_ref()
            .map_or(Ok(()), |if_then| {
                require_title(&if_then.when).and_then(|()| require_title(&if_then.then))
            })
            .and_then(|()| open(*mini_step)),
        Event::SupporterSet { mini_step, supporter } => supporter
            .as_deref()
            .map_or(Ok(()), require_title)
            .and_then(|()| open(*mini_step)),
        Event::MiniStepReopened { mini_step } => there(*mini_step).and_then(|mini_step| {
            let can = matches!(mini_step.state, MiniStepState::Done(..) | MiniStepState::LetGo);
            require_state(can, Thing::MiniStep)
        }),
        Event::MiniStepSplit { mini_step, into } => open(*mini_step)
            .and_then(|()| require_list_length(into.len()))
            .and_then(|()| {
                let mut seen = BTreeSet::new();
                into.iter().try_for_each(|part| {
                    require_title(&part.title)?;
                    is_free(part.mini_step)?;
                    require_absent(seen.insert(part.mini_step), Thing::MiniStep)
                })
            }),
        Event::HelpAsked { mini_step, question } => require_note(question).and_then(|()| open(*mini_step)),
        Event::HelpAnswered { mini_step, answer } => require_note(answer).and_then(|()| {
            let asked = there(*mini_step)?.help_asked.is_some();
            require_state(asked, Thing::MiniStep)
        }),
        _ => return None,
    })
}
