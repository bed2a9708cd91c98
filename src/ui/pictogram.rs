//! A pictogram for what somebody plans to do, guessed from its title. It is only decoration: a wrong guess does no
//! harm, so it is not stored.

use super::texts::t;

/// The name of a pictogram for a title. The words to look for are part of the language file.
pub fn for_title(title: &str) -> &'static str {
    let kinds = [
        (t("words.call"), "phone"),
        (t("words.write"), "message-circle"),
        (t("words.pay"), "wallet"),
        (t("words.go"), "map-pin"),
        (t("words.learn"), "book-open"),
        (t("words.ask"), "users"),
        (t("words.plan"), "calendar"),
        (t("words.rest"), "coffee"),
        (t("words.fetch"), "package"),
    ];
    let title = title.to_lowercase();
    let words: Vec<&str> = title.split(|letter: char| !letter.is_alphanumeric()).collect();
    kinds
        .iter()
        .find(|(known, _)| known.split(',').any(|word| words.contains(&word.trim())))
        .map_or("sprout", |(_, picture)| *picture)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_word_gives_its_pictogram_and_any_other_the_general_one() {
        crate::ui::texts::merge_json(include_str!("../../public/locales/nl.json"));
        assert_eq!(for_title("Bel de woningbouw"), "phone");
        assert_eq!(for_title("Vraag je zus mee"), "users");
        assert_eq!(for_title("Libelle"), "sprout");
        assert_eq!(for_title("🙂 مرحبا"), "sprout");
    }
}
