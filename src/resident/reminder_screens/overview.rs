//! Meer → Herinneringen: whether reminders fire on this phone, what a notification shows, the quiet hours, and the coming
//! reminders.

use chrono::NaiveTime;
use leptos::prelude::*;
use mijn_brug_plan::Event;
use mijn_brug_plan::reminder::{About, due};
use mijn_brug_plan::values::{QuietHours, ReminderTarget};

use super::permission::push_error_text;
use super::{at, called, in_words, screen_of, silence, test_notification, wrong_clock};
use crate::device::{clock, draft, page, platform};
use crate::resident::context::{App, use_app};
use crate::resident::more::install;
use crate::resident::reminders::{Push, use_reminders};
use crate::resident::route::Route;
use crate::ui::field::{FieldError, Switch};
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::parsed_field;
use crate::ui::saving::{Autosaved, SaveAction};
use crate::ui::screen::{Heading2, LinkButton, LinkRow, Notice, Screen, Weight};
use crate::ui::texts::{t, tf};

/// Common prefix of the draft keys of the quiet hours.
const QUIET: &str = "quiet.";

/// Maximum number of coming reminders shown.
const COMING_MAX: usize = 10;

/// The screen of the reminder settings.
pub fn overview() -> AnyView {
    let app = use_app();
    let reminders = use_reminders();
    reminders.look_for_push();
    // A memo, so that this is redrawn only when the value changes and not each time the service answered.
    let push = Memo::new(move |_| reminders.push.get());
    let is_known = Memo::new(move |_| push.get() != Push::Unknown);
    let body = move || {
        is_known.get().then(|| {
            view! {
                <div role="status">
                    {move || app.plan(silence).map(|silent| view! { <Notice kind="info" text=silent /> }.into_any())}
                </div>
                {move || this_phone(push.get())}
                <Heading2 text=t("remind.coming") />
                {move || coming(app)}
                <Heading2 text=t("remind.quiet") />
                {quiet(app)}
                <ul class="mb-list">
                    <LinkRow
                        href=Route::Rest.path()
                        icon="moon"
                        title=t("more.rest")
                        detail=t("remind.rest_detail")
                    />
                </ul>
                // Last on the screen, because it is known only after the service answered: nothing may move under a
                // finger.
                <div role="status">
                    {move || {
                        app.clock_revision.track();
                        wrong_clock(app).map(|words| view! { <Notice kind="info" text=words /> }.into_any())
                    }}
                </div>
            }.into_any()
        })
    };
    view! { <Screen title=t("remind.screen") back=Route::More.path()>{body}</Screen> }.into_any()
}

/// The state of this phone in plain words, and what can be done about it.
fn this_phone(push: Push) -> AnyView {
    let reminders = use_reminders();
    let says = |text: String| view! { <p class="mb-lead">{text}</p> }.into_any();
    match push {
        Push::Unknown => ().into_any(),
        Push::On => view! {
            {switch(true)}
            <div role="status">
                {move || reminders.push_trouble.get().map(|error| view! { <Notice kind="warn" text=push_error_text(error) /> }.into_any())}
            </div>
            <p class="mb-hint">{t("push.last_phone")}</p>
            {lock_screen()}
            {test_notification::test_notification()}
        }.into_any(),
        Push::Off => view! {
            {switch(false)}
            <p class="mb-hint">{t("push.off_text")}</p>
        }.into_any(),
        Push::Denied => view! { {says(t("push.denied"))} {allow_again()} }.into_any(),
        Push::Unsupported => says(if platform::advice_here().is_phone {
            t("push.unsupported")
        } else {
            t("push.unsupported_device")
        })
        .into_any(),
        Push::NeedsBrowser => view! {
            {says(t("push.in_app"))}
            {install::other_app()}
        }.into_any(),
        Push::NotHere => says(t("push.not_here")).into_any(),
        Push::NeedsHomeScreen => view! {
            {says(install::only_from_home_screen())}
            {install::apple(platform::advice_here().is_phone)}
            <div class="mb-actions">
                <LinkButton label=t("more.install") weight=Weight::Secondary href=Route::Install.path() />
            </div>
        }.into_any(),
    }
}

