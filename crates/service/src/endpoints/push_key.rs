//! `GET /v1/push-key`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use mijn_brug_sync::api::Code;
use mijn_brug_sync::reminders::PushKey;

use crate::app::App;
use crate::problem::Problem;

problems!(@only RemindersOff, TooManyRequests);

/// Get the key that a browser subscribes with
///
/// It is the `applicationServerKey` of `pushManager.subscribe`, and stays the same for as long as the database exists.
#[utoipa::path(
    get,
    path = "/v1/push-key",
    operation_id = "pushKey",
    tag = "reminders",
    responses((status = 200, description = "The key.", body = PushKey), Problems),
)]
pub async fn handler(State(app): State<Arc<App>>) -> Result<Json<PushKey>, Problem> {
    let push = app.push.as_ref().ok_or(Code::RemindersOff)?;
    Ok(Json(PushKey {
        key: push.vapid.public().to_owned(),
    }))
}
