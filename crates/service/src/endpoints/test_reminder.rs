//! `POST /v1/test-reminders`: sends a message at once, and says how that went.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use mijn_brug_sync::api::Code;
use mijn_brug_sync::reminders::{TestReminder, Tested};

use crate::access::Bearer;
use crate::app::App;
use crate::db::reminders::Owner;
use crate::problem::Problem;
use crate::push::message::{Message, Target, is_page, is_tag};
use crate::push::sender;
use crate::request::{Client, Form, owner};

/// For how many seconds the push service keeps it for a phone that is off: somebody is waiting for it.
const TTL: i64 = 60;

/// The link that failed, or none did.
pub async fn answer(
    State(app): State<Arc<App>>,
    Bearer(token): Bearer,
    Client(address): Client,
    Form(asked): Form<TestReminder>,
) -> Result<Json<Tested>, Problem> {
    let push = app.push.as_ref().ok_or(Code::RemindersOff)?;
    let owner = owner(&app, asked.log.as_deref(), &token).await?;
    if !is_tag(&asked.tag) || !is_page(&asked.page) {
        return Err(Code::Malformed.into());
    }
    let target =
        Target::read(&app.config.push_hosts, &asked.subscription).ok_or(Code::SubscriptionInvalid)?;
    app.test_limit.take(owner).map_err(Problem::too_many)?;
    // Anybody can make tokens of a guest, so those are few by address too. Not out of what newcomers at the same address need.
    if matches!(owner, Owner::Guest(_)) {
        app.newcomer_test_limit.take(address).map_err(Problem::too_many)?;
    }
    let message = Message {
        tag: asked.tag,
        lang: asked.lang,
        page: asked.page,
        urgent: true,
        ttl: TTL,
    };
    let outcome = sender::test(&app.config, push, &message, &target).await;
    Ok(Json(Tested { outcome }))
}
