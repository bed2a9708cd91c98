//! `POST /v1/heads`

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use mijn_brug_sync::api::{Code, HeadOrCode, Heads, HeadsRequest, LOGS_MAX};
use mijn_brug_sync::wire::LogId;

use crate::access::{TokenHash, write_hex};
use crate::app::App;
use crate::problem::Problem;
use crate::request::JsonBody;

problems!(Malformed, TooLarge);

/// Get the heads of several logs
///
/// Of up to 200 logs, in the order of the request. A wrong token reads `log-not-found`.
#[utoipa::path(
    post,
    path = "/v1/heads",
    operation_id = "readHeads",
    tag = "logs",
    request_body = HeadsRequest,
    responses((status = 200, description = "One head or code for each log.", body = Heads), Problems),
)]
pub async fn handler(
    State(app): State<Arc<App>>,
    JsonBody(asked): JsonBody<HeadsRequest>,
) -> Result<Json<Heads>, Problem> {
    if asked.logs.len() > LOGS_MAX {
        return Err(Code::TooLarge.into());
    }
    let questions: Result<Vec<(LogId, TokenHash)>, Code> = asked
        .logs
        .iter()
        .map(|log| {
            let id = log.log.parse().map_err(|_| Code::Malformed)?;
            Ok((id, TokenHash::of(&log.token).ok_or(Code::Malformed)?))
        })
        .collect();
    let questions = questions?;
    let ids: Vec<LogId> = questions.iter().map(|(id, _)| *id).collect();
    let found: HashMap<LogId, _> = app.database.logs(&ids).await?.into_iter().collect();
    let heads = questions.iter().map(|(id, token)| {
        let head = found
            .get(id)
            .ok_or(Code::LogNotFound)
            .and_then(|log| log.head_for(token));
        match head {
            Ok(head) => HeadOrCode::Head {
                seq: head.seq,
                count: head.set.count(),
                xor: write_hex(head.set.xor()),
            },
            // The holder of other tokens must not learn which logs exist.
            Err(Code::Unauthorized) => HeadOrCode::Code {
                code: Code::LogNotFound,
            },
            Err(code) => HeadOrCode::Code { code },
        }
    });
    Ok(Json(Heads {
        heads: heads.collect(),
    }))
}
