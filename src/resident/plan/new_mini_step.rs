//! A new mini-step, with the one-day question and worked splits (R3).

use leptos::prelude::*;
use mijn_brug_plan::ids::{DomainId, MiniStepId, StepId};
use mijn_brug_plan::{Command, Event, rules};

use crate::device::{draft, page};
use crate::resident::context::{App, use_app};
use crate::resident::route::Route;
use crate::ui::field::{Field, FieldError, Segment};
use crate::ui::new_id::NewId;
use crate::ui::refusal::refused;
use crate::ui::screen::{Button, EntryForm, Notice, Screen};
use crate::ui::split::{self, SplitFields};
use crate::ui::texts::{t, tf};

/// The screen for a new mini-step.
pub fn new_mini_step(step: StepId) -> AnyView {
    let app = use_app();
    let found = app.plan_now(|plan| {
        let step = plan.steps.get(&step)?;
        Some((
            step.title.clone(),
            step.goal,
            plan.goal(step.goal)?.domain.clone(),
        ))
    });
    let Some((step_title, goal, domain)) = found else {
        return view! {
            <Screen title=t("goal.gone") back=Route::Plan.path()>
                <p class="nl-paragraph">{t("failure.changed")}</p>
            </Screen>
        }
        .into_any();
    };
    let key = format!("mini.{step}");
    let title = draft::text(format!("{key}.title"), String::new());
    let fits = draft::text(format!("{key}.fits"), String::new());
    let smaller = SplitFields::new(&key);
    let new = NewId::new(&key);
    let error = RwSignal::new(None);
    let [title_error, fits_error] = [(); 2].map(|()| RwSignal::new(None));
    let save = Callback::new(move |()| {
        let answer = fits.get_untracked();
        if answer.is_empty() {
            fits_error.set(Some(t("mini.fits_missing")));
            return;
        }
        let titles = if answer == "no" {
            smaller.texts()
        } else {
            let Some(title) = read(title, title_error) else {
                return;
            };
            vec![title]
        };
        if titles.is_empty() {
            error.set(Some(t("mini.parts_missing")));
            return;
        }
        let first = MiniStepId::from_random(new.get());
        let commands = titles.into_iter().enumerate();
        let commands = commands
            .map(|(place, title)| add(step, new.nth(place), title))
            .collect();
        app.act(Command::All(commands), error, move || {
            draft::clear(&format!("mini.{step}"));
            app.go_replacing(&Route::MiniStep(first));
        });
    });
    let answers = vec![
        ("yes".to_owned(), t("mini.fits_yes")),
        ("no".to_owned(), t("mini.fits_no")),
    ];
    let help = move || {
        (fits.get() == "no").then(|| {
            view! {
                <Notice kind="info" text=t("mini.split_lead") />
                {split::fields(smaller)}
                {split::examples(app.content)}
            }
            .into_any()
        })
    };
    view! {
        <Screen
            title=t("mini.new")
            above=tf("mini.for_step", &[("step", &step_title)])
            back=Route::Goal(goal).path()
        >
            <EntryForm>
                <Field
                    id="mini-title"
                    label=t("mini.title")
                    hint=t("mini.title_hint")
                    value=title
                    error=title_error
                />
                {ideas(app, &domain, title)}
                <Segment
                    legend=t("mini.fits")
                    name="fits"
                    options=answers
                    value=fits
                    on_choose=Callback::new(move |answer| fits.set(answer))
                />
                <FieldError id="fits-error".to_owned() error=fits_error about=fits />
                {help}
                <FieldError id="mini-error".to_owned() error />
                <div class="mb-actions"><Button label=t("mini.save") submits=true on_click=save /></div>
            </EntryForm>
        </Screen>
    }
    .into_any()
}

fn add(step: StepId, id: [u8; 8], title: String) -> Command {
    Event::MiniStepAdded {
        mini_step: MiniStepId::from_random(id),
        step,
        title,
        fits_in_a_day: true,
    }
    .into()
}

/// The title, if valid. Otherwise shows the reason at its field.
fn read(title: RwSignal<String>, error: RwSignal<Option<String>>) -> Option<String> {
    let title = title.get_untracked().trim().to_owned();
    let refusal = rules::require_title(&title).err();
    if let Some(refusal) = refusal {
        error.set(Some(refused(refusal)));
        page::after_paint(page::focus_invalid);
    }
    refusal.is_none().then_some(title)
}

/// Examples for the domain, to copy with one tap.
fn ideas(app: App, domain: &DomainId, title: RwSignal<String>) -> AnyView {
    let ideas = app
        .content(|content| content.domain(domain).map(|(.., domain)| domain.ideas.clone()))
        .flatten()
        .unwrap_or_default();
    (!ideas.is_empty()).then(|| {
        let chips = ideas
            .into_iter()
            .map(|idea| {
                let words = idea.clone();
                view! {
                    <li>
                        <button type="button" class="mb-chip" on:click=move |_| title.set(idea.clone())>{words}</button>
                    </li>
                }.into_any()
            })
            .collect_view();
        view! {
            <details class="mb-details">
                <summary>{t("mini.ideas")}</summary>
                <ul class="mb-chips">{chips}</ul>
            </details>
        }.into_any()
    }).into_any()
}
