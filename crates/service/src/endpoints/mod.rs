//! The API: one file for each endpoint, with its handler, its documentation and its errors. [`openapi`] serves their
//! documentation.

/// Declares the type `Problems`: the codes that an endpoint answers with, for its documentation. It adds those of every endpoint
/// that reads the database; `@only` leaves them out.
macro_rules! problems {
    (@only $($code:ident),+ $(,)?) => {
        struct Problems;

        impl utoipa::IntoResponses for Problems {
            fn responses() -> std::collections::BTreeMap<
                String,
                utoipa::openapi::RefOr<utoipa::openapi::Response>,
            > {
                $crate::problem::responses(&[$(mijn_brug_sync::api::Code::$code),+])
            }
        }
    };
    ($($code:ident),+ $(,)?) => {
        problems!(@only $($code,)+ TooManyRequests, Internal, Unavailable);
    };
}

mod append_records;
mod create_log;
mod create_mailboxes;
mod delete_mailboxes;
mod delete_reminder;
mod delete_reminders;
mod enrol_team;
mod erase_log;
mod fill_mailbox;
mod health;
pub mod openapi;
mod push_key;
mod put_reminder;
mod read_heads;
mod read_ids;
mod read_mailbox;
mod read_records;
mod readiness;
mod reminder_limits;
mod test_reminder;

use std::sync::Arc;
use std::time::Duration;

use axum::extract::DefaultBodyLimit;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue};
use axum::{Extension, Router};
use mijn_brug_sync::api::Code;
use mijn_brug_sync::openapi::Id;
use mijn_brug_sync::wire::MEDIA_TYPE;
use serde::Deserialize;
use tower_http::timeout::RequestBodyTimeoutLayer;
use utoipa::openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, Type};
use utoipa::{IntoParams, PartialSchema, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::App;
use crate::problem::Problem;
use crate::request;

/// Builds the router of the API, which serves `pages` at all other addresses.
pub fn router(app: Arc<App>, pages: Router) -> Router {
    let body_timeout = Duration::from_secs(app.config.body_seconds.max(1));
    let largest = usize::try_from(app.largest_body()).unwrap_or(usize::MAX);
    let (router, document) = OpenApiRouter::with_openapi(openapi::head(&app.config))
        .routes(routes!(health::handler))
        .routes(routes!(readiness::handler))
        .routes(routes!(openapi::handler))
        .routes(routes!(enrol_team::handler))
        .routes(routes!(create_log::handler))
        .routes(routes!(erase_log::handler))
        .routes(routes!(read_records::handler, append_records::handler))
        .routes(routes!(read_ids::handler))
        .routes(routes!(read_heads::handler))
        .routes(routes!(create_mailboxes::handler))
        .routes(routes!(
            read_mailbox::handler,
            fill_mailbox::handler,
            delete_mailboxes::handler
        ))
        .routes(routes!(push_key::handler))
        .routes(routes!(reminder_limits::handler))
        .routes(routes!(delete_reminders::handler))
        .routes(routes!(put_reminder::handler, delete_reminder::handler))
        .routes(routes!(test_reminder::handler))
        .split_for_parts();
    router
        .method_not_allowed_fallback(async || Problem::from(Code::MethodNotAllowed))
        .fallback_service(pages)
        .layer(Extension(openapi::Document::new(document)))
        .layer(DefaultBodyLimit::max(largest))
        .layer(RequestBodyTimeoutLayer::new(body_timeout))
        .layer(axum::middleware::from_fn_with_state(
            Arc::clone(&app),
            request::log_and_limit,
        ))
        .with_state(app)
}

/// Whose reminders.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
struct OwnerQuery {
    /// The log of a person who is paired; left out by others.
    #[param(value_type = Id, required = false)]
    log: Option<String>,
}

/// The schema of a body that is bytes.
struct OctetStream;

impl PartialSchema for OctetStream {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)))
            .into()
    }
}

impl ToSchema for OctetStream {}

/// The headers of an answer in bytes, which must not be cached.
fn octets(media_type: &'static str) -> [(HeaderName, HeaderValue); 2] {
    [(CONTENT_TYPE, HeaderValue::from_static(media_type)), NO_STORE]
}

/// The headers of a page, a head or a list of ids.
fn records() -> [(HeaderName, HeaderValue); 2] {
    octets(MEDIA_TYPE)
}

/// Forbids caching.
const NO_STORE: (HeaderName, HeaderValue) = (CACHE_CONTROL, HeaderValue::from_static("no-store"));
