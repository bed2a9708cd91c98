//! The texts of the screens: every text that the sources ask for exists in both languages, none is unused, and they are easy
//! to read. The same goes for pictograms.
#![expect(clippy::unwrap_used, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

type Texts = BTreeMap<String, String>;

const LANGUAGES: [&str; 2] = ["nl", "en"];

fn read(file: impl AsRef<Path>) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

/// The texts of Welkom, of all other screens, those fetched after the announcement (R2), and those of the caseworker's page alone.
const FOLDERS: [&str; 4] = ["welcome", "locales", "rewards", "begeleider/rewards"];

/// All texts of a language. No key is in two files.
fn texts(language: &str) -> Texts {
    let mut all = Texts::new();
    for folder in FOLDERS {
        let file: Texts = serde_json::from_str(&read(format!("public/{folder}/{language}.json"))).unwrap();
        for (key, text) in file {
            assert!(
                all.insert(key.clone(), text).is_none(),
                "{key} stands in two files"
            );
        }
    }
    all
}

/// All Rust sources of the apps, without comments and tests.
fn sources() -> String {
    sources_of("src")
}

/// A source's code, without comments and tests.
fn code_of(file: impl AsRef<Path>) -> String {
    let text = read(file);
    let code = text.split("#[cfg(test)]").next().unwrap();
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[test]
fn the_first_visit_needs_no_other_texts() {
    let sources = [
        "resident/boot",
        "resident/lazy",
        "resident/welcome",
        "ui/language",
    ];
    let code: String = sources
        .iter()
        .map(|name| code_of(format!("src/{name}.rs")))
        .collect();
    let of_all_screens = ["screen.back", "screen.read_aloud", "screen.no_voice"];
    let wanted: BTreeSet<&str> = first_literals(&code, "t")
        .into_iter()
        .chain(of_all_screens)
        .collect();
    for language in LANGUAGES {
        let first: Texts = serde_json::from_str(&read(format!("public/welcome/{language}.json"))).unwrap();
        let here: BTreeSet<&str> = first.keys().map(String::as_str).collect();
        assert_eq!(here, wanted, "{language}");
    }
}

fn sources_of(folder: &str) -> String {
    let mut all = String::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                all.push_str(&code_of(&path));
            }
        }
    }
    all
}

/// The literals that are the first argument of a function's calls: `t("…")`, also with a line break before the literal.
fn first_literals<'source>(source: &'source str, function: &str) -> BTreeSet<&'source str> {
    let call = format!("{function}(");
    source
        .match_indices(&call)
        .filter(|(place, _)| {
            let before = source.get(..*place).and_then(|before| before.chars().next_back());
            before.is_none_or(|letter| !letter.is_alphanumeric() && letter != '_')
        })
        .filter_map(|(place, _)| {
            let arguments = source.get(place + call.len()..)?.trim_start();
            arguments.strip_prefix('"')?.split('"').next()
        })
        .collect()
}

/// Whether a literal has the form of a key: lower-case words separated by dots.
fn is_key(literal: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .chars()
                .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
    };
    literal.contains('.') && literal.split('.').all(is_word)
}

/// The names in braces.
fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn every_text_that_the_sources_use_exists() {
    let source = sources();
    let mut wanted: BTreeSet<String> = ["t", "tf"]
        .iter()
        .flat_map(|function| first_literals(&source, function))
        .map(str::to_owned)
        .collect();
    for key in first_literals(&source, "tn") {
        wanted.extend([format!("{key}.one"), format!("{key}.other")]);
    }
    assert!(wanted.len() > 100, "the test no longer finds the keys");
    for key in &wanted {
        assert!(is_key(key), "`{key}` does not have the form of a key");
    }
    for language in LANGUAGES {
        let texts = texts(language);
        let missing: Vec<_> = wanted.iter().filter(|key| !texts.contains_key(*key)).collect();
        assert!(missing.is_empty(), "no text in {language} for {missing:?}");
    }
}

