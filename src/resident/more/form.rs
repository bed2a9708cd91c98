//! Forms with a secret field, shared with the caseworker's app.

pub use crate::ui::secret_form::{Secret, SecretField, SecretForm, work};
