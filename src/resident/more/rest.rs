//! Even rust: a pause during which nothing is asked, and after which nothing has piled up.

use chrono::NaiveDate;
use leptos::prelude::*;
use mijn_brug_plan::{Event, query};

use super::back;
use crate::device::{clock, page};
use crate::resident::context::use_app;
use crate::resident::route::Route;
use crate::ui::busy::Busy;
use crate::ui::field::FieldError;
use crate::ui::format;
use crate::ui::icon::{Icon, Picture};
use crate::ui::screen::{Button, Heading2, LinkButton, Screen, Weight};
use crate::ui::texts::{t, tf};

/// The number of days of "een paar dagen" and of "een week".
const FEW_DAYS: u64 = 3;
const WEEK: u64 = 7;

/// *Even rust*: silences the reminders for some days.
pub fn rest() -> AnyView {
    let app = use_app();
    let error = RwSignal::new(None::<String>);
    let has_returned = RwSignal::new(false);
    let is_resting = Memo::new(move |_| app.plan(|plan| query::is_resting(plan, app.today())));
    let until = move || app.plan(|plan| plan.rest.and_then(|rest| rest.until));
    // The pressed button disappears, so the focus moves to the heading.
    let start = Callback::new(move |until: Option<NaiveDate>| {
        has_returned.set(false);
        app.act(Event::RestStarted { until }, error, || {
            page::begin_screen(&t("app.name"));
        });
    });
    let end = Callback::new(move |()| {
        app.act(Event::RestEnded {}, error, move || {
            has_returned.try_set(true);
            page::begin_screen(&t("app.name"));
        });
    });
    let resting = move || {
        // Redraw at midnight: "tot en met morgen" becomes "vandaag".
        app.today();
        let text = match until() {
            Some(day) => tf("rest.until", &[("day", &format::day(day))]),
            None => t("rest.until_i_return"),
        };
        view! {
            <div class="mb-card mb-card--lifted">
                <p class="mb-lead">{text}</p>
                <p class="nl-paragraph">{t("rest.nothing_asked")}</p>
                <div class="mb-actions"><Button label=t("rest.end") icon="sun" on_click=end /></div>
            </div>
        }
    };
    let back_again = move || {
        has_returned.get().then(|| {
            view! {
            <div class="mb-card mb-card--lifted">
                <p class="mb-lead">{t("rest.welcome_back")}</p>
                <div class="mb-actions">
                    <LinkButton label=t("rest.to_today") href=Route::Today.path() weight=Weight::Secondary />
                </div>
            </div>
        }.into_any()
        })
    };
    let choices = move || {
        // Redraw at midnight, so that the offered days move along.
        app.today();
        let (few, week) = (clock::in_days(FEW_DAYS), clock::in_days(WEEK));
        view! {
            <p class="mb-lead">{t("rest.text")}</p>
            <Heading2 text=t("rest.how_long") />
            <ul class="mb-list">
                {pause("coffee", t("rest.few_days"), Some(few), start)}
                {pause("calendar", t("rest.week"), Some(week), start)}
                {pause("feather", t("rest.open"), None, start)}
            </ul>
            <p class="mb-hint">{t("rest.hint")}</p>
        }
    };
    view! {
        <Screen title=t("more.rest") back=back(app)>
            <img class="mb-picture" src="/pictures/rest.svg" width="344" height="200" alt="" />
            <div role="status">
                {move || if is_resting.get() { resting().into_any() } else { back_again().into_any() }}
            </div>
            {move || (!is_resting.get()).then(choices)}
            <FieldError id="rest-error".to_owned() error />
        </Screen>
    }
    .into_any()
}

/// A row that starts a pause.
fn pause(
    icon: &'static str,
    title: String,
    until: Option<NaiveDate>,
    start: Callback<Option<NaiveDate>>,
) -> AnyView {
    let detail = match until {
        Some(day) => tf("rest.through", &[("day", &format::day(day))]),
        None => t("rest.open_detail"),
    };
    let busy = Busy::new();
    view! {
        <li>
            <button type="button" class="mb-row" on:click=move |_| busy.press(|| start.run(until))>
                <Picture name=icon small=true />
                <span class="mb-row__text"><b>{title}</b><small>{detail}</small></span>
                <Icon name="chevron-right" />
            </button>
        </li>
    }
    .into_any()
}
