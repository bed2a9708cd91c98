//! "Je doel is bereikt": the moment of a goal, larger than that of a mini-step, with what was done on the way (R6).

use leptos::prelude::*;
use mijn_brug_plan::ids::GoalId;
use mijn_brug_plan::plan::{Goal, GoalState, MiniStepState, Plan};

use crate::resident::context::use_app;
use crate::resident::route::Route;
use crate::ui::icon::Icon;
use crate::ui::paginate::{LINES, paginate};
use crate::ui::screen::{Heading2, LinkButton, Screen};
use crate::ui::texts::t;

/// The screen after a goal was reached.
pub fn reached(id: GoalId) -> AnyView {
    let app = use_app();
    let found = app.plan_now(|plan| {
        let goal = plan
            .goal(id)
            .filter(|goal| matches!(goal.state, GoalState::Reached(_)))?;
        Some((goal.wish.clone(), done_for(plan, goal)))
    });
    let Some((wish, done)) = found else {
        return view! {
            <Screen title=t("done.gone")>
                <div class="mb-actions"><LinkButton label=t("lost.home") href="/" /></div>
            </Screen>
        }
        .into_any();
    };
    let rows = done
        .into_iter()
        .map(|title| view! { <li><Icon name="check" /><span dir="auto">{title}</span></li> }.into_any())
        .collect();
    let (rows, more) = paginate(rows, LINES);
    view! {
        <div class="mb-moment mb-moment--goal">
            <img src="/pictures/reached.svg" alt="" width="360" height="300" />
            <Screen title=t("reached.title")>
                <p class="mb-lead" dir="auto">{wish}</p>
                <Heading2 text=t("reached.done") />
                <ul class="mb-facts">{rows}</ul>
                {more}
                <div class="mb-actions"><LinkButton label=t("done.on") href="/" /></div>
                <a class="nl-link mb-more" href=Route::LookBack.path()>{t("done.look_back")}</a>
            </Screen>
        </div>
    }
    .into_any()
}

/// The titles of what was done for a goal, also in steps that were taken off the plan since.
fn done_for(plan: &Plan, goal: &Goal) -> Vec<String> {
    let steps = goal.steps.iter().filter_map(|id| plan.steps.get(id));
    let mini_steps = steps.flat_map(|step| &step.mini_steps);
    mini_steps
        .filter_map(|id| plan.mini_steps.get(id))
        .filter(|it| matches!(it.state, MiniStepState::Done(..)))
        .map(|it| it.title.clone())
        .collect()
}
