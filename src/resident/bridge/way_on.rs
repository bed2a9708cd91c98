//! What the bridge offers next: to the goal of the most urgent domain, or what leads there.

use leptos::prelude::*;
use mijn_brug_plan::{Plan, query};

use crate::resident::context::App;
use crate::resident::route::Route;
use crate::ui::plan_view::domain_name;
use crate::ui::screen::{LinkButton, Weight};
use crate::ui::texts::{t, tf};

/// One button that leads on, and one to another domain.
pub fn way_on(app: App) -> AnyView {
    let route = app.plan(next);
    let label = match &route {
        Route::Goal(_) => t("placed.to_goal"),
        Route::Urgency => t("urgency.choose"),
        Route::NewGoalOn(domain) => {
            let name = app
                .content
                .with(|content| domain_name(content.as_ref().ok(), domain));
            tf("bridge.do_something", &[("domain", &name)])
        }
        _ => t("bridge.begin"),
    };
    let another = (route != Route::ChooseDomain).then(|| {
        view! {
            <LinkButton
                label=t("placed.another")
                href=Route::ChooseDomain.path()
                weight=Weight::Secondary
            />
        }
        .into_any()
    });
    view! { <div class="mb-actions"><LinkButton label href=route.path() />{another}</div> }.into_any()
}

/// A first answer, then the most urgent of several, then a goal on it, then that goal.
fn next(plan: &Plan) -> Route {
    let domain = match (&plan.urgency, plan.positions.len()) {
        (Some(urgent), _) => urgent,
        (None, 0) => return Route::ChooseDomain,
        (None, 1) => match plan.positions.keys().next() {
            Some(only) => only,
            None => return Route::ChooseDomain,
        },
        (None, _) => return Route::Urgency,
    };
    query::active_goal_on(plan, domain).map_or_else(|| Route::NewGoalOn(domain.clone()), Route::Goal)
}
