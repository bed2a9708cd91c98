//! What else the resident says about a goal: why, how they know that it worked, who does what, and when to look back.

use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::plan::Goal;
use mijn_brug_plan::values::GoalAspect;

use crate::device::draft;
use crate::resident::context::App;
use crate::ui::field::{Field, Kind};
use crate::ui::goal_aspect;
use crate::ui::parsed_field;
use crate::ui::saving::{Autosaved, SaveAction};
use crate::ui::texts::t;

/// The fields, each of which saves itself. None of them is required.
pub fn about_goal(app: App, goal: &Goal) -> AnyView {
    let aspects = GoalAspect::ALL
        .map(|aspect| aspect_field(app, goal, aspect))
        .collect_view();
    view! {
        <details class="mb-details">
            <summary>{t("goal.about")}</summary>
            {wish(app, goal)}
            {aspects}
            {look_back(app, goal)}
        </details>
    }
    .into_any()
}

fn wish(app: App, goal: &Goal) -> AnyView {
    let id = goal.id;
    let (wish, kept) = Autosaved::text(format!("reword.{id}"), goal.wish.clone(), move |wish| {
        app.saving(Event::GoalReworded {
            goal: id,
            wish: wish.trim().to_owned(),
        })
    });
    kept.around(view! {
        <Field id="goal-wish" label=t("goal.wish") value=wish kind=Kind::FewLines error=kept.error />
    })
}

fn aspect_field(app: App, goal: &Goal, aspect: GoalAspect) -> AnyView {
    let (id, name) = (goal.id, aspect.key());
    let stored = goal.aspects.get(&aspect).cloned().unwrap_or_default();
    let (text, kept) = Autosaved::text(format!("goal.{id}.{name}"), stored, move |text| {
        app.saving(Event::GoalDescribed {
            goal: id,
            aspect,
            text: text.trim().to_owned(),
        })
    });
    kept.around(view! {
        <Field
            id=format!("goal-{name}")
            label=goal_aspect::question(aspect)
            value=text
            kind=Kind::FewLines
            error=kept.error
        />
    })
}

fn look_back(app: App, goal: &Goal) -> AnyView {
    let id = goal.id;
    let key = format!("goal.{id}.look_back");
    let stored = parsed_field::day_text(goal.look_back);
    let day = parsed_field::day("goal-look-back", draft::text(key.clone(), stored.clone()));
    let kept = Autosaved::parsed(key, stored, day, move |_| match day.optional_now() {
        Ok(day) => app.saving(Event::GoalLookBackPlanned { goal: id, day }),
        Err(words) => SaveAction::Invalid(words),
    });
    kept.around(day.draw(t("goal.look_back")))
}
