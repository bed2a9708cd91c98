//! `GET /v1/reminder-limits`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use mijn_brug_sync::api::Code;
use mijn_brug_sync::reminders::ReminderLimits;

use super::put_reminder;
use crate::app::App;
use crate::problem::Problem;

problems!(@only RemindersOff, TooManyRequests);

/// Get the operator's limits on reminders
///
/// `PUT /reminders/{reminder}` refuses a reminder beyond them with `reminders-full` or `due-invalid`. One browser takes at most as
/// many reminders as a paired person, whoever their owners are.
#[utoipa::path(
    get,
    path = "/v1/reminder-limits",
    operation_id = "reminderLimits",
    tag = "reminders",
    responses((status = 200, description = "The limits.", body = ReminderLimits), Problems),
)]
pub async fn handler(State(app): State<Arc<App>>) -> Result<Json<ReminderLimits>, Problem> {
    if app.push.is_none() {
        return Err(Code::RemindersOff.into());
    }
    Ok(Json(put_reminder::limits(&app.config)))
}
