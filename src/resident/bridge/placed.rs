//! "Wonen staat op je brug": the new stone, what the resident said, and two ways on.

use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::ids::DomainId;
use mijn_brug_plan::plan::Position;
use mijn_brug_plan::query;

use super::JUST_ANSWERED;
use crate::device::draft;
use crate::resident::context::{App, use_app};
use crate::resident::route::Route;
use crate::ui::bridge::{Drawing, overview};
use crate::ui::field::{Checkbox, Field, FieldError, Kind};
use crate::ui::plan_view::{domain_name, sentence};
use crate::ui::saving::Autosaved;
use crate::ui::screen::{Button, LinkButton, Screen, Weight, later};
use crate::ui::texts::{t, tf};

/// The screen after an answer on a domain.
pub fn placed(domain: DomainId) -> AnyView {
    let app = use_app();
    let is_just_answered = JUST_ANSWERED.take().as_ref() == Some(&domain);
    let (position, is_not_applicable) = app.plan_now(|plan| {
        let position = plan.position(&domain).cloned();
        (position, plan.is_not_applicable(&domain))
    });
    let (name, said) = app.content.with_untracked(|content| {
        let content = content.as_ref().ok();
        let said = position
            .as_ref()
            .map(|position| sentence(content, &domain, position));
        (domain_name(content, &domain), said)
    });
    let title = if is_not_applicable {
        tf("placed.not_applicable", &[("domain", &name)])
    } else {
        tf("placed.title", &[("domain", &name)])
    };
    let bridge = Memo::new(move |_| {
        app.content
            .with(|content| app.plan(|plan| overview(content.as_ref().ok(), plan, None, false)))
    });
    let tap = Callback::new(move |_| app.go(&Route::Bridge));
    let on = (!is_not_applicable).then(|| way_on(app, &domain));
    let more = position.map(|position| more(app, domain.clone(), position));
    view! {
        <Screen title back=Route::Position(domain.clone()).path()>
            <Drawing overview=bridge on_tap=tap />
            {said.map(|said| view! {
                <div>
                    <p class="mb-muted">{t("placed.you_said")}</p>
                    <p class="mb-quote" dir="auto">{said}</p>
                </div>
            }.into_any())}
            <div class="mb-actions">
                {on}
                <LinkButton
                    label=t("placed.another")
                    href=Route::ChooseDomain.path()
                    weight=if is_not_applicable { Weight::Primary } else { Weight::Secondary }
                />
            </div>
            {more}
            {is_just_answered.then(|| undo(app, domain))}
        </Screen>
    }
    .into_any()
}

/// To the goal on this domain, or to a new one.
fn way_on(app: App, domain: &DomainId) -> AnyView {
    let goal = app.plan_now(|plan| query::active_goal_on(plan, domain));
    let (label, route) = match goal {
        Some(goal) => (t("placed.to_goal"), Route::Goal(goal)),
        None => (t("placed.do_something"), Route::NewGoalOn(domain.clone())),
    };
    view! { <LinkButton label href=route.path() /> }.into_any()
}

/// "Hier wil ik over praten", and the resident's own words.
fn more(app: App, domain: DomainId, position: Position) -> AnyView {
    let drafts = format!("position.{domain}.");
    let note = draft::text(format!("{drafts}note"), position.note.clone());
    let talk = RwSignal::new(position.talk);
    let stored = joined(&position.note, position.talk);
    let value = move || Some(joined(&note.try_get_untracked()?, talk.try_get_untracked()?));
    let kept = Autosaved::new(drafts, stored, value, move |_| {
        app.saving(Event::PositionMarked {
            domain: domain.clone(),
            level: position.level,
            sentence: position.sentence.clone(),
            content: position.content.clone(),
            day: position.day,
            note: note.get_untracked(),
            talk: talk.get_untracked(),
        })
    });
    let fields = view! {
        <Checkbox id="talk" label=t("position.talk") value=talk />
        <Field id="note" label=t("position.note") hint=t("position.note_hint") value=note kind=Kind::Lines error=kept.error />
    };
    view! {
        <details class="mb-details">
            <summary>{t("more.along")}</summary>
            {kept.around(fields)}
        </details>
    }
    .into_any()
}

fn joined(note: &str, talk: bool) -> String {
    format!("{talk}\n{note}")
}

/// Takes the answer back. It stays until the resident moves on: people read slowly, so no timer takes it away.
fn undo(app: App, domain: DomainId) -> AnyView {
    let error = RwSignal::new(None);
    let take_back = Callback::new(move |()| {
        let event = Event::PositionTakenBack {
            domain: domain.clone(),
        };
        let back = Route::Position(domain.clone());
        app.act(event, error, move || app.go_replacing(&back));
    });
    view! {
        <div class="mb-undo">
            <p role="status">{later(|| t("placed.saved"))}</p>
            <Button label=t("placed.undo") icon="undo-2" weight=Weight::Subtle on_click=take_back />
        </div>
        <FieldError id="undo-error".to_owned() error />
    }
    .into_any()
}
