//! The cards below the list of domains: the most urgent domain, and the links between domains.

use leptos::prelude::*;
use mijn_brug_plan::plan::GoalState;

use super::links::sentences;
use crate::resident::context::use_app;
use crate::resident::route::Route;
use crate::ui::icon::Picture;
use crate::ui::paginate::{CARDS, paginate};
use crate::ui::plan_view::domain_name;
use crate::ui::texts::{t, tf};

/// Both cards.
pub fn cards() -> AnyView {
    view! {
        {urgency()}
        {links()}
    }
    .into_any()
}

fn card(icon: &'static str, title: String, body: AnyView, link: (Route, String)) -> AnyView {
    view! {
        <section class="mb-card mb-card--quiet">
            <Picture name=icon small=true />
            <div>
                <h2 class="nl-heading nl-heading--level-3">{title}</h2>
                {body}
                <a class="nl-link mb-card__link" href=link.0.path()>{link.1}</a>
            </div>
        </section>
    }
    .into_any()
}

fn urgency() -> AnyView {
    let app = use_app();
    (move || {
        let Some(domain) = app.plan(|plan| plan.urgency.clone()) else {
            let body = view! { <p>{t("urgency.none_yet")}</p> }.into_any();
            return card(
                "flag",
                t("urgency.title"),
                body,
                (Route::Urgency, t("urgency.choose")),
            );
        };
        let name = app
            .content
            .with(|content| domain_name(content.as_ref().ok(), &domain));
        let goals = app.plan(|plan| {
            let goals = plan
                .goals
                .iter()
                .filter(|goal| goal.domain == domain && goal.state == GoalState::Active);
            goals.map(|goal| (goal.id, goal.wish.clone())).collect::<Vec<_>>()
        });
        let goal = if goals.is_empty() {
            let path = Route::NewGoalOn(domain).path();
            view! { <a class="nl-link mb-card__link" href=path>{t("position.make_goal")}</a> }.into_any()
        } else {
            let links = goals.into_iter().map(|(id, wish)| {
                let words = tf("urgency.goal", &[("wish", &wish)]);
                view! { <a class="nl-link mb-card__link" dir="auto" href=Route::Goal(id).path()>{words}</a> }
                    .into_any()
            });
            let (links, more) = paginate(links.collect(), CARDS);
            view! { {links}{more} }.into_any()
        };
        let body = view! {
            <p><b>{name}</b></p>
            {goal}
        };
        card(
            "flag",
            t("urgency.title"),
            body.into_any(),
            (Route::Urgency, t("urgency.other")),
        )
    })
    .into_any()
}

fn links() -> AnyView {
    let app = use_app();
    (move || {
        let drawn = sentences(app);
        let (body, action) = if drawn.is_empty() {
            (
                view! { <p>{t("links.none_yet")}</p> }.into_any(),
                t("links.first"),
            )
        } else {
            let lines = drawn
                .into_iter()
                .map(|(_, words)| view! { <li>{words}</li> }.into_any())
                .collect_view();
            (
                view! { <ul class="mb-lines">{lines}</ul> }.into_any(),
                t("links.change"),
            )
        };
        card("link", t("links.title"), body, (Route::Links, action))
    })
    .into_any()
}
