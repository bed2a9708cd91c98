//! A new goal: on which domain, and what the resident wants there. Three examples save at a tap; own words are one field.

use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::content::GoalExample;
use mijn_brug_plan::ids::{DomainId, GoalId};

use crate::device::draft;
use crate::resident::bridge::choose;
use crate::resident::context::{App, use_app};
use crate::resident::route::Route;
use crate::ui::busy::Busy;
use crate::ui::content;
use crate::ui::field::{Field, FieldError, Kind};
use crate::ui::new_id::NewId;
use crate::ui::own_words::own_words;
use crate::ui::screen::{Button, EntryForm, Screen};
use crate::ui::texts::t;

/// The number of examples on the screen. More would be a list to read.
const EXAMPLES: usize = 3;

/// The screen that asks what a new goal is about.
pub fn domain_of_new_goal() -> AnyView {
    let app = use_app();
    view! {
        <Screen title=t("goal.domain") back=Route::Plan.path()>
            {content::broken(app.content)}
            {choose::tiles(app, Route::NewGoalOn)}
        </Screen>
    }
    .into_any()
}

/// The screen for a new goal on this domain.
pub fn new_goal(domain: DomainId) -> AnyView {
    let app = use_app();
    let wish = draft::text(format!("goal.{domain}.wish"), String::new());
    let new = NewId::new(&format!("goal.{domain}"));
    let [error, own_error] = [(); 2].map(|()| RwSignal::new(None));
    let id = domain.clone();
    let save = move |wish: String, error: RwSignal<Option<String>>| {
        let domain = id.clone();
        let goal = GoalId::from_random(new.get());
        let drafts = format!("goal.{domain}");
        app.act(Event::GoalSet { goal, domain, wish }, error, move || {
            draft::clear(&drafts);
            app.go_replacing(&Route::FirstMiniStep(goal));
        });
    };
    let busy = Busy::new();
    let options = examples(app, &domain)
        .into_iter()
        .take(EXAMPLES)
        .map(|GoalExample { wish, .. }| {
            let (words, save) = (wish.clone(), save.clone());
            let choose = move |_| busy.press(|| save(wish.clone(), error));
            view! {
                <li><button type="button" class="mb-option" on:click=choose><span>{words}</span></button></li>
            }
            .into_any()
        })
        .collect_view();
    let own = Callback::new(move |()| save(wish.get_untracked().trim().to_owned(), own_error));
    let is_open = !wish.with_untracked(String::is_empty);
    let form = view! {
        <EntryForm>
            <Field
                id="goal-wish"
                label=t("goal.wish")
                hint=t("goal.wish_hint")
                value=wish
                kind=Kind::FewLines
                error=own_error
            />
            <div class="mb-actions"><Button label=t("goal.save") submits=true on_click=own /></div>
        </EntryForm>
    };
    view! {
        <Screen title=t("goal.new") back=Route::Placed(domain).path()>
            <ul class="mb-options">{options}</ul>
            {own_words(is_open, form.into_any())}
            <FieldError id="goal-error".to_owned() error />
        </Screen>
    }
    .into_any()
}

/// The examples of goals on the domain.
fn examples(app: App, domain: &DomainId) -> Vec<GoalExample> {
    let found = app.content(|content| content.domain(domain).map(|(.., known)| known.goals.clone()));
    found.flatten().unwrap_or_default()
}
