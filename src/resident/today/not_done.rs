//! "Niet gelukt": four equal exits, and nothing is counted (R4).

use leptos::prelude::*;
use mijn_brug_plan::event::Part;
use mijn_brug_plan::ids::MiniStepId;
use mijn_brug_plan::{Command, Event, rules};

use crate::device::{draft, page};
use crate::resident::context::{App, use_app};
use crate::resident::route::Route;
use crate::ui::day_picker::DayPicker;
use crate::ui::field::{Field, FieldError, Kind};
use crate::ui::format;
use crate::ui::icon::Picture;
use crate::ui::new_id::NewId;
use crate::ui::parsed_field;
use crate::ui::screen::{Button, EntryForm, LinkButton, Screen, Weight};
use crate::ui::split::{self, SplitFields};
use crate::ui::texts::{t, tf};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    Smaller,
    OtherDay,
    Help,
    LetGo,
}

/// The screen for a mini-step that was not done.
pub fn not_done(id: MiniStepId) -> AnyView {
    let app = use_app();
    let title = app.plan_now(|plan| {
        plan.mini_steps
            .get(&id)
            .filter(|it| it.is_open())
            .map(|it| it.title.clone())
    });
    let Some(title) = title else {
        return view! {
            <Screen title=t("done.gone")>
                <div class="mb-actions"><LinkButton label=t("lost.home") href="/" /></div>
            </Screen>
        }
        .into_any();
    };
    let chosen = RwSignal::new(None::<Exit>);
    let body = move || match chosen.get() {
        None => exits(chosen),
        Some(Exit::Smaller) => smaller(app, id),
        Some(Exit::OtherDay) => other_day(app, id),
        Some(Exit::Help) => help(app, id),
        Some(Exit::LetGo) => let_go(app, id, chosen),
    };
    view! {
        <Screen title=t("not_done.title") back="/">
            <p class="mb-quote" dir="auto">{title}</p>
            {body}
        </Screen>
    }
    .into_any()
}

fn exits(chosen: RwSignal<Option<Exit>>) -> AnyView {
    let exit = move |exit: Exit, icon: &'static str, name: String, text: String| {
        let choose = move |_| {
            chosen.set(Some(exit));
            page::after_paint(|| page::focus("exit"));
        };
        view! {
            <li>
                <button type="button" class="mb-exit" on:click=choose>
                    <Picture name=icon />
                    <strong>{name}</strong>
                    <small>{text}</small>
                </button>
            </li>
        }
    };
    view! {
        <p class="mb-lead">{t("not_done.lead")}</p>
        <ul class="mb-exits">
            {exit(Exit::Smaller, "scissors", t("not_done.smaller"), t("not_done.smaller_text"))}
            {exit(Exit::OtherDay, "calendar", t("not_done.other_day"), t("not_done.other_day_text"))}
            {exit(Exit::Help, "life-buoy", t("not_done.help"), t("not_done.help_text"))}
            {exit(Exit::LetGo, "feather", t("not_done.let_go"), t("not_done.let_go_text"))}
        </ul>
        <p class="mb-muted">{t("not_done.nothing_counted")}</p>
    }
    .into_any()
}

/// To Vandaag, which says what happened.
fn leave(app: App, words: String) {
    super::EXIT_TAKEN.set(Some(words));
    app.go_replacing(&Route::Today);
}

fn heading(text: String) -> AnyView {
    view! { <h2 id="exit" class="nl-heading nl-heading--level-2" tabindex="-1">{text}</h2> }.into_any()
}

fn smaller(app: App, id: MiniStepId) -> AnyView {
    let domain = app.plan_now(|plan| {
        let step = plan.steps.get(&plan.mini_steps.get(&id)?.step)?;
        Some(plan.goal(step.goal)?.domain.clone())
    });
    let error = RwSignal::new(None);
    let parts = SplitFields::new(&format!("split.{id}"));
    let new = NewId::new(&format!("split.{id}"));
    let save = Callback::new(move |()| {
        let part = |(place, title)| Part {
            mini_step: MiniStepId::from_random(new.nth(place)),
            title,
        };
        let into = parts.texts().into_iter().enumerate().map(part).collect();
        app.act(Event::MiniStepSplit { mini_step: id, into }, error, move || {
            draft::clear(&format!("split.{id}"));
            leave(app, t("exit.smaller"));
        });
    });
    view! {
        {heading(t("not_done.smaller"))}
        <p class="nl-paragraph">{t("not_done.smaller_lead")}</p>
        <EntryForm>
            {split::fields(parts)}
            {split::examples(app.content, domain.as_ref(), parts)}
            <FieldError id="exit-error".to_owned() error />
            <div class="mb-actions"><Button label=t("not_done.smaller_save") submits=true on_click=save /></div>
        </EntryForm>
    }
    .into_any()
}

