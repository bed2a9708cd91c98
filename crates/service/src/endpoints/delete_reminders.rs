//! `DELETE /v1/reminders`

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;

use super::OwnerQuery;
use crate::access::Bearer;
use crate::app::App;
use crate::problem::Problem;
use crate::request::{QueryParams, owner};

problems!(Malformed, Unauthorized, LogNotFound, LogErased);

/// Delete all reminders of an owner
#[utoipa::path(
    delete,
    path = "/v1/reminders",
    operation_id = "deleteReminders",
    tag = "reminders",
    security(("bearer" = [])),
    params(OwnerQuery),
    responses((status = 204, description = "This owner has no reminders."), Problems),
)]
pub async fn handler(
    State(app): State<Arc<App>>,
    Bearer(token): Bearer,
    QueryParams(query): QueryParams<OwnerQuery>,
) -> Result<StatusCode, Problem> {
    let owner = owner(&app, query.log.as_deref(), &token).await?;
    app.database.delete_reminders(owner, None).await?;
    Ok(StatusCode::NO_CONTENT)
}