fn switch(is_on: bool) -> AnyView {
    let reminders = use_reminders();
    let error = RwSignal::new(None);
    let shown = RwSignal::new(is_on);
    let change = Callback::new(move |wanted: bool| {
        shown.set(wanted);
        error.set(None);
        if !wanted {
            return reminders.push_off(move || {
                shown.try_set(true);
                error.try_set(Some(t("push.choice_not_kept")));
            });
        }
        reminders.push_on(move |result| {
            // Without the browser's permission it is off again.
            if let Err(failed) = result {
                shown.try_set(false);
                error.try_set(Some(push_error_text(failed)));
            }
        });
    });
    let detail = if is_on {
        t("push.state_on")
    } else {
        t("push.state_off")
    };
    view! {
        <div>
            <ul class="mb-list">
                <li><Switch label=t("push.here") detail=detail value=shown on_change=change /></li>
            </ul>
            <FieldError id="push-error".to_owned() error />
        </div>
    }
    .into_any()
}

/// What a notification shows, with a picture of one.
fn lock_screen() -> AnyView {
    let reminders = use_reminders();
    let detail = Signal::derive(|| t("push.words_detail"));
    let error = RwSignal::new(None);
    let change = Callback::new(move |shows| {
        error.set(None);
        reminders.show_words(shows, move || {
            error.try_set(Some(t("push.choice_not_kept")));
        });
    });
    let shown = move || {
        if reminders.shows_words.get() {
            (t("push.example_title"), t("push.example_text"))
        } else {
            (t("app.name"), t("push.neutral"))
        }
    };
    view! {
        <ul class="mb-list">
            <li><Switch label=t("push.words") detail=detail value=reminders.shows_words on_change=change /></li>
        </ul>
        <FieldError id="words-error".to_owned() error />
        <figure class="mb-notification">
            <figcaption class="mb-hint">{t("push.example")}</figcaption>
            {move || {
                let (title, text) = shown();
                view! {
                    <div class="mb-notification__card">
                        <Icon name="bell" />
                        <div><b>{title}</b><p>{text}</p></div>
                    </div>
                }
            }}
        </figure>
    }
    .into_any()
}

/// How to allow notifications again: only in the browser's settings.
fn allow_again() -> AnyView {
    let way = if platform::advice_here().is_apple {
        t("push.allow_ios")
    } else if page::is_installed() {
        t("push.allow_app")
    } else {
        t("push.allow_page")
    };
    view! { <Notice kind="info" text=way /> }.into_any()
}