#[test]
fn every_text_is_used() {
    let source = sources();
    let plural = first_literals(&source, "tn");
    let is_used = |key: &str| {
        let of_number = key.strip_suffix(".one").or_else(|| key.strip_suffix(".other"));
        source.contains(&format!("\"{key}\"")) || of_number.is_some_and(|key| plural.contains(key))
    };
    for language in LANGUAGES {
        let unused: Vec<_> = texts(language).into_keys().filter(|key| !is_used(key)).collect();
        assert!(
            unused.is_empty(),
            "nobody uses these texts of {language}: {unused:?}"
        );
    }
}

#[test]
fn the_languages_have_the_same_texts_with_the_same_placeholders() {
    let [dutch, english] = LANGUAGES.map(texts);
    let keys = |texts: &Texts| texts.keys().cloned().collect::<BTreeSet<_>>();
    assert_eq!(keys(&dutch), keys(&english));
    for (key, text) in &dutch {
        assert_eq!(placeholders(text), placeholders(&english[key]), "{key}");
    }
}

#[test]
fn no_text_is_empty_or_has_loose_spaces() {
    for language in LANGUAGES {
        for (key, text) in texts(language) {
            assert!(!text.trim().is_empty(), "{language}: {key} is empty");
            assert_eq!(text.trim(), text, "{language}: {key}");
            assert!(!text.contains("  "), "{language}: {key} has two spaces");
        }
    }
}

#[test]
fn each_file_of_texts_is_sorted() {
    for (folder, language) in FOLDERS
        .into_iter()
        .flat_map(|folder| LANGUAGES.map(|it| (folder, it)))
    {
        let text = read(format!("public/{folder}/{language}.json"));
        let keys: Vec<&str> = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix('"')?.split('"').next())
            .collect();
        let mut sorted = keys.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(keys, sorted, "{folder}/{language}");
    }
}

/// R2: words that no text may have before rewards are announced; everybody loads the languages' own files.
#[test]
fn no_text_speaks_of_rewards() {
    const WORDS: [&str; 14] = [
        "bon",
        "bonnen",
        "voucher",
        "vouchers",
        "beloning",
        "beloningen",
        "belonen",
        "beloond",
        "waardebon",
        "waardebonnen",
        "cadeaubon",
        "reward",
        "rewards",
        "rewarded",
    ];
    for file in [
        "locales/nl.json",
        "locales/en.json",
        "bridge/nl.json",
        "bridge/en.json",
    ] {
        let text = read(format!("public/{file}"))
            .replace('\u{ad}', "")
            .to_lowercase();
        for word in text.split(|letter: char| !letter.is_alphanumeric()) {
            assert!(!WORDS.contains(&word), "{file}: {word}");
        }
    }
}

/// R2: what is on every phone asks for the texts of rewards by names that reveal nothing.
#[test]
fn the_residents_app_uses_no_text_key_that_names_rewards() {
    let source = sources_of("src/resident") + &sources_of("src/ui");
    for key in ["t", "tf", "tn"]
        .iter()
        .flat_map(|function| first_literals(&source, function))
    {
        let tells = ["reward", "voucher", "bon"]
            .iter()
            .any(|word| key.split(['.', '_']).any(|part| part.starts_with(word)));
        assert!(!tells, "{key}");
    }
}

/// Consecutive vowels are one syllable, except for pairs that Dutch pronounces separately ("ea" in "reactie", "io" in "radio").
fn syllables(word: &str) -> u32 {
    const APART: [&str; 9] = ["ea", "eo", "ia", "io", "iu", "ua", "uo", "ië", "oë"];
    let letters: Vec<char> = word.to_lowercase().chars().collect();
    let is_vowel = |letter: char| "aeiouyäëïöüáéíóúèêç".replace('ç', "").contains(letter);
    let mut n_syllables = 0;
    let mut before = None::<char>;
    for letter in letters {
        let starts = match before.filter(|before| is_vowel(*before)) {
            None => true,
            Some(before) => {
                "ëïöü".contains(letter) || APART.contains(&String::from_iter([before, letter]).as_str())
            }
        };
        if is_vowel(letter) && starts {
            n_syllables += 1;
        }
        before = Some(letter);
    }
    n_syllables.max(1)
}

