//! The API: one file for each endpoint, and the table that joins them.

mod append_records;
mod create_log;
mod create_mailboxes;
mod delete_mailboxes;
mod delete_reminder;
mod enrol_team;
mod erase_log;
mod fill_mailbox;
mod health;
mod openapi;
mod push_key;
mod put_reminder;
mod read_heads;
mod read_ids;
mod read_mailbox;
mod read_records;
mod test_reminder;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue};
use axum::routing::{MethodRouter, get, post, put};
use mijn_brug_sync::api::Code;
use mijn_brug_sync::wire::MEDIA_TYPE;
use tower_http::timeout::RequestBodyTimeoutLayer;

use crate::app::App;
use crate::problem::Problem;
use crate::request;

/// Every address with its methods.
fn routes() -> Vec<(&'static str, MethodRouter<Arc<App>>)> {
    vec![
        ("/healthz", get(health::is_up)),
        ("/readyz", get(health::is_ready)),
        ("/v1/openapi.json", get(openapi::answer)),
        ("/v1/teams", post(enrol_team::answer)),
        ("/v1/logs", post(create_log::answer)),
        ("/v1/logs/{log}", axum::routing::delete(erase_log::answer)),
        (
            "/v1/logs/{log}/records",
            get(read_records::answer).post(append_records::answer),
        ),
        ("/v1/logs/{log}/ids", get(read_ids::answer)),
        ("/v1/heads", post(read_heads::answer)),
        ("/v1/mailboxes", post(create_mailboxes::answer)),
        (
            "/v1/mailboxes/{box}",
            get(read_mailbox::answer)
                .put(fill_mailbox::answer)
                .delete(delete_mailboxes::answer),
        ),
        ("/v1/push-key", get(push_key::answer)),
        ("/v1/reminders", axum::routing::delete(delete_reminder::all)),
        (
            "/v1/reminders/{reminder}",
            put(put_reminder::answer).delete(delete_reminder::one),
        ),
        ("/v1/test-reminders", post(test_reminder::answer)),
    ]
}

/// The addresses of the API, for the test of its description.
pub fn addresses() -> Vec<&'static str> {
    routes().into_iter().map(|(address, _)| address).collect()
}

/// The API as a router, and `pages` at all other addresses.
pub fn router(app: Arc<App>, pages: Router) -> Router {
    let body_timeout = Duration::from_secs(app.config.body_seconds.max(1));
    let largest = usize::try_from(app.largest_body()).unwrap_or(usize::MAX);
    let router = routes()
        .into_iter()
        .fold(Router::new(), |router, (address, methods)| {
            router.route(address, methods)
        });
    router
        .method_not_allowed_fallback(async || Problem::from(Code::MethodNotAllowed))
        .fallback_service(pages)
        .layer(DefaultBodyLimit::max(largest))
        .layer(RequestBodyTimeoutLayer::new(body_timeout))
        .layer(axum::middleware::from_fn_with_state(
            Arc::clone(&app),
            request::around,
        ))
        .with_state(app)
}

/// The headers of an answer in bytes, which nobody may keep.
fn octets(media_type: &'static str) -> [(HeaderName, HeaderValue); 2] {
    [(CONTENT_TYPE, HeaderValue::from_static(media_type)), NO_STORE]
}

/// The headers of a page, a head or a list of ids.
fn records() -> [(HeaderName, HeaderValue); 2] {
    octets(MEDIA_TYPE)
}

/// Nobody may keep an answer.
const NO_STORE: (HeaderName, HeaderValue) = (CACHE_CONTROL, HeaderValue::from_static("no-store"));
