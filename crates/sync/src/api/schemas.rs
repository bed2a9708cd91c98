//! Hand-written schemas for types whose serde format `#[derive(ToSchema)]` cannot infer.

use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Schema, Type};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{PartialSchema, ToSchema};

use super::{Code, HeadOrCode};
use crate::openapi::Id;

impl PartialSchema for Code {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "What went wrong. The texts are stable; later versions may add some.",
            ))
            .enum_values(Some(Self::ALL.iter().map(|code| code.text())))
            .into()
    }
}

impl ToSchema for Code {}

/// The head of a log.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct Head {
    /// The number of the last record.
    seq: u64,
    /// The number of records.
    count: u64,
    /// The XOR of the records' ids.
    xor: Id,
}

/// Why there is no head.
#[derive(ToSchema)]
#[expect(dead_code, reason = "only its schema is used")]
struct HeadRefusal {
    /// `log-not-found` or `log-erased`.
    code: Code,
}

impl PartialSchema for HeadOrCode {
    fn schema() -> RefOr<Schema> {
        OneOfBuilder::new()
            .item(Ref::from_schema_name("Head"))
            .item(Ref::from_schema_name("HeadRefusal"))
            .into()
    }
}

impl ToSchema for HeadOrCode {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push(("Head".to_owned(), Head::schema()));
        schemas.push(("HeadRefusal".to_owned(), HeadRefusal::schema()));
        Head::schemas(schemas);
        HeadRefusal::schemas(schemas);
    }
}