fn other_day(app: App, id: MiniStepId) -> AnyView {
    let error = RwSignal::new(None);
    let day = parsed_field::day("move-date", draft::text(format!("move.{id}"), String::new()));
    let save = Callback::new(move |()| {
        let Ok(day) = day.optional() else { return };
        app.act(Event::MiniStepMoved { mini_step: id, day }, error, move || {
            draft::clear(&format!("move.{id}"));
            let words = day.map_or_else(
                || t("exit.later"),
                |day| tf("exit.moved", &[("day", &format::day(day))]),
            );
            leave(app, words);
        });
    });
    view! {
        {heading(t("not_done.other_day"))}
        <DayPicker name="move" legend=t("not_done.which_day") none=t("not_done.later") day />
        <FieldError id="exit-error".to_owned() error />
        <div class="mb-actions"><Button label=t("not_done.other_day_save") on_click=save /></div>
    }
    .into_any()
}

fn help(app: App, id: MiniStepId) -> AnyView {
    let error = RwSignal::new(None);
    let known = app
        .plan_now(|plan| plan.mini_steps.get(&id).and_then(|it| it.supporter.clone()))
        .unwrap_or_default();
    let is_alone = app.plan_now(|plan| plan.pairing.is_none());
    let who = draft::text(format!("help.{id}.who"), known);
    let question = draft::text(format!("help.{id}.question"), String::new());
    let save = Callback::new(move |()| {
        let who = who.get_untracked().trim().to_owned();
        let question = question.get_untracked().trim().to_owned();
        let mut commands: Vec<Command> = vec![
            Event::HelpAsked {
                mini_step: id,
                question,
            }
            .into(),
        ];
        if rules::require_title(&who).is_ok() || who.chars().count() > rules::TITLE_MAX {
            commands.push(
                Event::SupporterSet {
                    mini_step: id,
                    supporter: Some(who),
                }
                .into(),
            );
        }
        app.act(Command::All(commands), error, move || {
            draft::clear(&format!("help.{id}"));
            leave(
                app,
                if is_alone {
                    t("exit.asked")
                } else {
                    t("exit.asked_caseworker")
                },
            );
        });
    });
    view! {
        {heading(t("not_done.help"))}
        <p class="nl-paragraph">{t("not_done.help_lead")}</p>
        {is_alone.then(|| view! { <p class="mb-hint">{t("appointment.not_told")}</p> }.into_any())}
        <a class="nl-link nl-link--alone" href=Route::HelpNow.path()>{t("help_now.title")}</a>
        <EntryForm>
            <Field id="help-who" label=t("not_done.help_who") hint=t("not_done.help_who_hint") value=who />
            <Field id="help-question" label=t("not_done.help_question") value=question kind=Kind::Lines />
            <FieldError id="exit-error".to_owned() error />
            <div class="mb-actions"><Button label=t("not_done.help_save") submits=true on_click=save /></div>
        </EntryForm>
    }
    .into_any()
}

fn let_go(app: App, id: MiniStepId, chosen: RwSignal<Option<Exit>>) -> AnyView {
    let error = RwSignal::new(None);
    let save = Callback::new(move |()| {
        app.act(Event::MiniStepLetGo { mini_step: id }, error, move || {
            leave(app, t("exit.stopped"));
        });
    });
    let text = tf("not_done.let_go_lead", &[("plan", &t("nav.plan"))]);
    view! {
        {heading(t("not_done.let_go"))}
        <p class="nl-paragraph">{text}</p>
        <FieldError id="exit-error".to_owned() error />
        <div class="mb-actions">
            <Button label=t("not_done.let_go_save") on_click=save />
            <Button label=t("not_done.keep") weight=Weight::Secondary on_click=Callback::new(move |()| chosen.set(None)) />
        </div>
    }
    .into_any()
}
