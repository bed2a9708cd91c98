//! `GET /v1/push-key`: the key that a browser subscribes with.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use mijn_brug_sync::api::Code;
use mijn_brug_sync::reminders::PushKey;

use crate::app::App;
use crate::problem::Problem;

/// The key: the same for as long as the database stands.
pub async fn answer(State(app): State<Arc<App>>) -> Result<Json<PushKey>, Problem> {
    let push = app.push.as_ref().ok_or(Code::RemindersOff)?;
    Ok(Json(PushKey {
        key: push.vapid.public().to_owned(),
    }))
}
