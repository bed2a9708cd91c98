//! Forms with a secret in them; the caseworker's app has them too.

pub use crate::ui::secret_form::{Secret, SecretField, SecretForm, work};
