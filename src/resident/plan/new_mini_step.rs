//! A new mini-step. Ideas fit in a day and are added by one tap; own words come with the one-day question and worked
//! splits (R3).

use leptos::prelude::*;
use mijn_brug_plan::ids::{DomainId, GoalId, MiniStepId, StepId};
use mijn_brug_plan::{Command, Event, Plan, query, rules};

use crate::device::{draft, page};
use crate::resident::context::{App, use_app};
use crate::resident::route::Route;
use crate::ui::busy::Busy;
use crate::ui::field::{Field, FieldError, Segment};
use crate::ui::icon::Icon;
use crate::ui::new_id::NewId;
use crate::ui::own_words::own_words;
use crate::ui::pictogram;
use crate::ui::refusal::refused;
use crate::ui::screen::{Button, EntryForm, Notice, Screen};
use crate::ui::split::{self, SplitFields};
use crate::ui::texts::t;

/// Where a new mini-step goes.
#[derive(Debug, Clone, Copy)]
pub enum Place {
    /// In this step.
    In(StepId),
    /// In the first step of this goal, which is made along with it when there is none.
    FirstOf(GoalId),
}

/// The step that a mini-step goes in.
#[derive(Debug, Clone)]
struct Target {
    goal: GoalId,
    domain: DomainId,
    wish: String,
    /// `None` when the step is to be made.
    step: Option<StepId>,
}

impl Target {
    fn find(plan: &Plan, place: Place) -> Option<Self> {
        let (goal, step) = match place {
            Place::In(step) => (plan.goal(plan.steps.get(&step)?.goal)?, Some(step)),
            Place::FirstOf(goal) => {
                let goal = plan.goal(goal)?;
                (goal, query::steps_of(plan, goal).next().map(|(id, _)| id))
            }
        };
        Some(Self {
            goal: goal.id,
            domain: goal.domain.clone(),
            wish: goal.wish.clone(),
            step,
        })
    }
}

/// The screen for a new mini-step.
pub fn new_mini_step(place: Place) -> AnyView {
    let app = use_app();
    let Some(target) = app.plan_now(|plan| Target::find(plan, place)) else {
        return view! {
            <Screen title=t("goal.gone") back=Route::Plan.path()>
                <p class="nl-paragraph">{t("failure.changed")}</p>
            </Screen>
        }
        .into_any();
    };
    let key = target
        .step
        .map_or_else(|| format!("mini.{}", target.goal), |step| format!("mini.{step}"));
    let new = NewId::new(&key);
    let error = RwSignal::new(None);
    let add = {
        let (target, key) = (target.clone(), key.clone());
        move |titles: Vec<String>, error: RwSignal<Option<String>>| {
            let key = key.clone();
            let (command, first) = adding(app, &target, titles, new);
            app.act(command, error, move || {
                draft::clear(&key);
                app.go_replacing(&Route::Planned(first));
            });
        }
    };
    let is_first = app.plan_now(|plan| query::progress(plan, target.goal)) == (0, 0);
    let title = if is_first {
        t("mini.first_new")
    } else {
        t("mini.new")
    };
    view! {
        <Screen title back=Route::Goal(target.goal).path()>
            {ideas(app, &target, add.clone(), error)}
            {in_own_words(app, &target.domain, &key, add)}
            <FieldError id="mini-error".to_owned() error />
            <div>
                <p class="mb-muted">{t("mini.your_goal")}</p>
                <p class="mb-quote" dir="auto">{target.wish.clone()}</p>
            </div>
        </Screen>
    }
    .into_any()
}

