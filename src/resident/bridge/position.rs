//! Marking a position on one domain: the sentence that fits best now.

use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::content::Domain;
use mijn_brug_plan::ids::{ContentVersion, DomainId};
use mijn_brug_plan::plan::Position;

use super::JUST_MARKED;
use crate::resident::context::{App, use_app};
use crate::resident::route::Route;
use crate::ui::content;
use crate::ui::format;
use crate::ui::plan_view::{domain_name, sentence};
use crate::ui::position_form::{PositionSubject, position_form};
use crate::ui::screen::{LinkButton, Notice, Screen, Weight};
use crate::ui::texts::t;

/// The screen of one domain: its sentences, and the positions marked before.
pub fn position(domain: DomainId) -> AnyView {
    let app = use_app();
    let is_broken = Memo::new(move |_| app.content.with(Result::is_err));
    // Drawn again only when content comes that was not there: a form may be half filled in.
    (move || {
        _ = is_broken.get();
        draw(app, domain.clone())
    })
    .into_any()
}

fn draw(app: App, domain: DomainId) -> AnyView {
    let known = app.content.with_untracked(|content| {
        let content = content.as_ref().ok()?;
        let (place, pillar, known) = content.domain(&domain)?;
        Some((place, pillar.name.clone(), known.clone(), content.version.clone()))
    });
    match known {
        Some((place, pillar, known, version)) => view! {
            <Screen title=known.name.clone() above=pillar back=Route::Bridge.path()>
                {form(app, place, known, version)}
                {history(app, &domain)}
            </Screen>
        }
        .into_any(),
        None => view! {
            <Screen title=domain_name(None, &domain) back=Route::Bridge.path()>
                {if app.content.with_untracked(Result::is_err) {
                    content::broken(app.content)
                } else {
                    view! { <Notice kind="info" text=t("position.unknown") /> }.into_any()
                }}
                {history(app, &domain)}
                <div class="mb-actions"><LinkButton label=t("nav.bridge") href=Route::Bridge.path() /></div>
            </Screen>
        }
        .into_any(),
    }
}

fn form(app: App, pillar: usize, domain: Domain, version: ContentVersion) -> AnyView {
    let id = domain.id.clone();
    let current = app.plan_now(|plan| plan.position(&id).cloned());
    let goal = current.is_some().then(|| {
        let path = Route::NewGoalOn(id.clone()).path();
        view! { <LinkButton label=t("position.make_goal") href=path icon="sprout" weight=Weight::Secondary /> }
            .into_any()
    });
    let subject = PositionSubject {
        drafts: format!("position.{id}."),
        pillar,
        domain,
        version,
        current,
    };
    let go = Callback::new(move |()| {
        JUST_MARKED.set(Some(id.clone()));
        app.go_replacing(&Route::Bridge);
    });
    position_form(subject, true, move |event: Event| app.saving(event), go, goal)
}

/// Every position marked on this domain, newest first, in the wording of its time.
fn history(app: App, domain: &DomainId) -> Option<AnyView> {
    let lines: Vec<_> = app.content.with_untracked(|content| {
        app.plan_now(|plan| {
            let history = plan.positions.get(domain).map_or(&[][..], Vec::as_slice);
            // Of each day only the last position counts: a mistaken tap is not history.
            let days = history.chunk_by(|one, other| one.day == other.day);
            let history: Vec<&Position> = days.filter_map(<[Position]>::last).collect();
            let line = |position: &&Position| {
                (
                    position.day,
                    sentence(content.as_ref().ok(), domain, position),
                    position.note.clone(),
                )
            };
            history.iter().rev().map(line).collect()
        })
    });
    if lines.is_empty() {
        return None;
    }
    let lines = lines
        .into_iter()
        .map(|(day, sentence, note)| {
            let note = Some(note).filter(|note| !note.is_empty());
            view! {
                <li>
                    <small>{format::capital(&format::day(day))}</small>
                    <span dir="auto">{sentence}</span>
                    {note.map(|note| view! { <p class="mb-quote" dir="auto">{note}</p> }.into_any())}
                </li>
            }
            .into_any()
        })
        .collect_view();
    Some(
        view! {
            <details class="mb-details">
                <summary>{t("position.history")}</summary>
                <div class="mb-timeline"><ol>{lines}</ol></div>
            </details>
        }
        .into_any(),
    )
}
