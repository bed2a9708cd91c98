//! `POST /v1/test-reminders`

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use mijn_brug_sync::api::Code;
use mijn_brug_sync::reminders::{TestReminder, TestReminderResult};

use crate::access::Bearer;
use crate::app::App;
use crate::db::reminders::Owner;
use crate::problem::Problem;
use crate::push::message::{Message, Target, is_page, is_tag};
use crate::push::sender;
use crate::request::{ClientAddress, JsonBody, owner};

/// How long the push service keeps the message for a phone that is off, in seconds: somebody is waiting for it.
const TTL: i64 = 60;

problems!(
    Malformed,
    Unauthorized,
    RemindersOff,
    LogNotFound,
    LogErased,
    TooLarge,
    SubscriptionInvalid
);

/// Send a test message now
///
/// The answer says how far it came: whether the push service accepted it.
#[utoipa::path(
    post,
    path = "/v1/test-reminders",
    operation_id = "testReminder",
    tag = "reminders",
    security(("bearer" = [])),
    request_body = TestReminder,
    responses((status = 200, description = "The outcome at the push service.", body = TestReminderResult), Problems),
)]
pub async fn handler(
    State(app): State<Arc<App>>,
    Bearer(token): Bearer,
    ClientAddress(address): ClientAddress,
    JsonBody(new): JsonBody<TestReminder>,
) -> Result<Json<TestReminderResult>, Problem> {
    let push = app.push.as_ref().ok_or(Code::RemindersOff)?;
    let owner = owner(&app, new.log.as_deref(), &token).await?;
    if !is_tag(&new.tag) || !is_page(&new.page) {
        return Err(Code::Malformed.into());
    }
    let target = Target::read(&app.config.push_hosts, &new.subscription).ok_or(Code::SubscriptionInvalid)?;
    app.test_limit.take(owner).map_err(Problem::too_many)?;
    // Anybody can make a guest's token, so guests are limited by address too. Apart from the limit on new guests, which a workshop
    // behind one address needs whole.
    if matches!(owner, Owner::Guest(_)) {
        app.newcomer_test_limit.take(address).map_err(Problem::too_many)?;
    }
    let message = Message {
        tag: new.tag,
        lang: new.lang,
        page: new.page,
        urgent: true,
        ttl: TTL,
    };
    let outcome = sender::test(&app.config, push, &message, &target).await;
    Ok(Json(TestReminderResult { outcome }))
}