/// The command that adds these mini-steps, with their step when that is new, and the id of the first mini-step.
fn adding(app: App, target: &Target, titles: Vec<String>, new: NewId) -> (Command, MiniStepId) {
    let mut commands = Vec::new();
    let step = target.step.unwrap_or_else(|| {
        let step = StepId::from_random(new.get());
        let title = name_of_first_step(app, target);
        commands.push(
            Event::StepAdded {
                step,
                goal: target.goal,
                title,
            }
            .into(),
        );
        step
    });
    let id = |place: usize| MiniStepId::from_random(new.nth(place.saturating_add(1)));
    commands.extend(titles.into_iter().enumerate().map(|(place, title)| {
        Command::from(Event::MiniStepAdded {
            mini_step: id(place),
            step,
            title,
            fits_in_a_day: true,
        })
    }));
    (Command::All(commands), id(0))
}

/// The name that the content gives the first step towards this wish. It can be renamed.
fn name_of_first_step(app: App, target: &Target) -> String {
    let named = app.content(|content| {
        let (.., domain) = content.domain(&target.domain)?;
        let example = domain.goals.iter().find(|example| example.wish == target.wish)?;
        Some(example.step.clone())
    });
    named.flatten().unwrap_or_else(|| t("goal.first_step_name"))
}

/// The ideas for the domain that are not on the plan yet. A tap adds one.
fn ideas(
    app: App,
    target: &Target,
    add: impl Fn(Vec<String>, RwSignal<Option<String>>) + Clone + 'static,
    error: RwSignal<Option<String>>,
) -> AnyView {
    let ideas = app
        .content(|content| {
            content
                .domain(&target.domain)
                .map(|(.., domain)| domain.ideas.clone())
        })
        .flatten()
        .unwrap_or_default();
    let is_on_plan = |idea: &String| {
        app.plan_now(|plan| {
            plan.mini_steps
                .values()
                .any(|it| it.title == *idea && it.is_open())
        })
    };
    let busy = Busy::new();
    let rows = ideas
        .into_iter()
        .filter(|idea| !is_on_plan(idea))
        .map(|idea| {
            let (words, add) = (idea.clone(), add.clone());
            let choose = move |_| busy.press(|| add(vec![idea.clone()], error));
            view! {
                <li>
                    <button type="button" class="mb-option" on:click=choose>
                        <Icon name=pictogram::for_title(&words) />
                        <span>{words}</span>
                        <Icon name="plus" />
                    </button>
                </li>
            }
            .into_any()
        })
        .collect_view();
    view! { <ul class="mb-options">{rows}</ul> }.into_any()
}

/// Own words, with the one-day question.
fn in_own_words(
    app: App,
    domain: &DomainId,
    key: &str,
    add: impl Fn(Vec<String>, RwSignal<Option<String>>) + 'static,
) -> AnyView {
    let title = draft::text(format!("{key}.title"), String::new());
    let fits = draft::text(format!("{key}.fits"), String::new());
    let smaller = SplitFields::new(key);
    let [error, title_error, fits_error] = [(); 3].map(|()| RwSignal::new(None));
    let add = StoredValue::new_local(add);
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
        add.with_value(|add| add(titles, error));
    });
    let answers = vec![
        ("yes".to_owned(), t("mini.fits_yes")),
        ("no".to_owned(), t("mini.fits_no")),
    ];
    let domain = domain.clone();
    let help = move || {
        (fits.get() == "no").then(|| {
            view! {
                <Notice kind="info" text=t("mini.split_lead") />
                {split::fields(smaller)}
                {split::examples(app.content, Some(&domain), smaller)}
            }
            .into_any()
        })
    };
    let is_open = [title, fits]
        .iter()
        .any(|it| !it.with_untracked(String::is_empty));
    let form = view! {
        <EntryForm>
            <Field
                id="mini-title"
                label=t("mini.title")
                hint=t("mini.title_hint")
                value=title
                error=title_error
            />
            <Segment
                legend=t("mini.fits")
                name="fits"
                options=answers
                value=fits
                on_choose=Callback::new(move |answer| fits.set(answer))
            />
            <FieldError id="fits-error".to_owned() error=fits_error about=fits />
            {help}
            <FieldError id="own-error".to_owned() error />
            <div class="mb-actions"><Button label=t("mini.save") submits=true on_click=save /></div>
        </EntryForm>
    };
    own_words(is_open, form.into_any())
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
