//! A new goal: on which domain, and what the resident wants there.

use leptos::prelude::*;
use mijn_brug_plan::content::Content;
use mijn_brug_plan::ids::{DomainId, GoalId};
use mijn_brug_plan::{Event, Plan};

use crate::device::draft;
use crate::resident::context::{App, use_app};
use crate::resident::route::Route;
use crate::ui::choice::choice;
use crate::ui::content;
use crate::ui::field::{Field, FieldError, Kind};
use crate::ui::icon::Dot;
use crate::ui::new_id::NewId;
use crate::ui::plan_view::sentence;
use crate::ui::screen::{Button, Screen};
use crate::ui::texts::t;

/// The screen for a new goal.
pub fn new_goal(domain: Option<DomainId>) -> AnyView {
    let app = use_app();
    let start = domain.or_else(|| app.plan_now(|plan| plan.urgency.clone()));
    let chosen = draft::text(
        "goal.domain".to_owned(),
        start.map_or_else(String::new, |domain| domain.0),
    );
    let wish = draft::text("goal.wish".to_owned(), String::new());
    let new = NewId::new("goal");
    let error = RwSignal::new(None);
    let domain_error = RwSignal::new(None);
    let save = Callback::new(move |()| {
        let domain = chosen.get_untracked();
        if domain.is_empty() {
            domain_error.set(Some(t("goal.domain_missing")));
            return;
        }
        let domain = DomainId(domain);
        // The id may belong to a goal that was saved on another domain just before the page was lost. Keep that goal,
        // and give this one a new id.
        let is_of_another = |plan: &Plan| {
            let saved = plan.goal(GoalId::from_random(new.get()));
            saved.is_some_and(|goal| goal.domain != domain)
        };
        if app.plan_now(is_of_another) {
            new.renew();
        }
        let goal = GoalId::from_random(new.get());
        let wish = wish.get_untracked().trim().to_owned();
        app.act(Event::GoalSet { goal, domain, wish }, error, move || {
            draft::clear("goal.");
            app.go_replacing(&Route::Goal(goal));
        });
    });
    view! {
        <Screen title=t("goal.new") back=Route::Plan.path()>
            {content::broken(app.content)}
            {domains(app, chosen)}
            <FieldError id="goal-domain-error".to_owned() error=domain_error about=chosen />
            <Field
                id="goal-wish"
                label=t("goal.wish")
                hint=t("goal.wish_hint")
                value=wish
                kind=Kind::FewLines
                error
            />
            <div class="mb-actions"><Button label=t("goal.save") on_click=save /></div>
        </Screen>
    }
    .into_any()
}

/// All domains as radio buttons, with the sentence marked on each.
fn domains(app: App, chosen: RwSignal<String>) -> AnyView {
    let draw = move |content: &Content| {
        content
            .domains()
            .map(|(pillar, _, domain)| {
                let id = domain.id.clone();
                let sentence = app.plan_now(|plan| {
                    let position = plan.position(&id)?;
                    Some(sentence(Some(content), &id, position))
                });
                let shown = view! {
                    <Dot name=domain.picture.clone() pillar />
                    <span class="mb-choice__words">
                        <b>{domain.name.clone()}</b>
                        {sentence.map(|sentence| view! { <small dir="auto">{sentence}</small> }.into_any())}
                    </span>
                };
                choice("goal-domain", chosen, id.0, shown.into_any())
            })
            .collect_view()
    };
    // Drawn again when the content is there after all.
    let options = move || app.content(draw);
    view! {
        <fieldset class="mb-fieldset">
            <legend class="utrecht-form-label">{t("goal.domain")}</legend>
            <div class="mb-choices">{options}</div>
        </fieldset>
    }
    .into_any()
}