/// Flesch-Douma: 206.835 − 0.93 · words per sentence − 77 · syllables per word. 60 and up is plain, 80 and up is easy.
fn flesch_douma<'text>(texts: impl Iterator<Item = &'text str>) -> f64 {
    let (mut n_sentences, mut n_words, mut n_syllables) = (0_u32, 0_u32, 0_u32);
    for text in texts {
        for sentence in text.replace('\u{ad}', "").split(['.', '!', '?', ':']) {
            let words = sentence
                .split_whitespace()
                .filter(|word| word.chars().any(char::is_alphabetic));
            let counts: Vec<u32> = words.map(syllables).collect();
            if !counts.is_empty() {
                n_sentences += 1;
                n_words += u32::try_from(counts.len()).unwrap();
                n_syllables += counts.iter().sum::<u32>();
            }
        }
    }
    let (words, sentences) = (f64::from(n_words), f64::from(n_sentences));
    206.835 - 0.93 * words / sentences - 77.0 * f64::from(n_syllables) / words
}

#[test]
fn syllables_are_counted_as_spoken() {
    for (word, expected) in [
        ("plan", 1),
        ("ministap", 3),
        ("woningbouw", 3),
        ("geïnd", 2),
        ("radio", 3),
        ("eten", 2),
        ("ideeën", 3),
        ("pc", 1),
    ] {
        assert_eq!(syllables(word), expected, "{word}");
    }
}

#[test]
fn the_dutch_is_easy_to_read() {
    let texts = texts("nl");
    // The word lists for guessing pictograms are not prose.
    let read_by_people = texts
        .iter()
        .filter(|(key, _)| !key.starts_with("words."))
        .map(|(_, text)| text.as_str());
    let all = flesch_douma(read_by_people.clone());
    assert!(all >= 60.0, "Flesch-Douma {all:.1} over all texts");
    // Buttons and headings are short; the explanations must be easy on their own.
    let explanations = flesch_douma(read_by_people.filter(|text| text.split_whitespace().count() > 7));
    assert!(
        explanations >= 60.0,
        "Flesch-Douma {explanations:.1} over the explanations"
    );
}

/// The number of words in each sentence of a text.
fn words_in_sentences(text: &str) -> Vec<usize> {
    let text = text.replace('\u{ad}', "");
    let is_word = |word: &&str| word.chars().any(char::is_alphanumeric);
    let sentences = text
        .split_inclusive(char::is_whitespace)
        .fold(vec![0], |mut counts, word| {
            if let Some(last) = counts.last_mut() {
                *last += usize::from(is_word(&word));
            }
            if word.trim_end().ends_with(['.', '!', '?', ':']) {
                counts.push(0);
            }
            counts
        });
    sentences.into_iter().filter(|n_words| *n_words > 0).collect()
}

#[test]
fn words_are_counted_by_sentence() {
    assert_eq!(words_in_sentences("Bel. Of schrijf: dat mag."), [1, 2, 2]);
    assert_eq!(words_in_sentences("Om 10.00 uur"), [3]);
    assert_eq!(words_in_sentences("Ja – echt?"), [2]);
}

/// Sentences of at most 12 words for residents and 15 for caseworkers, and half of them of at most 8.
#[test]
fn no_sentence_is_long() {
    let of_residents = sources_of("src/resident") + &sources_of("src/ui");
    for language in LANGUAGES {
        let mut all = Vec::new();
        for (key, text) in texts(language) {
            // The word lists for guessing pictograms are not prose.
            if key.starts_with("words.") {
                continue;
            }
            let whole = key.strip_suffix(".one").or_else(|| key.strip_suffix(".other"));
            let is_residents = of_residents.contains(&format!("\"{}\"", whole.unwrap_or(&key)));
            let max = if is_residents { 12 } else { 15 };
            for n_words in words_in_sentences(&text) {
                assert!(
                    n_words <= max,
                    "{language}: {key} has a sentence of {n_words} words"
                );
                all.push(n_words);
            }
        }
        all.sort_unstable();
        let median = all[all.len() / 2];
        assert!(median <= 8, "{language}: the median is {median} words");
    }
}

