//! `GET /v1/openapi.json`: the description of the API, generated from the handlers when the service starts.

use axum::Extension;
use axum::body::Bytes;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::IntoResponse;
use mijn_brug_sync::api::{Code, Problem};
use utoipa::openapi::schema::AdditionalProperties;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    Components, ComponentsBuilder, ContactBuilder, HeaderBuilder, InfoBuilder, LicenseBuilder, OpenApi,
    OpenApiBuilder, PathItem, RefOr, Schema, Server, path::Operation,
};

use crate::config::Config;
use crate::headers::API_VERSION;

/// The address of the API. The major version is part of it (API Design Rules, /core/uri-version).
const BASE: &str = "/v1";

/// The document as it is sent.
#[derive(Clone, Debug)]
pub struct Document(Bytes);

/// Get this description
#[utoipa::path(
    get,
    path = "/v1/openapi.json",
    operation_id = "describe",
    tag = "service",
    responses((status = 200, description = "OpenAPI 3.1.", body = inline(serde_json::Value), content_type = "application/json")),
)]
pub async fn handler(Extension(Document(document)): Extension<Document>) -> impl IntoResponse {
    let headers = [(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-cache")];
    (headers, document)
}

/// The document without its paths, which the router adds.
pub fn head(config: &Config) -> OpenApi {
    let contact = ContactBuilder::new()
        .name(Some(config.contact_name.as_str()))
        .email(Some(config.contact_email.as_str()))
        .url(Some(config.contact_url.as_str()))
        .build();
    let license = LicenseBuilder::new()
        .name("EUPL-1.2")
        .identifier(Some("EUPL-1.2"))
        .build();
    let info = InfoBuilder::new()
        .title("Mijn Brug")
        .version(API_VERSION)
        .description(Some(
            "Keeps sealed records that the service cannot read. A token is 64 hexadecimal digits, of which the service keeps only the \
             SHA-256. Every error is a problem (RFC 9457) with a stable code.",
        ))
        .contact(Some(contact))
        .license(Some(license))
        .build();
    let bearer = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    let components = ComponentsBuilder::new()
        .schema_from::<Problem>()
        .schema_from::<Code>()
        .security_scheme("bearer", bearer)
        .build();
    let tag = |name: &str, description: &str| {
        TagBuilder::new()
            .name(name)
            .description(Some(description))
            .build()
    };
    OpenApiBuilder::new()
        .info(info)
        .servers(Some([Server::new(BASE)]))
        .components(Some(components))
        .tags(Some([
            tag("logs", "Logs of sealed records."),
            tag("teams", "Teams of caseworkers."),
            tag("mailboxes", "The mailboxes of a pairing code."),
            tag("reminders", "Reminders by web push."),
            tag("service", "The service itself."),
        ]))
        .build()
}

impl Document {
    /// Adds what applies to all endpoints to the documentation of the handlers.
    pub fn new(mut document: OpenApi) -> Self {
        let paths = std::mem::take(&mut document.paths.paths);
        document.paths.paths = paths
            .into_iter()
            .map(|(path, mut item)| {
                operations(&mut item).for_each(add_version_header);
                if let Some(below) = path.strip_prefix(BASE) {
                    (below.to_owned(), item)
                } else {
                    item.servers = Some(vec![Server::new("/")]);
                    (path, item)
                }
            })
            .collect();
        if let Some(components) = &mut document.components {
            close_schemas(components);
        }
        // The document has no maps with keys that are not text, so writing it cannot fail.
        Self(document.to_json().unwrap_or_default().into())
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [&mut item.get, &mut item.put, &mut item.post, &mut item.delete]
        .into_iter()
        .flatten()
}

/// Documents the header that [`crate::headers`] adds to every answer (API Design Rules, /core/version-header).
fn add_version_header(operation: &mut Operation) {
    for response in operation.responses.responses.values_mut() {
        if let RefOr::T(response) = response {
            let header = HeaderBuilder::new()
                .description(Some("The version of the API."))
                .schema(Some(<String as utoipa::PartialSchema>::schema()))
                .build();
            response.headers.insert("API-Version".to_owned(), header.into());
        }
    }
}

/// Declares that no object has fields other than those described (`additionalProperties: false`).
fn close_schemas(components: &mut Components) {
    for schema in components.schemas.values_mut() {
        if let RefOr::T(Schema::Object(object)) = schema
            && !object.properties.is_empty()
        {
            object.additional_properties = Some(Box::new(AdditionalProperties::FreeForm(false)));
        }
    }
}
