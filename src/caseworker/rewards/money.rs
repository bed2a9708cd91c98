//! Amounts as people type them, and the texts for refusals.

use leptos::prelude::RwSignal;
use mijn_brug_plan::Refusal;
use mijn_brug_plan::team::PolicyError;
use mijn_brug_plan::team::codes::{CODES_MAX, ListError};
use mijn_brug_plan::values::Cents;

use crate::caseworker::messages;
use crate::caseworker::store::DispatchError;
use crate::ui::field::Kind;
use crate::ui::format;
use crate::ui::parsed_field::ParsedField;
use crate::ui::texts::{t, tf};

/// A field for an amount.
pub fn amount(id: &'static str, text: RwSignal<String>) -> ParsedField<Cents> {
    ParsedField::new(id, text, Kind::Line, read, "reward.no_amount")
}

/// Parses an amount: "25", "€ 12,50", "12.50", "1.000". `None` if the text is not an amount.
pub fn read(text: &str) -> Option<Cents> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && *c != '€').collect();
    let (euros, cents) = match bare.rsplit_once([',', '.']) {
        Some((euros, cents)) if cents.len() <= 2 => (euros.to_owned(), cents.to_owned()),
        _ => (bare, String::new()),
    };
    // The remaining separators are between thousands, so groups of three digits must follow them.
    let mut groups = euros.split([',', '.']);
    let first = groups.next()?;
    if !groups.clone().all(|group| group.len() == 3) {
        return None;
    }
    let digits: String = std::iter::once(first).chain(groups).collect();
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if digits.is_empty() || !is_digits(&digits) || !is_digits(&cents) {
        return None;
    }
    let whole: u32 = digits.parse().ok()?;
    let part: u32 = format!("{cents:0<2}").parse().ok()?;
    whole.checked_mul(100)?.checked_add(part).map(Cents)
}

/// An amount as a field shows it: "25" or "12,50".
pub fn field(amount: Cents) -> String {
    format::euro(amount).replace(['€', '\u{a0}'], "")
}

/// The text for a command that failed.
pub fn dispatch_error(error: &DispatchError) -> String {
    match error {
        DispatchError::Refused(refusal) => refused(*refusal),
        other => messages::dispatch_error(other),
    }
}

fn refused(refusal: Refusal) -> String {
    match refusal {
        Refusal::NothingAgreed | Refusal::ActionNotAgreed => t("reward.not_agreed"),
        Refusal::NotAnnounced => t("reward.not_announced"),
        Refusal::ActionsNotDone => t("reward.not_done"),
        Refusal::BadCode => t("reward.bad_code"),
        Refusal::AmountOutsidePolicy => t("reward.outside"),
        Refusal::KindOutsidePolicy => t("reward.no_kind"),
        Refusal::AmountNotPromised => t("reward.not_promised"),
        Refusal::Lapsed => t("reward.lapsed_day"),
        Refusal::YearlyMaximum => t("reward.year_full"),
        Refusal::BudgetSpent => t("reward.budget_spent"),
        Refusal::NotYours
        | Refusal::TooBigForADay
        | Refusal::NothingDone
        | Refusal::TextMissing
        | Refusal::TextTooLong { .. }
        | Refusal::ListLength
        | Refusal::NotFound(_)
        | Refusal::Exists(_)
        | Refusal::WrongState(_)
        | Refusal::SameDomain
        | Refusal::ClockTooFarAhead => messages::dispatch_error(&DispatchError::Refused(refusal)),
    }
}

/// The text for a policy that contradicts itself.
pub fn bad_policy(error: PolicyError) -> String {
    match error {
        PolicyError::NoKind => t("reward.policy_no_kind"),
        PolicyError::Nothing => t("reward.policy_nothing"),
        PolicyError::MinAboveMax { min, max } => tf(
            "reward.policy_min_max",
            &[("min", &format::euro(min)), ("max", &format::euro(max))],
        ),
        PolicyError::YearBelowMin { yearly_max, min } => tf(
            "reward.policy_year",
            &[("year", &format::euro(yearly_max)), ("min", &format::euro(min))],
        ),
        PolicyError::ValidDays => t("reward.policy_days"),
    }
}

/// The text for a list of codes that cannot be loaded.
pub fn bad_list(error: ListError) -> String {
    let line = |line: usize| line.to_string();
    match error {
        ListError::Empty => t("reward.list_empty"),
        ListError::TooMany { found } => tf(
            "reward.list_many",
            &[("found", &found.to_string()), ("max", &CODES_MAX.to_string())],
        ),
        ListError::Character { line: at, character } => tf(
            "reward.list_character",
            &[("line", &line(at)), ("sign", &visible(character))],
        ),
        ListError::TooLong { line: at, length } => tf(
            "reward.list_long",
            &[("line", &line(at)), ("length", &length.to_string())],
        ),
        ListError::Duplicate { line: at, earlier } => tf(
            "reward.list_double",
            &[("line", &line(at)), ("earlier", &line(earlier))],
        ),
        ListError::Known { line: at } => tf("reward.list_known", &[("line", &line(at))]),
    }
}

/// A visible form of a character: invisible ones as their code point.
fn visible(character: char) -> String {
    if character.is_control() || character.is_whitespace() || ('\u{200b}'..='\u{206f}').contains(&character) {
        format!("U+{:04X}", u32::from(character))
    } else {
        character.to_string()
    }
}

#[cfg(test)]
mod tests {
    use mijn_brug_plan::values::Cents;

    use super::{read, visible};

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, cents) in [
            ("25", Some(2_500)),
            (" € 25 ", Some(2_500)),
            ("12,5", Some(1_250)),
            ("12.50", Some(1_250)),
            ("12,", Some(1_200)),
            ("1.000", Some(100_000)),
            ("1.000,05", Some(100_005)),
            ("10 000", Some(1_000_000)),
            ("0", Some(0)),
            ("", None),
            ("€", None),
            ("-5", None),
            ("1e3", None),
            ("1.00.000", None),
            ("42949673", None),
            ("vijf", None),
        ] {
            assert_eq!(read(text), cents.map(Cents), "{text}");
        }
    }

    #[test]
    fn an_invisible_character_is_named_by_its_code_point() {
        assert_eq!(visible('é'), "é");
        assert_eq!(visible('\u{200b}'), "U+200B");
        assert_eq!(visible('\t'), "U+0009");
    }
}
