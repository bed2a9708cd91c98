//! The screen after "Gelukt": what was done and the skill it took, calm and private (R6).

use leptos::prelude::*;
use mijn_brug_plan::ids::MiniStepId;
use mijn_brug_plan::plan::MiniStepState;
use mijn_brug_plan::{Event, query};

use crate::resident::context::use_app;
use crate::resident::route::Route;
use crate::ui::field::FieldError;
use crate::ui::icon::Picture;
use crate::ui::screen::{Button, LinkButton, Screen, Weight};
use crate::ui::skill;
use crate::ui::texts::{t, tf};

/// The screen after a mini-step was done.
pub fn done(id: MiniStepId) -> AnyView {
    let app = use_app();
    let found = app.plan_now(|plan| {
        let mini_step = plan.mini_steps.get(&id)?;
        let MiniStepState::Done(_, skill) = mini_step.state else {
            return None;
        };
        let goal = plan
            .steps
            .get(&mini_step.step)
            .and_then(|step| plan.goal(step.goal))?;
        Some((
            mini_step.title.clone(),
            skill,
            goal.wish.clone(),
            query::progress(plan, goal.id),
        ))
    });
    let Some((title, skill, wish, (done, all))) = found else {
        return view! {
            <Screen title=t("done.gone")>
                <div class="mb-actions"><LinkButton label=t("lost.home") href="/" /></div>
            </Screen>
        }
        .into_any();
    };
    let (icon, skill_title, skill_text) = skill::words(skill);
    let error = RwSignal::new(None);
    let undo = Callback::new(move |()| {
        app.act(Event::MiniStepReopened { mini_step: id }, error, move || {
            app.go_replacing(&Route::Today);
        });
    });
    let progress = tf(
        "done.progress",
        &[("done", &done.to_string()), ("all", &all.to_string())],
    );
    view! {
        <div class="mb-moment">
            <img src="/pictures/done.svg" alt="" width="344" height="200" />
            <Screen title=t("done.title")>
                <p class="mb-lead" dir="auto">{tf("done.you_did", &[("title", &title)])}</p>
                <section class="mb-card mb-card--quiet">
                    <Picture name=icon small=true />
                    <div>
                        <h2 class="nl-heading nl-heading--level-3">{skill_title}</h2>
                        <p>{skill_text}</p>
                    </div>
                </section>
                <p class="mb-muted">{progress}<br /><b dir="auto">{wish}</b></p>
                <FieldError id="done-error".to_owned() error />
                <div class="mb-actions">
                    <LinkButton label=t("done.on") href="/" />
                </div>
                <a class="nl-link mb-more" href=Route::LookBack.path()>{t("done.look_back")}</a>
                <Button label=t("done.undo") weight=Weight::Subtle on_click=undo />
            </Screen>
        </div>
    }
    .into_any()
}
