//! The text of notifications, if the person chose to see what they are about. It stays on this device: the service
//! worker shows it instead of the neutral text.

use leptos::prelude::GetUntracked;
use mijn_brug_plan::Plan;
use mijn_brug_plan::plan::{Appointment, MiniStep};
use mijn_brug_plan::reminder::{About, Due};
use mijn_brug_plan::values::ReminderTarget;
use serde::Serialize;

use super::naming;
use crate::device::{clock, settings, worker_cache};
use crate::resident::context::App;
use crate::ui::format;
use crate::ui::texts::{t, tf};

/// The note that the service worker reads (`src/worker/push.js`).
pub const NOTE: &str = "words";

#[derive(Serialize)]
struct Note<'a> {
    /// The language, for messages that cannot be read.
    lang: &'a str,
    /// Title and text for each tag.
    words: Vec<PushText>,
}

#[derive(Serialize)]
struct PushText {
    tag: String,
    title: String,
    body: String,
}

/// Writes the texts of the coming reminders, or none unless `shows` is set.
pub async fn write(app: App, name: naming::OpaqueNameFn<'_>, all: &[Due], shows: bool) {
    let mut words: Vec<PushText> = Vec::new();
    for due in all.iter().filter(|_| shows) {
        let tag = naming::tag(name, &due.about);
        let is_new = words.iter().all(|other| other.tag != tag);
        if let Some((title, body)) = app.plan_now(|plan| of(app, plan, &due.about)).filter(|_| is_new) {
            words.push(PushText { tag, title, body });
        }
    }
    let lang = settings::LANGUAGE.get();
    if let Ok(text) = serde_json::to_string(&Note { lang, words }) {
        worker_cache::write(NOTE, &text).await;
    }
}

/// The title and text of one reminder.
fn of(app: App, plan: &Plan, about: &About) -> Option<(String, String)> {
    let own = |target: ReminderTarget| {
        let words = plan.reminders.get(&target).map(|reminder| reminder.words.clone());
        words.filter(|words| !words.is_empty())
    };
    match about {
        About::MiniStep(id) => {
            let it = plan.mini_steps.get(id)?;
            let body = own(ReminderTarget::MiniStep(*id)).or_else(|| if_then(it));
            Some((it.title.clone(), body.unwrap_or_else(|| t("push.look"))))
        }
        About::Appointment(id) => {
            let body = appointment(plan.appointments.get(id)?);
            let title = own(ReminderTarget::Appointment(*id));
            Some((title.unwrap_or_else(|| t("push.appointment")), body))
        }
        About::Gathered(_) => Some((t("push.gathered"), t("push.gathered_text"))),
        // Texts about vouchers load only after the announcement (R2).
        About::Voucher(id, _) if app.has_vouchers.get_untracked() => {
            let voucher = plan.rewards()?.vouchers.get(id)?;
            let day = format::short_day(voucher.valid_until);
            let values = [("amount", format::euro(voucher.amount)), ("day", day)];
            let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
            Some((t("app.name"), tf("slip.timely", &values)))
        }
        About::Voucher(..) => None,
    }
}

fn if_then(it: &MiniStep) -> Option<String> {
    it.if_then.as_ref().map(format::if_then)
}

/// With whom, when and where. The date is written out: the text is read later than it is written, so "morgen" would be
/// wrong.
fn appointment(it: &Appointment) -> String {
    let details = &it.details;
    let day = clock::day_in_words(details.day, settings::LANGUAGE.get(), true);
    let time = details.time.map(format::time).unwrap_or_default();
    let parts = [details.with.clone(), day, time, details.place.clone()];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(", ")
}