/// The content's sentences are read by residents too.
#[test]
fn no_sentence_of_the_content_is_long() {
    for file in [
        "bridge/nl",
        "bridge/en",
        "stress/nl",
        "stress/en",
        "help/nl",
        "help/en",
    ] {
        let json: serde_json::Value = serde_json::from_str(&read(format!("public/{file}.json"))).unwrap();
        let mut left = vec![json];
        while let Some(value) = left.pop() {
            match value {
                serde_json::Value::String(text) => {
                    let longest = words_in_sentences(&text).into_iter().max().unwrap_or_default();
                    assert!(longest <= 12, "{file}: {longest} words in “{text}”");
                }
                serde_json::Value::Array(values) => left.extend(values),
                serde_json::Value::Object(fields) => left.extend(fields.into_iter().map(|(_, value)| value)),
                _ => {}
            }
        }
    }
}

/// Words that have another word: one word for one thing, and no figure of speech.
#[test]
fn no_text_has_a_forbidden_synonym() {
    const DUTCH: [&str; 12] = [
        "seintje",
        "leefgebied",
        "leefgebieden",
        "loslaten",
        "losgelaten",
        "stapelt",
        "stapelen",
        "hield stand",
        "op slot",
        "vergrootglas",
        "zomaar",
        "sessie",
    ];
    let words = |text: &str| format!(" {} ", text.replace('\u{ad}', "").to_lowercase());
    for (key, text) in texts("nl") {
        let text = words(&text.replace(['.', ',', '!', '?', ':'], " "));
        for word in DUTCH {
            assert!(!text.contains(&format!(" {word} ")), "{key}: {word}");
        }
    }
}

/// The names in `style/icons.txt`.
fn icons() -> BTreeSet<String> {
    read("style/icons.txt")
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .map(str::to_owned)
        .collect()
}

/// The pictures that the bridge's content names.
fn pictures_of_the_bridge() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for language in LANGUAGES {
        let text = read(format!("public/bridge/{language}.json"));
        for line in text.split("\"picture\":").skip(1) {
            found.insert(line.split('"').nth(1).unwrap().to_owned());
        }
    }
    found
}

#[test]
fn every_pictogram_in_use_is_listed() {
    let listed = icons();
    let source = sources();
    // `icon="…"` and `name="…"` of our components; the test of listed pictograms covers names elsewhere.
    let mut wanted: BTreeSet<String> = pictures_of_the_bridge();
    for attribute in [
        "icon=\"",
        "<Icon name=\"",
        "<Picture name=\"",
        "fact(\"",
        "line(\"",
        "part(\"",
        "pause(\"",
    ] {
        wanted.extend(
            source
                .split(attribute)
                .skip(1)
                .filter_map(|rest| rest.split('"').next())
                .map(str::to_owned),
        );
    }
    assert!(wanted.len() > 20, "the test no longer finds the pictograms");
    let missing: Vec<_> = wanted.difference(&listed).collect();
    assert!(missing.is_empty(), "not in style/icons.txt: {missing:?}");
}

#[test]
fn every_listed_pictogram_is_used() {
    let source = sources() + &read("src/boot.js");
    let of_bridge = pictures_of_the_bridge();
    let unused: Vec<_> = icons()
        .into_iter()
        .filter(|name| !of_bridge.contains(name) && !source.contains(&format!("\"{name}\"")))
        .collect();
    assert!(
        unused.is_empty(),
        "in style/icons.txt and nowhere else: {unused:?}"
    );
}
