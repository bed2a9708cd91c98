//! `DELETE /v1/reminders/{reminder}`

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use mijn_brug_sync::openapi::Id;

use super::OwnerQuery;
use crate::access::Bearer;
use crate::app::App;
use crate::problem::Problem;
use crate::request::{PathId, QueryParams, owner};

problems!(Malformed, Unauthorized, LogNotFound, LogErased);

/// Delete a reminder
///
/// Deleting a reminder that does not exist succeeds, and so does deleting somebody else's, which leaves it alone.
#[utoipa::path(
    delete,
    path = "/v1/reminders/{reminder}",
    operation_id = "deleteReminder",
    tag = "reminders",
    security(("bearer" = [])),
    params(("reminder" = Id, Path, description = "The reminder."), OwnerQuery),
    responses((status = 204, description = "This owner has no such reminder."), Problems),
)]
pub async fn handler(
    State(app): State<Arc<App>>,
    PathId(id): PathId,
    Bearer(token): Bearer,
    QueryParams(query): QueryParams<OwnerQuery>,
) -> Result<StatusCode, Problem> {
    let owner = owner(&app, query.log.as_deref(), &token).await?;
    app.database.delete_reminders(owner, Some(&id)).await?;
    Ok(StatusCode::NO_CONTENT)
}
