//! Reminders that fire while the app is open. A timer polls the clock instead of counting time itself, because a
//! sleeping phone wakes up late and the clock may be changed.

use std::time::Duration;

use chrono::{DateTime, Utc};
use leptos::prelude::*;
use mijn_brug_plan::Plan;
use mijn_brug_plan::reminder::{About, due};
use mijn_brug_plan::values::ReminderTarget;

use super::called;
use crate::device::{clock, visibility};
use crate::resident::context::App;
use crate::resident::reminders::{Reminders, use_reminders};
use crate::resident::route::Route;
use crate::ui::format;
use crate::ui::screen::{Button, Notice, Weight};
use crate::ui::texts::{t, tf};

/// How often to look at the clock.
const POLL_INTERVAL: Duration = Duration::from_secs(20);

/// Follows the clock for as long as the page lives.
pub fn follow_clock(reminders: Reminders) {
    let last = StoredValue::new(clock::now());
    let look = move || look(reminders, last);
    set_interval(look, POLL_INTERVAL);
    visibility::on_resume(look);
}

fn look(reminders: Reminders, last: StoredValue<DateTime<Utc>>) {
    let now = clock::now();
    let since = last.get_value();
    last.set_value(now);
    let app = reminders.app();
    app.clock_revision
        .update(|revision| *revision = revision.wrapping_add(1));
    let fired = app.plan_now(|plan| {
        due(plan, &clock::to_utc, since)
            .into_iter()
            .rfind(|due| due.at <= now)
    });
    if let Some(due) = fired {
        reminders.fired.set(Some(due.about));
    }
}

/// The reminder that just fired, above the screen, until the person goes to its screen or dismisses it.
pub fn banner(app: App) -> AnyView {
    let reminders = use_reminders();
    let draw = move || {
        let about = reminders.fired.get()?;
        let (words, route) = app.plan_now(|plan| words(plan, &about))?;
        // Vandaag and the screen itself already show it.
        let is_there = [Route::Today, route.clone()].contains(&app.route.get());
        if is_there {
            return None;
        }
        let read = Callback::new(move |()| reminders.fired.set(None));
        Some(view! {
            <Notice kind="info" text=words>
                <p><a class="nl-link" href=route.path()>{t("remind.look")}</a></p>
                <Button label=t("remind.read") weight=Weight::Subtle on_click=read />
            </Notice>
        })
    };
    // Visiting its screen counts as reading it.
    Effect::new(move |_| {
        let route = app.route.get();
        let about = reminders.fired.get_untracked();
        let is_read = about.is_some_and(|about| {
            app.plan_now(|plan| words(plan, &about))
                .is_none_or(|(_, there)| there == route)
        });
        if is_read {
            reminders.fired.set(None);
        }
    });
    draw.into_any()
}

/// Its text and the screen it leads to. `None` if its target is gone.
fn words(plan: &Plan, about: &About) -> Option<(String, Route)> {
    let of = |target| {
        let title = called(plan, target)?;
        let own = plan.reminders.get(&target).map(|it| it.words.clone());
        let words = own.filter(|words| !words.is_empty()).unwrap_or(title);
        Some((tf("remind.rings", &[("words", &words)]), super::screen_of(target)))
    };
    match about {
        About::MiniStep(id) => of(ReminderTarget::MiniStep(*id)),
        About::Gathered(_) => Some((t("remind.rings_all"), Route::Today)),
        About::Voucher(id, _) => {
            let voucher = plan.rewards()?.vouchers.get(id)?;
            let (amount, day) = (
                format::euro(voucher.amount),
                format::short_day(voucher.valid_until),
            );
            let words = tf("slip.timely", &[("amount", &amount), ("day", &day)]);
            Some((words, Route::Slip(*id)))
        }
        About::Appointment(id) => {
            let details = &plan.appointments.get(id)?.details;
            let when = format::small(&format::moment(details.day, details.time));
            let words = format!("{}, {when}", details.with);
            let words = tf("remind.rings", &[("words", &words)]);
            Some((words, Route::Appointment(*id)))
        }
    }
}
