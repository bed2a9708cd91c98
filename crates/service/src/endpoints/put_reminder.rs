//! `PUT /v1/reminders/{reminder}`

use std::sync::Arc;
use std::sync::atomic::Ordering;

use axum::Json;
use axum::extract::State;
use mijn_brug_sync::api::Code;
use mijn_brug_sync::openapi::Id;
use mijn_brug_sync::reminders::{
    DEFAULT_USEFUL_SECONDS, Language, NewReminder, OwnerLimits, Reminder, ReminderLimits,
    USEFUL_SECONDS_RANGE,
};

use crate::access::Bearer;
use crate::app::App;
use crate::clock::DAY;
use crate::config::Config;
use crate::db::reminders::{Owner, ReminderQuota, ReminderRow};
use crate::db::{signed, unsigned};
use crate::problem::Problem;
use crate::push::message::{Target, is_page, is_tag};
use crate::request::{ClientAddress, JsonBody, PathId, owner};

/// How far in the future a reminder may be due, in seconds, for a person who is paired: enough for what is in a plan.
const AHEAD: i64 = 400 * DAY;
/// The same for a person who is not paired: enough for what is in a diary.
const GUEST_AHEAD: i64 = 62 * DAY;

problems!(
    Malformed,
    Unauthorized,
    RemindersFull,
    RemindersOff,
    LogNotFound,
    ReminderTaken,
    LogErased,
    TooLarge,
    SubscriptionInvalid,
    DueInvalid
);

/// Create or change a reminder
///
/// The same reminder again changes nothing, so that a device may send all its reminders at every start.
#[utoipa::path(
    put,
    path = "/v1/reminders/{reminder}",
    operation_id = "putReminder",
    tag = "reminders",
    security(("bearer" = [])),
    params(("reminder" = Id, Path, description = "The reminder: 16 bytes that nobody can guess, chosen by the device.")),
    request_body = NewReminder,
    responses(
        (status = 200, description = "It is stored, with its due moment after rounding up.", body = Reminder),
        Problems,
    ),
)]
pub async fn handler(
    State(app): State<Arc<App>>,
    PathId(id): PathId,
    Bearer(token): Bearer,
    ClientAddress(address): ClientAddress,
    JsonBody(new): JsonBody<NewReminder>,
) -> Result<Json<Reminder>, Problem> {
    let push = app.push.as_ref().ok_or(Code::RemindersOff)?;
    let owner = owner(&app, new.log.as_deref(), &token).await?;
    let row = row(&app.config, id, owner, &new)?;
    let is_guest = matches!(owner, Owner::Guest(_));
    if is_guest && !app.database.has_reminders(owner).await? {
        // Anybody can make a guest's token, so new guests are limited by address, and all guests together in number.
        if app.n_guest_reminders.load(Ordering::Relaxed) >= signed(app.config.total_guest_reminders) {
            return Err(Code::RemindersFull.into());
        }
        app.newcomer_limit.take(address).map_err(Problem::too_many)?;
    }
    let limits = limits(&app.config);
    let room = ReminderQuota {
        owner: signed(if is_guest { limits.guest } else { limits.paired }.reminders),
        device: signed(app.config.reminders),
    };
    app.database
        .upsert_reminder(owner, &row, room, app.config.clock.today())
        .await??;
    // It may be due before the sender looks again.
    push.wake_sender.notify_one();
    Ok(Json(Reminder { due: row.due }))
}

/// The limits that the operator configured.
pub fn limits(config: &Config) -> ReminderLimits {
    ReminderLimits {
        step: config.reminder_step.max(1),
        paired: OwnerLimits {
            reminders: config.reminders,
            ahead: unsigned(AHEAD),
        },
        guest: OwnerLimits {
            reminders: config.guest_reminders,
            ahead: unsigned(GUEST_AHEAD),
        },
    }
}

/// The row to store.
///
/// # Errors
/// The code of the first field that is invalid.
fn row(config: &Config, id: [u8; 16], owner: Owner, new: &NewReminder) -> Result<ReminderRow, Code> {
    let useful = new.useful.unwrap_or(DEFAULT_USEFUL_SECONDS);
    if !is_tag(&new.tag)
        || !is_page(&new.page)
        || !(USEFUL_SECONDS_RANGE.0..=USEFUL_SECONDS_RANGE.1).contains(&useful)
    {
        return Err(Code::Malformed);
    }
    let target = Target::read(&config.push_hosts, &new.subscription).ok_or(Code::SubscriptionInvalid)?;
    let limits = limits(config);
    let ahead = match owner {
        Owner::Paired(_) => limits.paired.ahead,
        Owner::Guest(_) => limits.guest.ahead,
    };
    let now = config.clock.now();
    let due = round(new.due, signed(limits.step));
    if due <= now || due > now.saturating_add(signed(ahead)) {
        return Err(Code::DueInvalid);
    }
    Ok(ReminderRow {
        id: id.to_vec(),
        device: target.device().to_vec(),
        endpoint: new.subscription.endpoint.clone(),
        p256dh: target.p256dh,
        auth: target.auth,
        tag: new.tag.clone(),
        lang: match new.lang {
            Language::Nl => "nl",
            Language::En => "en",
        }
        .to_owned(),
        page: new.page.clone(),
        urgent: i64::from(new.urgent),
        due,
        until: due.saturating_add(signed(useful)),
        turn: due,
        tries: 0,
    })
}

/// Rounds up to a multiple of `step`, in seconds. Never down: a reminder that was sent must be in the past, or the device could
/// create it again.
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
    fn due_moments_are_rounded_up() {
        check(0, 0);
        check(1, 300);
        check(300, 300);
        check(301, 600);
        check(i64::MAX, i64::MAX - i64::MAX.rem_euclid(300));
    }
}
