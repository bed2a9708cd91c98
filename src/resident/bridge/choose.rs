//! "Waar loop je tegenaan?": the domains as pictures, one tap each.

use leptos::prelude::*;
use mijn_brug_plan::content::Content;
use mijn_brug_plan::ids::DomainId;

use crate::resident::context::{App, use_app};
use crate::resident::route::Route;
use crate::ui::content;
use crate::ui::icon::Icon;
use crate::ui::scene;
use crate::ui::screen::Screen;
use crate::ui::texts::t;

/// The screen on which a resident chooses what to look at. It leads to the domain's sentences.
pub fn choose() -> AnyView {
    let app = use_app();
    let has_answers = app.plan_now(|plan| !plan.positions.is_empty());
    let back = has_answers.then(|| Route::Bridge.path());
    let tiles = tiles(app, Route::Position);
    let title = t("choose.title");
    match back {
        Some(back) => view! { <Screen title back>{content::broken(app.content)}{tiles}</Screen> }.into_any(),
        None => view! { <Screen title>{content::broken(app.content)}{tiles}</Screen> }.into_any(),
    }
}

/// A tile for each domain. A domain that was answered keeps its tile and gets a tick, but no level.
pub fn tiles(app: App, route: fn(DomainId) -> Route) -> AnyView {
    let draw = move |content: &Content| {
        content
            .domains()
            .map(|(pillar, _, domain)| {
                let id = &domain.id;
                let is_answered = app.plan(|plan| plan.position(id).is_some() || plan.is_not_applicable(id));
                let tick = is_answered.then(|| {
                    view! {
                        <span class="mb-tile__tick">
                            <Icon name="check" />
                            <span class="mb-visually-hidden">{t("choose.answered")}</span>
                        </span>
                    }
                    .into_any()
                });
                tile(
                    route(id.clone()),
                    scene::scene(domain, pillar),
                    domain.name.clone(),
                    tick,
                )
            })
            .collect_view()
    };
    view! {
        <ul class="mb-tiles">
            // Drawn again when the content is there after all.
            {move || app.content(draw)}
            {tile(Route::Bridge, scene::unknown(), t("choose.unknown"), None)}
        </ul>
    }
    .into_any()
}

fn tile(route: Route, picture: AnyView, name: String, tick: Option<AnyView>) -> AnyView {
    view! {
        <li>
            <a class="mb-tile" href=route.path()>
                {picture}
                <span class="mb-tile__name">{name}{tick}</span>
            </a>
        </li>
    }
    .into_any()
}
