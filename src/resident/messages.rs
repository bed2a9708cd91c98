//! What people see when something failed: one text per error variant, with the cause and what to do next.

use mijn_brug_sync::api::Code;

use super::store::{Failure, PairingError, RestoreError};
use crate::device::store::StoreError;
use crate::ui::refusal::refused;
use crate::ui::request_errors;
use crate::ui::texts::{t, tf};

/// The text for a command that failed.
pub fn failure(failure: &Failure) -> String {
    match failure {
        Failure::Refused(refusal) => refused(*refusal),
        Failure::NotStored(error) => not_stored(error),
        Failure::NotSealed(_) => t("failure.too_long"),
        Failure::NotSerialised => t("failure.other"),
    }
}

/// The text for records that could not be stored.
pub fn not_stored(error: &StoreError) -> String {
    match error {
        StoreError::Full => t("failure.full"),
        StoreError::Blocked => t("failure.blocked"),
        StoreError::Silent => t("failure.silent"),
        StoreError::Newer => t("failure.newer"),
        StoreError::Gone => t("failure.gone"),
        StoreError::Damaged | StoreError::Failed(_) => t("failure.not_stored"),
    }
}

/// The text for a backup file that could not be restored.
pub fn not_restored(error: &RestoreError) -> String {
    use mijn_brug_seal::backup::BackupError;
    match error {
        RestoreError::File(BackupError::NotABackup) => t("restore.foreign"),
        RestoreError::File(BackupError::NewerVersion { .. }) => t("restore.newer"),
        RestoreError::File(_) => t("restore.damaged"),
        RestoreError::WrongPassphrase => t("restore.wrong_passphrase"),
        RestoreError::OutOfMemory => t("pair.memory"),
        RestoreError::OtherPlan => t("restore.other_plan"),
        RestoreError::NotStored(error) => not_stored(error),
    }
}

/// The text for a pairing, sharing or move that failed.
pub fn not_paired(error: &PairingError) -> String {
    match error {
        PairingError::CodeLength(length) => tf("pair.length", &[("length", &length.to_string())]),
        PairingError::CodeCharacter => t("pair.character"),
        PairingError::CodeMistyped => t("pair.mistyped"),
        PairingError::CardNewer => t("recover.newer"),
        PairingError::OtherPlan => t("recover.other_plan"),
        PairingError::CodeGone => t("pair.gone"),
        PairingError::CodeForeign => t("pair.foreign"),
        PairingError::Request(cause) => {
            let words = request_errors::retried_by_person(*cause).unwrap_or_else(|| t("pair.refused"));
            format!("{words} {}", t("pair.nothing_changed"))
        }
        PairingError::Refused(Code::LogErased) => t("pair.erased"),
        PairingError::Refused(Code::LogNotFound | Code::Unauthorized) => t("pair.no_place"),
        PairingError::Refused(_) => t("pair.refused"),
        PairingError::OutOfMemory => t("pair.memory"),
        PairingError::Failure(error) => failure(error),
    }
}