/// The coming reminders, soonest first, each with a link to its target.
fn coming(app: App) -> AnyView {
    app.clock_revision.track();
    let all = app.plan(|plan| {
        let mut rows: Vec<(Route, &'static str, String, String)> = Vec::new();
        for ring in due(plan, &clock::to_utc, clock::now()) {
            let when = || format::capital(&at(clock::wall_of(ring.at)));
            let mut of = |target: ReminderTarget, icon| {
                let title = called(plan, target)?;
                let words = in_words(plan, target)?;
                rows.push((screen_of(target), icon, title, words));
                Some(())
            };
            match &ring.about {
                About::MiniStep(id) => drop(of(ReminderTarget::MiniStep(*id), "bell")),
                About::Appointment(id) => drop(of(ReminderTarget::Appointment(*id), "calendar")),
                // After a week away one notification stands for several mini-steps; here each has its own line.
                About::Gathered(ids) => {
                    for id in ids {
                        of(ReminderTarget::MiniStep(*id), "bell");
                    }
                }
                About::Voucher(id, _) if app.has_vouchers.get() => {
                    let found = plan.rewards().and_then(|rewards| rewards.vouchers.get(id));
                    if let Some(voucher) = found {
                        let title = tf("slip.remind", &[("amount", &format::euro(voucher.amount))]);
                        rows.push((Route::Slip(*id), "ticket", title, when()));
                    }
                }
                About::Voucher(..) => {}
            }
        }
        // A target that fires twice has one line.
        let mut shown: Vec<Route> = Vec::new();
        rows.retain(|(route, ..)| {
            let is_new = !shown.contains(route);
            shown.push(route.clone());
            is_new
        });
        rows
    });
    if all.is_empty() {
        return view! { <p class="nl-paragraph">{t("remind.nothing_coming")}</p> }.into_any();
    }
    let rows = all
        .into_iter()
        .take(COMING_MAX)
        .map(|(route, icon, title, detail)| {
            view! { <LinkRow href=route.path() icon=icon title=title detail=detail /> }.into_any()
        })
        .collect_view();
    view! { <ul class="mb-list">{rows}</ul> }.into_any()
}

/// The quiet hours offered by default.
fn night() -> QuietHours {
    let at = |hour| NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
    QuietHours {
        from: at(22),
        until: at(8),
    }
}

/// The quiet hours, in which no reminder fires.
fn quiet(app: App) -> AnyView {
    let is_on = Memo::new(move |_| app.plan(|plan| plan.quiet_hours.is_some()));
    // Switched off and on again, the hours are as they were.
    let last = StoredValue::new(night());
    // Set at the tap instead of when it is stored: a field that saves itself in between would switch the quiet hours on
    // again.
    let goes_off = StoredValue::new(false);
    let error = RwSignal::new(None);
    Effect::new(move |_| {
        if let Some(hours) = app.plan(|plan| plan.quiet_hours) {
            last.set_value(hours);
        }
    });
    Effect::new(move |_| {
        // They could not be switched off, so the fields save themselves again.
        if error.with(Option::is_some) {
            goes_off.set_value(false);
        }
    });
    let change = Callback::new(move |wanted: bool| {
        goes_off.set_value(!wanted);
        let hours = wanted.then(|| last.get_value());
        app.act(Event::QuietHoursSet { hours }, error, move || {
            if !wanted {
                draft::clear(QUIET);
                // From here on the plan says that they are off. Another tab may switch them on.
                goes_off.try_set_value(false);
            }
        });
    });
    let detail = Signal::derive(move || {
        let hours = app.plan(|plan| plan.quiet_hours);
        hours.map_or_else(String::new, |hours| {
            let [from, until] = [hours.from, hours.until].map(format::time);
            tf("remind.quiet_from", &[("from", &from), ("until", &until)])
        })
    });
    view! {
        <ul class="mb-list">
            <li><Switch label=t("remind.quiet_on") detail=detail value=is_on on_change=change /></li>
        </ul>
        {move || is_on.get().then(|| quiet_fields(app, goes_off))}
        <FieldError id="quiet-error".to_owned() error />
    }
    .into_any()
}

/// The two times. They save themselves while the quiet hours are on and not being switched off.
fn quiet_fields(app: App, goes_off: StoredValue<bool>) -> AnyView {
    let hours = app.plan_now(|plan| plan.quiet_hours).unwrap_or_else(night);
    let [stored_from, stored_until] = [hours.from, hours.until].map(format::time_field);
    let field = |name: &str, stored: &str| draft::text(format!("{QUIET}{name}"), stored.to_owned());
    let from = parsed_field::time("quiet-from", field("from", &stored_from));
    let until = parsed_field::time("quiet-until", field("until", &stored_until));
    let value = move || Some([from.try_text()?, until.try_text()?].join("\n"));
    let stored = [stored_from, stored_until].join("\n");
    let hours = Autosaved::new(QUIET.to_owned(), stored, value, move |_| {
        let is_off = app.plan_now(|plan| plan.quiet_hours.is_none());
        if is_off || goes_off.try_get_value().unwrap_or(true) {
            return SaveAction::Incomplete;
        }
        let (from, until) = (
            from.required_now("remind.quiet_missing"),
            until.required_now("remind.quiet_missing"),
        );
        match (from, until) {
            (Ok(from), Ok(until)) => app.saving(Event::QuietHoursSet {
                hours: Some(QuietHours { from, until }),
            }),
            (Err(words), _) | (_, Err(words)) => SaveAction::Invalid(words),
        }
    });
    view! {
        {hours.around(view! {
            <div class="mb-pair">
                {from.draw(t("remind.quiet_start"))}
                {until.draw(t("remind.quiet_end"))}
            </div>
        }.into_any())}
        <FieldError id="quiet-hours-error".to_owned() error=hours.error />
    }
    .into_any()
}
