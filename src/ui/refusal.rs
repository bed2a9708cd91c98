//! Texts for refusals by the plan's rules.

use mijn_brug_plan::Refusal;

use super::texts::{t, tf};

/// The text for a refusal: the cause and what to do next.
pub fn refused(refusal: Refusal) -> String {
    match refusal {
        Refusal::TextMissing => t("failure.text_missing"),
        Refusal::TextTooLong { max, length } => tf(
            "failure.text_too_long",
            &[("max", &max.to_string()), ("length", &length.to_string())],
        ),
        Refusal::TooBigForADay => t("failure.too_big"),
        Refusal::NothingDone => t("failure.nothing_done"),
        Refusal::SameDomain => t("failure.same_domain"),
        Refusal::ListLength => t("failure.list"),
        Refusal::NotFound(_) | Refusal::WrongState(_) | Refusal::Exists(_) => t("failure.changed"),
        // Of rewards, for which the caseworker's app has texts, and what no screen offers.
        Refusal::NotYours
        | Refusal::NothingAgreed
        | Refusal::NotAnnounced
        | Refusal::ActionNotAgreed
        | Refusal::ActionsNotDone
        | Refusal::BadCode
        | Refusal::AmountOutsidePolicy
        | Refusal::KindOutsidePolicy
        | Refusal::AmountNotPromised
        | Refusal::Lapsed
        | Refusal::YearlyMaximum
        | Refusal::BudgetSpent
        | Refusal::ClockTooFarAhead => t("failure.other"),
    }
}
