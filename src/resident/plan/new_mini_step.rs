//! A new mini-step, with the one-day question and worked splits (R3).

use crate::ui::dom::{IntoNode, Node, view};
use leptos::prelude::*;
use mijn_brug_plan::ids::{DomainId, MiniStepId, StepId};
use mijn_brug_plan::{Command, Event};

use crate::device::draft;
use crate::resident::route::Route;
use crate::resident::state::{App, use_app};
use crate::ui::field::{Field, FieldError, Segment};
use crate::ui::new_id::NewId;
use crate::ui::screen::{Act, Notice, Screen};
use crate::ui::split::{self, Parts};
use crate::ui::texts::{t, tf};

/// The screen.
pub fn new_mini_step(step: StepId) -> Node {
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
        .into_node();
    };
    let key = format!("mini.{step}");
    let title = draft::text(format!("{key}.title"), String::new());
    let fits = draft::text(format!("{key}.fits"), String::new());
    let smaller = Parts::new(&key);
    let new = NewId::new(&key);
    let error = RwSignal::new(None);
    let fits_error = RwSignal::new(None);
    let save = Callback::new(move |()| {
        let answer = fits.get_untracked();
        if answer.is_empty() {
            fits_error.set(Some(t("mini.fits_missing")));
            return;
        }
        fits_error.set(None);
        let titles = if answer == "no" {
            smaller.texts()
        } else {
            vec![title.get_untracked().trim().to_owned()]
        };
        if titles.is_empty() {
            error.set(Some(t("mini.parts_missing")));
            return;
        }
        let ids: Vec<MiniStepId> = (0..titles.len())
            .map(|place| MiniStepId::from_random(new.nth(place)))
            .collect();
        let add = |(title, mini_step): (String, &MiniStepId)| -> Command {
            Event::MiniStepAdded {
                mini_step: *mini_step,
                step,
                title,
                fits_in_a_day: true,
            }
            .into()
        };
        let commands = titles.into_iter().zip(&ids).map(add).collect();
        let first = ids.first().copied();
        app.act(Command::All(commands), error, move || {
            draft::clear(&format!("mini.{step}"));
            app.go_instead(&first.map_or(Route::Goal(goal), Route::MiniStep));
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
        })
    };
    view! {
        <Screen
            title=t("mini.new")
            above=tf("mini.for_step", &[("step", &step_title)])
            back=Route::Goal(goal).path()
        >
            <Field id="mini-title" label=t("mini.title") hint=t("mini.title_hint") value=title />
            {ideas(app, &domain, title)}
            <Segment
                legend=t("mini.fits")
                name="fits"
                options=answers
                value=fits
                on_choose=Callback::new(move |answer| fits.set(answer))
            />
            <FieldError id="fits-error".to_owned() error=fits_error />
            {help}
            <FieldError id="mini-error".to_owned() error />
            <div class="mb-actions"><Act label=t("mini.save") on_click=save /></div>
        </Screen>
    }
    .into_node()
}

/// Examples of the domain, to take over with one tap.
fn ideas(app: App, domain: &DomainId, title: RwSignal<String>) -> Node {
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
                }
            })
            .collect::<Node>();
        view! {
            <details class="mb-details">
                <summary>{t("mini.ideas")}</summary>
                <ul class="mb-chips">{chips}</ul>
            </details>
        }
    }).into_node()
}
