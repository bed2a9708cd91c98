//! The forms of part 4: a goal, a step, a mini-step with the one-day question, and smaller parts (R3).

use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::event::Part;
use mijn_brug_plan::ids::{DomainId, GoalId, MiniStepId, StepId};
use mijn_brug_plan::rules;
use mijn_brug_plan::values::When;

use super::ReviewContext;
use crate::device::draft;
use crate::ui::content;
use crate::ui::day_picker::DayPicker;
use crate::ui::field::{Field, FieldError, Kind, Segment};
use crate::ui::new_id::NewId;
use crate::ui::parsed_field;
use crate::ui::refusal::refused;
use crate::ui::screen::{Button, EntryForm, Notice, Weight};
use crate::ui::select::Select;
use crate::ui::split::{self, SplitFields};
use crate::ui::texts::{t, tf};

/// The id of the form's heading.
pub const FORM: &str = "review-form";

/// What is being added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NewThing {
    /// A goal.
    Goal,
    /// A step towards a goal.
    Step(GoalId),
    /// A part of a step.
    MiniStep(StepId),
    /// Smaller parts that replace a mini-step that is too large.
    Smaller(MiniStepId),
}

/// What all forms have in common.
#[derive(Clone, Copy)]
struct Form {
    context: ReviewContext,
    what: NewThing,
    adding: RwSignal<Option<NewThing>>,
    new: NewId,
    error: RwSignal<Option<String>>,
}

impl Form {
    /// A required text; sets the error if it is not valid.
    fn text(self, text: RwSignal<String>) -> Option<String> {
        let text = text.get_untracked().trim().to_owned();
        match rules::require_title(&text) {
            Ok(()) => Some(text),
            Err(refusal) => {
                self.error.set(Some(refused(refusal)));
                None
            }
        }
    }

    /// Records or proposes the events, deletes the draft and closes the form.
    fn submit(self, events: Vec<Event>, draft: String) {
        let Self { what, adding, .. } = self;
        self.context
            .act_for_resident(self.new.get(), events, self.error, move || {
                draft::clear(&draft);
                // Another form may have been opened in the meantime.
                if adding.try_get_untracked() == Some(Some(what)) {
                    adding.set(None);
                }
            });
    }

    fn draw(self, title: String, fields: AnyView, save: Callback<()>) -> AnyView {
        let cancel = Callback::new(move |()| self.adding.set(None));
        let label = if self.context.is_caseworkers() {
            t("goals.propose")
        } else {
            t("mini.save")
        };
        view! {
            <EntryForm class="mb-card mb-card--lifted" named_by=FORM>
                <h2 class="nl-heading nl-heading--level-2" id=FORM tabindex="-1" dir="auto">{title}</h2>
                {fields}
                <FieldError id="review-form-error".to_owned() error=self.error />
                <div class="mb-actions">
                    <Button label submits=true on_click=save />
                    <Button label=t("goals.cancel") weight=Weight::Subtle on_click=cancel />
                </div>
            </EntryForm>
        }
        .into_any()
    }
}

/// The form for `what`.
pub fn form(context: ReviewContext, what: NewThing, adding: RwSignal<Option<NewThing>>) -> AnyView {
    let form = Form {
        context,
        what,
        adding,
        new: NewId::new(&drafts(context, what)),
        error: RwSignal::new(None),
    };
    match what {
        NewThing::Goal => goal(form),
        NewThing::Step(goal) => step(form, goal),
        NewThing::MiniStep(step) => mini_step(form, step),
        NewThing::Smaller(mini_step) => smaller(form, mini_step),
    }
}

/// The key prefix of a form's drafts.
fn drafts(context: ReviewContext, what: NewThing) -> String {
    let name = match what {
        NewThing::Goal => "goal.".to_owned(),
        NewThing::Step(goal) => format!("step.{goal}"),
        NewThing::MiniStep(step) => format!("mini.{step}."),
        NewThing::Smaller(mini_step) => format!("smaller.{mini_step}."),
    };
    context.draft(&name)
}

fn goal(form: Form) -> AnyView {
    let Form { context, error, .. } = form;
    let urgent = context.plan_now(|plan| plan.urgency.clone());
    let key = drafts(form.context, form.what);
    let domain = draft::text(
        format!("{key}domain"),
        urgent.map_or_else(String::new, |domain| domain.0),
    );
    let wish = draft::text(format!("{key}wish"), String::new());
    // Drawn again when the content is there after all.
    let options = move || {
        context.content.with(|content| {
            let known = content.as_ref().map(|content| {
                let shared = content.domains().filter(|(_, pillar, domain)| {
                    !context.is_caseworkers()
                        || context.plan_now(|plan| plan.is_shared(&pillar.id, &domain.id, false))
                });
                shared
                    .map(|(.., domain)| (domain.id.0.clone(), domain.name.clone()))
                    .collect::<Vec<_>>()
            });
            let first = [(String::new(), t("goals.choose"))];
            first
                .into_iter()
                .chain(known.unwrap_or_default())
                .collect::<Vec<_>>()
        })
    };
    let save = Callback::new(move |()| {
        let chosen = domain.get_untracked();
        if chosen.is_empty() {
            error.set(Some(t("goal.domain_missing")));
            return;
        }
        let Some(wish) = form.text(wish) else { return };
        let event = Event::GoalSet {
            goal: GoalId::from_random(form.new.get()),
            domain: DomainId(chosen),
            wish,
        };
        form.submit(vec![event], key.clone());
    });
    let fields = view! {
        {content::broken(context.content)}
        {move || view! { <Select id="review-goal-domain" label=t("goal.domain") options=options() value=domain /> }.into_any()}
        <Field id="review-wish" label=t("goal.wish") hint=t("goal.wish_hint") value=wish kind=Kind::FewLines />
    };
    form.draw(t("goals.new"), fields.into_any(), save)
}

