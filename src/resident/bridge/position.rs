//! One domain: five sentences, of which one tap places it on the bridge.

use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::content::Domain;
use mijn_brug_plan::ids::{ContentVersion, DomainId};
use mijn_brug_plan::plan::Position;
use mijn_brug_plan::values::Level;

use super::JUST_ANSWERED;
use crate::device::{clock, speech};
use crate::resident::context::{App, use_app};
use crate::resident::route::Route;
use crate::ui::busy::Busy;
use crate::ui::content;
use crate::ui::field::FieldError;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::plan_view::{domain_name, sentence};
use crate::ui::position_form::older;
use crate::ui::scene;
use crate::ui::screen::{LinkButton, Notice, Screen};
use crate::ui::texts::{t, tf};

/// The screen of one domain: its sentences, and the positions marked before.
pub fn position(domain: DomainId) -> AnyView {
    let app = use_app();
    let is_broken = Memo::new(move |_| app.content.with(Result::is_err));
    // Drawn again only when content comes that was not there.
    (move || {
        _ = is_broken.get();
        draw(app, domain.clone())
    })
    .into_any()
}

fn draw(app: App, domain: DomainId) -> AnyView {
    let known = app.content.with_untracked(|content| {
        let content = content.as_ref().ok()?;
        let (pillar, _, known) = content.domain(&domain)?;
        Some((pillar, known.clone(), content.version.clone()))
    });
    match known {
        Some((pillar, known, version)) => view! {
            <Screen title=known.name.clone() back=Route::ChooseDomain.path()>
                {answers(app, pillar, known, version)}
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

/// The five sentences and "geldt niet voor mij". Each saves at once.
fn answers(app: App, pillar: usize, domain: Domain, version: ContentVersion) -> AnyView {
    let id = domain.id.clone();
    let (current, is_not_applicable) = app.plan_now(|plan| {
        let current = plan.position(&id).cloned();
        (current, plan.is_not_applicable(&id))
    });
    let error = RwSignal::new(None);
    let busy = Busy::new();
    let older = current
        .as_ref()
        .filter(|position| position.content != version)
        .map(|position| older(position.sentence.clone()));
    let level_now = current.as_ref().map(|position| position.level);
    let answer = {
        let id = id.clone();
        move |event: Event, is_new: bool| {
            let id = id.clone();
            app.act(event, error, move || {
                // The same answer again records nothing: undoing it would take back the earlier one.
                if is_new {
                    JUST_ANSWERED.set(Some(id.clone()));
                }
                app.go_replacing(&Route::Placed(id));
            });
        }
    };
    let rows = Level::all()
        .map(|level| {
            let words = domain.sentence(level).to_owned();
            // The words and the wish to talk about it stay with the domain when the resident only moves the position.
            let (note, talk) = current.as_ref().map_or_else(Default::default, |position| {
                (position.note.clone(), position.talk)
            });
            let event = Event::PositionMarked {
                domain: id.clone(),
                level,
                sentence: words.clone(),
                content: version.clone(),
                day: clock::today(),
                note,
                talk,
            };
            let is_new = current.as_ref().is_none_or(|position| {
                (position.level, position.day) != (level, clock::today()) || position.content != version
            });
            let answer = answer.clone();
            row(
                scene::situation(&domain, level, pillar),
                words,
                level_now == Some(level),
                move || busy.press(|| answer(event.clone(), is_new)),
            )
        })
        .collect_view();
    let domain_id = id.clone();
    let not_applicable = move |_| {
        let event = Event::NotApplicableMarked {
            domain: domain_id.clone(),
        };
        busy.press(|| answer(event, !is_not_applicable));
    };
    view! {
        {older}
        <ul class="mb-sentences">{rows}</ul>
        <FieldError id="position-error".to_owned() error />
        <button
            type="button"
            class="nl-button nl-button--secondary"
            aria-pressed=is_not_applicable.to_string()
            on:click=not_applicable
        >
            {is_not_applicable.then(|| view! { <Icon name="check" /> }.into_any())}
            <span>{t("position.not_applicable")}</span>
        </button>
    }
    .into_any()
}

/// A sentence, with a button of its own that reads it aloud.
fn row(picture: AnyView, words: String, is_current: bool, choose: impl Fn() + 'static) -> AnyView {
    let spoken = words.clone();
    let listen = tf("position.listen", &[("sentence", &words)]);
    let read_aloud = speech::can_speak().then(|| {
        view! {
            <button
                type="button"
                class="mb-sentence__listen"
                aria-label=listen
                on:click=move |_| speech::say(&spoken)
            >
                <Icon name="volume-2" />
            </button>
        }
        .into_any()
    });
    view! {
        <li class="mb-sentence">
            <button
                type="button"
                class="mb-sentence__choose"
                aria-pressed=is_current.to_string()
                on:click=move |_| choose()
            >
                {picture}
                <span dir="auto">{words}</span>
                {is_current.then(|| view! { <Icon name="check" /> }.into_any())}
            </button>
            {read_aloud}
        </li>
    }
    .into_any()
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
