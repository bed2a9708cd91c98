//! Schemas for the service's OpenAPI document where the Rust type is less precise than the wire format.

use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

/// A log, a mailbox or a reminder: 16 bytes in hexadecimal digits.
#[derive(Debug)]
pub struct Id;

/// A token: 32 random bytes in hexadecimal digits.
#[derive(Debug)]
pub struct Token;

fn text(description: &str, pattern: &str) -> RefOr<Schema> {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .description(Some(description))
        .pattern(Some(pattern))
        .into()
}

impl PartialSchema for Id {
    fn schema() -> RefOr<Schema> {
        text("16 bytes in hexadecimal digits.", "^[0-9a-fA-F]{32}$")
    }
}

impl ToSchema for Id {}

impl PartialSchema for Token {
    fn schema() -> RefOr<Schema> {
        text("32 bytes in hexadecimal digits.", "^[0-9a-fA-F]{64}$")
    }
}

impl ToSchema for Token {}