fn step(form: Form, goal: GoalId) -> AnyView {
    let key = drafts(form.context, form.what);
    let title = draft::text(key.clone(), String::new());
    let save = Callback::new(move |()| {
        let Some(title) = form.text(title) else { return };
        let step = StepId::from_random(form.new.get());
        form.submit(vec![Event::StepAdded { step, goal, title }], key.clone());
    });
    let wish = form
        .context
        .plan_now(|plan| plan.goal(goal).map(|goal| goal.wish.clone()).unwrap_or_default());
    let fields = view! {
        <Field id="review-step" label=t("goal.step_label") hint=t("goal.step_hint") value=title />
    };
    form.draw(tf("goals.step_for", &[("wish", &wish)]), fields.into_any(), save)
}

/// The form of a mini-step with the one-day question. On "no" it asks for smaller parts.
fn mini_step(form: Form, step: StepId) -> AnyView {
    let key = drafts(form.context, form.what);
    let title = draft::text(format!("{key}title"), String::new());
    let fits = draft::text(format!("{key}fits"), String::new());
    let day = parsed_field::day("review-day-date", draft::text(format!("{key}day"), String::new()));
    let parts = SplitFields::new(&key);
    let save = Callback::new(move |()| {
        let titles = match fits.get_untracked().as_str() {
            "" => return form.error.set(Some(t("mini.fits_missing"))),
            "no" => parts.texts(),
            _ => form.text(title).into_iter().collect(),
        };
        if titles.is_empty() {
            form.error.update(|error| {
                error.get_or_insert_with(|| t("mini.parts_missing"));
            });
            return;
        }
        let Ok(planned) = day.optional() else { return };
        let mut events = Vec::new();
        for (place, title) in titles.into_iter().enumerate() {
            let mini_step = MiniStepId::from_random(form.new.nth(place));
            events.push(Event::MiniStepAdded {
                mini_step,
                step,
                title,
                fits_in_a_day: true,
            });
            // If there are several, only the first one gets the day: the others follow it.
            if let (0, Some(day)) = (place, planned) {
                let when = When {
                    day: Some(day),
                    ..When::default()
                };
                events.push(Event::MiniStepPlanned { mini_step, when });
            }
        }
        form.submit(events, key.clone());
    });
    let name = form.context.plan_now(|plan| {
        plan.steps
            .get(&step)
            .map(|step| step.title.clone())
            .unwrap_or_default()
    });
    let content = form.context.content;
    let domain = form.context.plan_now(|plan| {
        let step = plan.steps.get(&step)?;
        Some(plan.goal(step.goal)?.domain.clone())
    });
    let split = move || {
        (fits.get() == "no").then(|| {
            view! {
                <Notice kind="info" text=t("mini.split_lead") />
                {split::fields(parts)}
                {split::examples(content, domain.as_ref(), parts)}
            }
            .into_any()
        })
    };
    let answers = vec![
        ("yes".to_owned(), t("mini.fits_yes")),
        ("no".to_owned(), t("mini.fits_no")),
    ];
    let fields = view! {
        <Field id="review-mini" label=t("mini.title") hint=t("mini.title_hint") value=title />
        <Segment
            legend=t("mini.fits")
            name="review-fits"
            options=answers
            value=fits
            on_choose=Callback::new(move |answer| fits.set(answer))
        />
        {split}
        <DayPicker name="review-day" legend=t("mini.day") none=t("mini.no_day") day />
    };
    form.draw(tf("mini.for_step", &[("step", &name)]), fields.into_any(), save)
}

fn smaller(form: Form, mini_step: MiniStepId) -> AnyView {
    let key = drafts(form.context, form.what);
    let parts = SplitFields::new(&key);
    let save = Callback::new(move |()| {
        let part = |(place, title)| Part {
            mini_step: MiniStepId::from_random(form.new.nth(place)),
            title,
        };
        let into: Vec<Part> = parts.texts().into_iter().enumerate().map(part).collect();
        if into.is_empty() {
            form.error.set(Some(t("mini.parts_missing")));
            return;
        }
        form.submit(vec![Event::MiniStepSplit { mini_step, into }], key.clone());
    });
    let title = form.context.plan_now(|plan| {
        let known = plan.mini_steps.get(&mini_step);
        known.map(|known| known.title.clone()).unwrap_or_default()
    });
    let fields = view! {
        {split::fields(parts)}
        {split::examples(form.context.content, None, parts)}
    };
    form.draw(tf("goals.smaller", &[("title", &title)]), fields.into_any(), save)
}
