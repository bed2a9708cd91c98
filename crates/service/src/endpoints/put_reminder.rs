//! `PUT /v1/reminders/{reminder}`: keeps a reminder, or changes it.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::Json;
use axum::extract::State;
use mijn_brug_sync::api::Code;
use mijn_brug_sync::reminders::{Language, NewReminder, Reminder, USEFUL, USEFUL_LIMITS};

use crate::access::Bearer;
use crate::app::App;
use crate::clock::DAY;
use crate::db::reminders::{Owner, ReminderRow, Room};
use crate::db::signed;
use crate::problem::Problem;
use crate::push::message::{Target, is_page, is_tag};
use crate::request::{Client, Form, Name, owner};

/// How far ahead a moment may lie: what is in a plan, and for somebody who is not linked what is in a diary.
const AHEAD: i64 = 400 * DAY;
const GUEST_AHEAD: i64 = 62 * DAY;

/// The moment after rounding.
pub async fn answer(
    State(app): State<Arc<App>>,
    Name(id): Name,
    Bearer(token): Bearer,
    Client(address): Client,
    Form(asked): Form<NewReminder>,
) -> Result<Json<Reminder>, Problem> {
    let push = app.push.as_ref().ok_or(Code::RemindersOff)?;
    let owner = owner(&app, asked.log.as_deref(), &token).await?;
    let row = row(&app, id, owner, &asked)?;
    let is_guest = matches!(owner, Owner::Guest(_));
    if is_guest && !app.database.has_reminders(owner).await? {
        // Anybody can make tokens: so newcomers are few from one address, and all guests together are not too many.
        if app.guests.load(Ordering::Relaxed) >= signed(app.config.guests) {
            return Err(Code::RemindersFull.into());
        }
        app.newcomer_limit.take(address).map_err(Problem::too_many)?;
    }
    let room = Room {
        owner: signed(if is_guest {
            app.config.guest_reminders
        } else {
            app.config.reminders
        }),
        device: signed(app.config.reminders),
    };
    app.database
        .keep_reminder(owner, &row, room, app.config.clock.today())
        .await??;
    // It may be due before the sender would look.
    push.sooner.notify_one();
    Ok(Json(Reminder { due: row.due }))
}

/// The reminder as it is kept.
fn row(app: &App, id: [u8; 16], owner: Owner, asked: &NewReminder) -> Result<ReminderRow, Code> {
    let useful = asked.useful.unwrap_or(USEFUL);
    if !is_tag(&asked.tag) || !is_page(&asked.page) || !(USEFUL_LIMITS.0..=USEFUL_LIMITS.1).contains(&useful)
    {
        return Err(Code::Malformed);
    }
    let target =
        Target::read(&app.config.push_hosts, &asked.subscription).ok_or(Code::SubscriptionInvalid)?;
    let step = signed(app.config.reminder_step.max(1));
    let ahead = match owner {
        Owner::Linked(_) => AHEAD,
        Owner::Guest(_) => GUEST_AHEAD,
    };
    let now = app.config.clock.now();
    let due = round(asked.due, step);
    if due <= now || due > now.saturating_add(ahead) {
        return Err(Code::DueInvalid);
    }
    Ok(ReminderRow {
        id: id.to_vec(),
        device: target.device().to_vec(),
        endpoint: asked.subscription.endpoint.clone(),
        p256dh: target.p256dh,
        auth: target.auth,
        tag: asked.tag.clone(),
        lang: match asked.lang {
            Language::Nl => "nl",
            Language::En => "en",
        }
        .to_owned(),
        page: asked.page.clone(),
        urgent: i64::from(asked.urgent),
        due,
        until: due.saturating_add(signed(useful)),
        turn: due,
        tries: 0,
    })
}

/// To the next step: never early, so that what was sent is past, and is not taken again when the app asks for it once more.
fn round(due: i64, step: i64) -> i64 {
    due.saturating_add(step - 1).div_euclid(step).saturating_mul(step)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(due: i64, expected: i64) {
        assert_eq!(round(due, 300), expected, "{due}");
    }

    #[test]
    fn to_the_next_five_minutes() {
        check(0, 0);
        check(1, 300);
        check(300, 300);
        check(301, 600);
        check(i64::MAX, i64::MAX - i64::MAX.rem_euclid(300));
    }
}
