//! Asking permission for notifications, after the first reminder. A browser's refusal is final, so our own question
//! comes first and the browser's only after a "yes". "Nu niet" holds for a month.

use chrono::NaiveDate;
use leptos::prelude::*;
use mijn_brug_plan::values::ReminderTarget;

use super::{answer_below, calendar};
use crate::device::{clock, install, page, settings};
use crate::resident::context::App;
use crate::resident::lazy::Answer;
use crate::resident::more::install::only_from_home_screen;
use crate::resident::reminders::{Push, PushError, use_reminders};
use crate::resident::route::Route;
use crate::ui::request_errors::retried_automatically;
use crate::ui::screen::{Button, LinkButton, Weight};
use crate::ui::texts::t;

/// Number of days that "Nu niet" holds.
const QUIET_DAYS: i64 = 30;

/// Whether the person answered recently.
fn is_answered() -> bool {
    let answered = settings::answered_push().and_then(|day| day.parse::<NaiveDate>().ok());
    // A future day was written while the clock was ahead.
    answered
        .is_some_and(|day| (0..QUIET_DAYS).contains(&clock::today().signed_duration_since(day).num_days()))
}

fn answer() {
    settings::answer_push(&clock::today().to_string());
}

/// What to show below a reminder that was set: our question, or the calendar where notifications are impossible. It
/// appears together with the reminder, in a region that screen readers announce.
pub fn question(app: App, target: ReminderTarget) -> AnyView {
    let is_over = RwSignal::new(is_answered());
    let wants_it_now = RwSignal::new(false);
    let text = RwSignal::new(None::<String>);
    let reminders = use_reminders();
    reminders.look_for_push();
    let push = Memo::new(move |_| reminders.push.get());
    let draw = move || match push.get() {
        // Whatever was answered before, only the calendar can remind here.
        Push::Denied => only_calendar(app, target),
        _ if is_over.get() => ().into_any(),
        Push::On | Push::Unknown => ().into_any(),
        Push::Unsupported | Push::NotHere | Push::NeedsBrowser => only_calendar(app, target),
        Push::NeedsHomeScreen => install_first(app, target, only_from_home_screen(), is_over, None),
        Push::Off if !wants_it_now.get() && !page::is_installed() && install::is_offered() => {
            install_first(app, target, t("push.install_why"), is_over, Some(wants_it_now))
        }
        Push::Off => ask(app, target, is_over, text),
    };
    answer_below(draw, text)
}

/// Here no reminder fires while the app is closed; the calendar does. An appointment's screen has its own calendar button.
fn only_calendar(app: App, target: ReminderTarget) -> AnyView {
    let is_mini_step = matches!(target, ReminderTarget::MiniStep(_));
    view! {
        <p class="mb-hint">{t("push.only_calendar")}</p>
        {is_mini_step.then(|| calendar::button(app, target))}
    }
    .into_any()
}

/// The frame of the question. The calendar is always one of the answers.
fn card(app: App, target: ReminderTarget, text: String, is_over: RwSignal<bool>, yes: AnyView) -> AnyView {
    let not_now = Callback::new(move |()| {
        answer();
        is_over.set(true);
    });
    view! {
        <section class="mb-card">
            <h2 class="nl-heading nl-heading--level-3">{t("push.question")}</h2>
            <p class="nl-paragraph">{text}</p>
            <div class="mb-actions">
                {yes}
                <Button label=t("push.not_now") weight=Weight::Secondary on_click=not_now />
            </div>
            {calendar::labelled(app, target, t("push.calendar"))}
        </section>
    }
    .into_any()
}

fn ask(app: App, target: ReminderTarget, is_over: RwSignal<bool>, text: Answer) -> AnyView {
    let reminders = use_reminders();
    let yes = Callback::new(move |()| {
        reminders.push_on(move |result| {
            answer();
            text.try_set(Some(result.map_or_else(push_error_text, |()| t("push.is_on"))));
            is_over.try_set(true);
        });
    });
    let yes = view! { <Button label=t("push.yes") on_click=yes /> };
    card(app, target, t("push.question_text"), is_over, yes.into_any())
}

/// Suggests installing first: reminders work better from the home screen, and on an iPhone only from there.
fn install_first(
    app: App,
    target: ReminderTarget,
    text: String,
    is_over: RwSignal<bool>,
    without: Option<RwSignal<bool>>,
) -> AnyView {
    let without = without.map(|wants_it_now| {
        let go_on = Callback::new(move |()| wants_it_now.set(true));
        view! { <Button label=t("push.without") weight=Weight::Secondary on_click=go_on /> }.into_any()
    });
    let yes = view! {
        <LinkButton label=t("install.now") icon="square-plus" href=Route::Install.path() />
        {without}
    };
    card(app, target, text, is_over, yes.into_any())
}

/// The text for an error: the cause and what helps.
pub fn push_error_text(error: PushError) -> String {
    match error {
        PushError::Denied => t("push.denied"),
        PushError::Unanswered => t("push.unanswered"),
        PushError::NotHere => t("push.not_here"),
        PushError::NoSubscription => t("push.no_subscription"),
        PushError::Request(cause) => retried_automatically(cause).unwrap_or_else(|| t("push.refused")),
        PushError::NotYet => t("push.not_yet"),
        PushError::Full => t("push.full"),
        PushError::Refused => t("push.refused"),
        PushError::NotStored => t("push.not_kept"),
    }
}
