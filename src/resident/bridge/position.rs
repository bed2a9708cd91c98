//! Choosing a place on one domain: the sentence that fits best now.

use crate::ui::dom::{IntoNode, Node, view};
use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::content::Domain;
use mijn_brug_plan::ids::{ContentVersion, DomainId};
use mijn_brug_plan::plan::Position;

use super::JUST_MARKED;
use crate::device::{clock, draft};
use crate::resident::route::Route;
use crate::resident::state::{App, use_app};
use crate::ui::field::{Checkbox, Field, FieldError, Kind};
use crate::ui::format;
use crate::ui::level_choice::{level_choices, read_level};
use crate::ui::plan_view::{domain_name, sentence};
use crate::ui::screen::{Act, GoTo, Notice, Screen, Weight};
use crate::ui::texts::t;

const YES: &str = "1";

/// The screen.
pub fn position(domain: DomainId) -> Node {
    let app = use_app();
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
        .into_node(),
        None => view! {
            <Screen title=domain_name(None, &domain) back=Route::Bridge.path()>
                <Notice kind="info" text=t("position.unknown") />
                {history(app, &domain)}
                <div class="mb-actions"><GoTo label=t("nav.bridge") href=Route::Bridge.path() /></div>
            </Screen>
        }
        .into_node(),
    }
}

/// The five sentences, the note, and the button. Nothing is chosen beforehand on a first visit.
fn form(app: App, place: usize, domain: Domain, version: ContentVersion) -> Node {
    let id = domain.id.clone();
    let current = app.plan_now(|plan| plan.position(&id).cloned());
    let prefix = format!("position.{id}.");
    let start = |of: fn(&Position) -> String| current.as_ref().map(of).unwrap_or_default();
    let chosen = draft::text(
        format!("{prefix}level"),
        start(|position| position.level.get().to_string()),
    );
    let note = draft::text(format!("{prefix}note"), start(|position| position.note.clone()));
    let talk_kept = draft::text(
        format!("{prefix}talk"),
        start(|position| {
            if position.talk {
                YES.to_owned()
            } else {
                String::new()
            }
        }),
    );
    let talk = RwSignal::new(talk_kept.get_untracked() == YES);
    Effect::new(move |_| talk_kept.set(if talk.get() { YES.to_owned() } else { String::new() }));
    let older = current
        .as_ref()
        .filter(|position| position.content != version)
        .map(|position| position.sentence.clone());
    let error = RwSignal::new(None::<String>);
    Effect::new(move |_| {
        chosen.track();
        error.set(None);
    });
    let question = domain.question.clone();
    let choices = level_choices("level", chosen, place, &domain);
    let save = Callback::new(move |()| {
        let Some(level) = read_level(chosen) else {
            error.set(Some(t("position.choose_first")));
            return;
        };
        let event = Event::PositionMarked {
            domain: domain.id.clone(),
            level,
            sentence: domain.sentence(level).to_owned(),
            content: version.clone(),
            day: clock::today(),
            note: note.get_untracked(),
            talk: talk.get_untracked(),
        };
        let (prefix, marked) = (prefix.clone(), domain.id.clone());
        app.act(event, error, move || {
            draft::clear(&prefix);
            JUST_MARKED.set(Some(marked));
            app.go_instead(&Route::Bridge);
        });
    });
    let goal = current.map(|_| {
        let path = Route::NewGoal(Some(id)).path();
        view! { <GoTo label=t("position.make_goal") href=path icon="sprout" weight=Weight::Secondary /> }
    });
    view! {
        {older.map(|sentence| view! {
            <div>
                <p class="mb-muted">{t("position.older")}</p>
                <p class="mb-quote" dir="auto">{sentence}</p>
            </div>
        })}
        <fieldset class="mb-fieldset">
            <legend class="mb-lead">{question}" "{t("position.lead")}</legend>
            <div class="mb-choices">{choices}</div>
        </fieldset>
        <Checkbox id="talk" label=t("position.talk") value=talk />
        <Field id="note" label=t("position.note") hint=t("position.note_hint") value=note kind=Kind::Lines />
        <FieldError id="position-error".to_owned() error />
        <div class="mb-actions">
            <Act label=t("position.save") on_click=save />
            {goal}
        </div>
    }
}

/// Every place that was chosen here, newest first, in the words of then.
fn history(app: App, domain: &DomainId) -> Option<Node> {
    let lines: Vec<_> = app.content.with_untracked(|content| {
        app.plan_now(|plan| {
            let history = plan.positions.get(domain).map_or(&[][..], Vec::as_slice);
            let line = |position: &Position| {
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
                    {note.map(|note| view! { <p class="mb-quote" dir="auto">{note}</p> })}
                </li>
            }
        })
        .collect::<Node>();
    Some(
        view! {
            <details class="mb-details">
                <summary>{t("position.history")}</summary>
                <div class="mb-timeline"><ol>{lines}</ol></div>
            </details>
        }
        .into_node(),
    )
}
